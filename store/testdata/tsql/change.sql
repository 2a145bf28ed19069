-- changeOf.1
UPDATE {k.table} SET updated_at = @updated_at, updated_by = @updated_by, version = @version

