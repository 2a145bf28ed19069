-- deleteTerms
DELETE FROM search_term WHERE entity = @entity AND record_id = @record_id

-- flushTerms.1
INSERT INTO search_term (entity, record_id, term) SELECT @entity, a, b FROM (SELECT a, b FROM OPENJSON(@terms) WITH (a bigint '$[0]', b nvarchar(450) '$[1]')) AS list

-- rarestFirst.1
SELECT COUNT(*) FROM (SELECT TOP (50) record_id FROM search_term WHERE entity = @entity AND term >= @word AND term < @word_end) AS c

-- recordsByTerm.1
SELECT TOP (50) record_id FROM search_term WHERE entity = @entity AND term >= @word AND term < @word_end

