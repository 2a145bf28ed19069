-- CountRecords.1
SELECT COUNT(*) FROM (SELECT TOP (50) 1 AS one FROM {c.from}) AS c

