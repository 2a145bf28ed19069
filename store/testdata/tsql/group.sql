-- selectGroups
SELECT id, version, name FROM app_group ORDER BY id

-- insertGroup
INSERT INTO app_group (id, version, name) VALUES (@id, 1, @name)

-- deleteGroup
DELETE FROM app_group WHERE id = @id

-- groupUsed
SELECT COUNT(*) FROM app_group g WHERE g.id = @id AND (
		EXISTS (SELECT 1 FROM user_group u WHERE u.group_id = @id)
		OR EXISTS (SELECT 1 FROM company c WHERE c.group_id = @id AND c.deleted_at IS NULL)
		OR EXISTS (SELECT 1 FROM person p WHERE p.group_id = @id AND p.deleted_at IS NULL))

-- selectMembers
SELECT user_id FROM user_group WHERE group_id = @id

-- updateGroup
UPDATE app_group SET name = @name, version = version + 1 WHERE id = @id

