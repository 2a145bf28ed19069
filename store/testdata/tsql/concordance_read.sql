-- keysQuery.1
SELECT r.id, r.sort_name FROM {k.table} r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- stopAt.1
SELECT r.sort_name FROM {k.table} r WHERE r.id = @id

-- countAmongQuery.1
SELECT COUNT(*) FROM (SELECT TOP (50) r.id FROM {k.table} r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND {where}) AS c

