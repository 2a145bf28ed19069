-- selectView
SELECT v.id, v.created_at, v.created_by, v.updated_at, v.updated_by, v.version, v.owner_id, v.group_id,
		v.visibility, v.deleted_at, v.entity, v.name, v.settings FROM saved_view v WHERE v.id = @id

-- insertView
INSERT INTO saved_view (id, created_at, created_by, updated_at, updated_by, version, owner_id, group_id,
		visibility, entity, name, settings) VALUES (@id, @at, @by, @at, @by, 1, @owner_id, @group_id, @visibility, @entity, @name, @settings)

-- updateView
UPDATE saved_view SET updated_at = @at, updated_by = @by, version = @version, group_id = @group_id,
		visibility = @visibility, deleted_at = @deleted_at, name = @name, settings = @settings WHERE id = @id AND version = @was

-- deleteView
DELETE FROM saved_view WHERE id = @id

-- readViews.1
SELECT TOP (50)  v.id, v.created_at, v.created_by, v.updated_at, v.updated_by, v.version, v.owner_id, v.group_id,
		v.visibility, v.deleted_at, v.entity, v.name, v.settings FROM saved_view v WHERE v.entity = @entity AND v.deleted_at IS NULL AND (v.owner_id = @me OR v.visibility = 'everyone'
		OR v.visibility = 'group' AND v.group_id IN (SELECT g.group_id FROM user_group g WHERE g.user_id = @me)) ORDER BY v.id

