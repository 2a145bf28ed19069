-- selectOfPlace
SELECT position, entity, record_id, version, operation, changes, actor_id FROM journal WHERE position = @position

-- selectOfSave
SELECT position, entity, record_id, version, operation, changes, actor_id FROM journal WHERE entity = @entity AND record_id = @record_id AND version = @version ORDER BY position

-- past.1
SELECT TOP (50)  position, entity, record_id, version, operation, changes, actor_id FROM journal WHERE batch = @batch ORDER BY position

