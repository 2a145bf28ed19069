-- deletePosting
DELETE FROM search_term WHERE list = @list AND term = @term AND sort_key = @sort_key AND record_id = @record_id

-- insert.1
INSERT INTO {into} (list, term, sort_key, record_id) VALUES (@list, @term, @sort_key, @record_id)

-- foundBy.1
SELECT r.words, r.sort_name FROM {k.table} r WHERE r.id = @id

