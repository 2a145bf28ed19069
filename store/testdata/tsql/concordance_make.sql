-- gatherQuery.1
SELECT TOP (50) r.id, r.owner_id, r.group_id, r.visibility, r.words, {k.lead}, {k.rest} FROM {k.table} r WHERE r.id > @id AND r.deleted_at IS NULL ORDER BY r.id

-- orderQuery.1
SELECT r.id, r.sort_name FROM {k.table} r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id

-- journalEnd.1
SELECT MAX(position) FROM journal

