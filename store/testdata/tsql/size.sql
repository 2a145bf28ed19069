-- wordSize.1
SELECT COUNT(*) FROM (SELECT TOP (50) u.one FROM ({…}) AS u) AS c

-- tableSize.1
SELECT (SELECT MIN(id) FROM {k.table}), (SELECT MAX(id) FROM {k.table})

-- seenSizeQuery.1
SELECT {Join}

