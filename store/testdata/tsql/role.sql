-- selectRoles
SELECT id, name, rights, functions FROM app_role ORDER BY id

