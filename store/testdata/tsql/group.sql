-- selectGroups
SELECT id, version, name FROM app_group ORDER BY id

-- insertGroup
INSERT INTO app_group (id, version, name) VALUES (@id, 1, @name)

-- updateGroup
UPDATE app_group SET name = @name, version = version + 1 WHERE id = @id

