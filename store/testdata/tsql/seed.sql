-- countItems
SELECT list, COUNT(*) FROM list_item GROUP BY list

-- countRoles
SELECT COUNT(*) FROM app_role

-- insertRole
INSERT INTO app_role (id, name, rights, functions) VALUES (@id, @name, @rights, @functions)

-- insertItem
INSERT INTO list_item (id, version, list, names, rank, colour, active)
		VALUES (@id, @version, @list, @names, @rank, @colour, @active)

