-- selectTag
SELECT g.id, g.name FROM tag a JOIN tag g ON g.id = COALESCE(a.target, a.id) WHERE a.name_key = @name_key

-- insertTag
INSERT INTO tag (id, version, name, name_key, colour, target) VALUES (@id, 1, @name, @name_key, @colour, @target)

-- deleteTags
DELETE FROM record_tag WHERE entity = @entity AND record_id = @record_id

-- insertOfTag
INSERT INTO record_tag (entity, record_id, tag) VALUES (@entity, @record_id, @tag)

-- selectAllTags
SELECT g.id, g.version, g.name, g.colour FROM tag g WHERE g.target IS NULL

-- takeID
UPDATE id_block SET next_id = next_id + 1 WHERE name = @name

-- loadTags.1
SELECT rt.record_id, g.name FROM record_tag rt JOIN tag g ON g.id = rt.tag
		WHERE rt.entity = @entity AND rt.record_id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

