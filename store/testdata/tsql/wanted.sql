-- holding.1
SELECT r.owner_id, r.group_id, r.visibility FROM {k.table} r WHERE r.id = @id

