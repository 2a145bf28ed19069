-- selectUserExists
SELECT id FROM app_user WHERE id = @id

-- selectGroupExists
SELECT id FROM app_group WHERE id = @id

-- selectListItemExists
SELECT id FROM list_item WHERE id = @id AND list = @list

-- selectAncestors
WITH up (id, parent, depth) AS (
		SELECT id, parent, 1 FROM company WHERE id = @id
		UNION ALL SELECT c.id, c.parent, up.depth + 1 FROM company c JOIN up ON c.id = up.parent WHERE up.depth < 50)
		SELECT COUNT(*) FROM up WHERE id = @self OR depth = 50

-- exists.1
SELECT r.id FROM {…} r WHERE r.id = @id AND r.deleted_at IS NULL

