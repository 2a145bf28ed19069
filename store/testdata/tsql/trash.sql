-- setDeleted.1
UPDATE {k.table} SET deleted_at = @deleted_at, updated_at = @updated_at, updated_by = @updated_by, version = @version
	WHERE id = @id AND version = @was

