-- selectSetting
SELECT value FROM setting WHERE name = @name

-- selectSettings
SELECT name, value FROM setting

-- updateSetting
UPDATE setting SET value = @value WHERE name = @name

-- insertSetting
INSERT INTO setting (name, value) VALUES (@name, @value)

