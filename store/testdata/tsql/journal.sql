-- insertJournal
INSERT INTO journal
		(position, at, actor_kind, actor_id, api_key_id, entity, record_id, version, operation, changes, batch)
		VALUES (@position, @at, @actor_kind, @actor_id, @api_key_id, @entity, @record_id, @version, @operation, @changes, @batch)

-- History.1
SELECT TOP (50)  position, at, actor_kind, actor_id, api_key_id, entity, record_id, version, operation, changes, batch
		FROM journal WHERE entity = @entity AND record_id = @record_id AND position < @before ORDER BY position DESC

