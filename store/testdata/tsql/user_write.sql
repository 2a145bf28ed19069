-- insertUser
INSERT INTO app_user (id, created_at, created_by, updated_at, updated_by, version, login, login_key, name,
		email, person, category, role, status, api_only, main, language, time_zone, theme, density, preferences)
		VALUES (@id, @created_at, @created_by, @updated_at, @updated_by, @version, @login, @login_key, @name,
		@email, @person, @category, @role, @status, @api_only, @main, @language, @time_zone, @theme, @density, @preferences)

-- updateUser
UPDATE app_user SET updated_at = @updated_at, updated_by = @updated_by, version = @version, login = @login,
		login_key = @login_key, name = @name, email = @email, person = @person, category = @category, role = @role,
		status = @status, api_only = @api_only, main = @main, language = @language, time_zone = @time_zone, theme = @theme,
		density = @density, preferences = @preferences WHERE id = @id

-- deleteUserGroups
DELETE FROM user_group WHERE user_id = @id

-- insertUserGroup
INSERT INTO user_group (user_id, group_id) VALUES (@id, @group_id)

