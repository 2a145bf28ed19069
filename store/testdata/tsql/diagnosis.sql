-- selectSchema
SELECT MAX(version_id) FROM goose_db_version

-- Diagnosis.1
SELECT COUNT(*) FROM (SELECT TOP (50) 1 AS one FROM {t.Name}) AS c

