-- selectLookups
SELECT next_id FROM id_block WHERE name = 'lookups'

-- updateLookups
UPDATE id_block SET next_id = next_id + 1 WHERE name = 'lookups'

-- insertLookups
INSERT INTO id_block (name, next_id) VALUES ('lookups', 1)

