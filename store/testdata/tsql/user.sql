-- selectUsers
SELECT u.id, u.created_at, u.created_by, u.updated_at, u.updated_by, u.version, u.login, u.name, u.email,
		u.person, u.category, u.role, u.status, u.api_only, u.main, u.language, u.time_zone, u.theme, u.density,
		u.preferences, u.last_seen_at FROM app_user u ORDER BY u.name, u.id

-- selectUser
SELECT u.id, u.created_at, u.created_by, u.updated_at, u.updated_by, u.version, u.login, u.name, u.email,
		u.person, u.category, u.role, u.status, u.api_only, u.main, u.language, u.time_zone, u.theme, u.density,
		u.preferences, u.last_seen_at FROM app_user u WHERE u.id = @id

-- selectUserByLogin
SELECT u.id, u.created_at, u.created_by, u.updated_at, u.updated_by, u.version, u.login, u.name, u.email,
		u.person, u.category, u.role, u.status, u.api_only, u.main, u.language, u.time_zone, u.theme, u.density,
		u.preferences, u.last_seen_at FROM app_user u WHERE u.login_key = @login_key

-- selectMainUser
SELECT u.id, u.created_at, u.created_by, u.updated_at, u.updated_by, u.version, u.login, u.name, u.email,
		u.person, u.category, u.role, u.status, u.api_only, u.main, u.language, u.time_zone, u.theme, u.density,
		u.preferences, u.last_seen_at FROM app_user u WHERE u.main = 1

-- selectAllGroups
SELECT user_id, group_id FROM user_group ORDER BY user_id, group_id

-- selectUserGroups
SELECT user_id, group_id FROM user_group WHERE user_id = @id ORDER BY group_id

-- selectAllTerms
SELECT user_id, version, accepted_at FROM terms_acceptance ORDER BY accepted_at

-- selectUserTerms
SELECT user_id, version, accepted_at FROM terms_acceptance WHERE user_id = @id ORDER BY accepted_at

-- selectActorRole
SELECT u.main, u.category, u.api_only, u.status, r.id, r.name, r.rights, r.functions
		FROM app_user u LEFT JOIN app_role r ON r.id = u.role WHERE u.id = @id

