-- changesQuery.1
SELECT TOP (50) position, entity, record_id, operation, changes FROM journal WHERE position > @position ORDER BY position

