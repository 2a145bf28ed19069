-- byRanges.1
SELECT {column} FROM search_term t WHERE t.list = {FormatInt} AND t.term >= @from AND t.term < @from_end

-- recordsByWord.1
SELECT DISTINCT TOP (50) u.id FROM ({…}) AS u

