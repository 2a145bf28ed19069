-- takeIDs
UPDATE id_block SET next_id = next_id + @n WHERE name = @name

-- readIDs
SELECT next_id FROM id_block WHERE name = @name

-- startIDs
INSERT INTO id_block (name, next_id) VALUES (@name, @next_id)

