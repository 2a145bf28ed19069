-- selectRange
SELECT (SELECT MIN(position) FROM journal WHERE batch = @batch), (SELECT MAX(position) FROM journal WHERE batch = @batch)

-- pastBefore.1
SELECT TOP (50)  position, entity, record_id FROM journal WHERE batch = @batch AND position < @before ORDER BY position DESC

-- pastQuery.1
SELECT position, entity, record_id, version, operation, changes, actor_id FROM journal WHERE entity = @entity AND record_id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND {unindexed} = @batch ORDER BY position

