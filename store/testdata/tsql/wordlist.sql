-- arm.1
SELECT

-- arm.2
SELECT DISTINCT

-- countListsQuery.1
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM {k.table} r WHERE r.id = c.record_id AND {where}) THEN 1 END) FROM ({read}) AS c

