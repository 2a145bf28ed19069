-- countAll.1
SELECT COUNT(*) FROM {t.Name}

-- selectTable.1
SELECT {Join} FROM {t.Name} ORDER BY {Join}

