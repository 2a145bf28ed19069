-- selectRoles
SELECT id, version, name, rights, functions FROM app_role ORDER BY id

-- updateRole
UPDATE app_role SET version = version + 1, name = @name, rights = @rights, functions = @functions
		WHERE id = @id AND version = @version

-- deleteRole
DELETE FROM app_role WHERE id = @id

-- countHolders
SELECT COUNT(*) FROM app_user WHERE role = @id

