-- countToQuery.1
SELECT COUNT(*) FROM (SELECT TOP (50) r.id FROM {k.table} r WHERE {where}) AS c

