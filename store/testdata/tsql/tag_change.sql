-- selectTagRow
SELECT version, name, colour FROM tag WHERE id = @id AND target IS NULL

-- updateTag
UPDATE tag SET version = version + 1, name = @name, name_key = @name_key, colour = @colour WHERE id = @id

-- deleteFormer
DELETE FROM tag WHERE name_key = @name_key AND target = @target

-- deleteTagNames
DELETE FROM tag WHERE target = @id

-- deleteTag
DELETE FROM tag WHERE id = @id

-- pointTags
UPDATE tag SET target = @into WHERE id = @from OR target = @from

-- moveTags
INSERT INTO record_tag (entity, record_id, tag) SELECT rt.entity, rt.record_id, @into FROM record_tag rt
		WHERE rt.tag = @from AND NOT EXISTS (SELECT 1 FROM record_tag o WHERE o.entity = rt.entity AND o.record_id = rt.record_id AND o.tag = @into)

-- dropMoved
DELETE FROM record_tag WHERE tag = @from

-- CountTags.1
SELECT g.id, (SELECT COUNT(*) FROM (SELECT TOP (50) rt.record_id FROM record_tag rt WHERE rt.tag = g.id) AS c) FROM tag g WHERE g.target IS NULL

