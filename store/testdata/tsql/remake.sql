-- deletePostings
DELETE FROM search_term

-- afterQuery.1
SELECT TOP (50) {k.read} FROM {k.table} r WHERE r.id > @id ORDER BY r.id

-- remakeOne.1
UPDATE {k.table} SET {Join} WHERE id = @id

