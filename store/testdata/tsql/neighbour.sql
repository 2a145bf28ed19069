-- neighbours.1
SELECT r.{column} FROM {k.table} r WHERE r.id = @id

