-- system, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id

-- system, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL) AS b0) AS u) AS c

-- system, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) ORDER BY r.sort_name, r.id

-- system, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) ORDER BY r.sort_name DESC, r.id DESC

-- system, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) ORDER BY r.sort_name DESC, r.id DESC

-- system, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) ORDER BY r.sort_name, r.id

-- system, onwards by updated_at
SELECT TOP (50) {columns}, r.updated_at FROM person r WHERE r.deleted_at IS NULL AND r.updated_at >= @key AND (r.updated_at > @key OR r.id > @id) ORDER BY r.updated_at, r.id

-- system, backwards by updated_at
SELECT TOP (50) {columns}, r.updated_at FROM person r WHERE r.deleted_at IS NULL AND r.updated_at <= @key AND (r.updated_at < @key OR r.id < @id) ORDER BY r.updated_at DESC, r.id DESC

-- system, onwards by updated_at descending
SELECT TOP (50) {columns}, r.updated_at FROM person r WHERE r.deleted_at IS NULL AND r.updated_at <= @key AND (r.updated_at < @key OR r.id < @id) ORDER BY r.updated_at DESC, r.id DESC

-- system, backwards by updated_at descending
SELECT TOP (50) {columns}, r.updated_at FROM person r WHERE r.deleted_at IS NULL AND r.updated_at >= @key AND (r.updated_at > @key OR r.id > @id) ORDER BY r.updated_at, r.id

-- system, onwards by created_at
SELECT TOP (50) {columns}, r.id FROM person r WHERE r.deleted_at IS NULL AND r.id > @id ORDER BY r.id

-- system, backwards by created_at
SELECT TOP (50) {columns}, r.id FROM person r WHERE r.deleted_at IS NULL AND r.id < @id ORDER BY r.id DESC

-- system, onwards by created_at descending
SELECT TOP (50) {columns}, r.id FROM person r WHERE r.deleted_at IS NULL AND r.id < @id ORDER BY r.id DESC

-- system, backwards by created_at descending
SELECT TOP (50) {columns}, r.id FROM person r WHERE r.deleted_at IS NULL AND r.id > @id ORDER BY r.id

-- system, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) ORDER BY r.sort_name, r.id

-- system, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1)) AS b0) AS u) AS c

-- system, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) ORDER BY r.sort_name, r.id) AS w0) AS w WHERE n = 100

-- system, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) ORDER BY r.sort_name DESC, r.id DESC) AS w0) AS w WHERE n = 100

-- system, words walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) ORDER BY r.sort_name, r.id

-- system, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL) AS b) AS u) AS c

-- system, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) ORDER BY r.sort_name, r.id

-- system, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- system, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until ORDER BY r.sort_name, r.id

-- system, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) ORDER BY r.sort_name, r.id

-- system, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- system, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- system, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- system, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- system, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) ORDER BY r.sort_name, r.id

-- system, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- system, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- system, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- system, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL) AS b0)

-- system, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL ORDER BY r.sort_name, r.id

-- system, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- system, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id)) AS b0) AS u) AS c

-- system, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL ORDER BY f.followed_at DESC, r.id

-- system, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL) AS s1

-- reader of all, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS b0) AS u) AS c

-- reader of all, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name DESC, r.id DESC

-- reader of all, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name DESC, r.id DESC

-- reader of all, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS b0) AS u) AS c

-- reader of all, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) ORDER BY r.sort_name, r.id) AS w0) AS w WHERE n = 100

-- reader of all, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) ORDER BY r.sort_name DESC, r.id DESC) AS w0) AS w WHERE n = 100

-- reader of all, words walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS b) AS u) AS c

-- reader of all, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- reader of all, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- reader of all, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- reader of all, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- reader of all, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- reader of all, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- reader of all, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- reader of all, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- reader of all, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0) + (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group0 AND r.visibility <> 'owner') AS b1) + (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.visibility = 'everyone') AS b2)

-- reader of all, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me) OR (r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))

-- reader of all, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS b0) AS u) AS c

-- reader of all, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')) ORDER BY f.followed_at DESC, r.id

-- reader of all, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS s1

-- own and groups, first page
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0 UNION SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group0 AND r.visibility <> 'owner') AS b1 UNION SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group1 AND r.visibility <> 'owner') AS b2) AS u) AS c

-- own and groups, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name DESC, r.id DESC) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name DESC, r.id DESC) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k DESC, u.id DESC

-- own and groups, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name DESC, r.id DESC) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name DESC, r.id DESC) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k DESC, u.id DESC

-- own and groups, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))) AS b0) AS u) AS c

-- own and groups, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS w0 UNION ALL SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS w1 UNION ALL SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS w2) AS w WHERE n = 100

-- own and groups, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS w0 UNION ALL SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name DESC, r.id DESC) AS w1 UNION ALL SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name DESC, r.id DESC) AS w2) AS w WHERE n = 100

-- own and groups, words walked
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b UNION ALL SELECT b.id, b.hit, 1 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group0 AND r.visibility <> 'owner') AS b UNION ALL SELECT b.id, b.hit, 2 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group1 AND r.visibility <> 'owner') AS b) AS u) AS c

-- own and groups, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- own and groups, common walked
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- own and groups, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own and groups, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own and groups, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own and groups, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- own and groups, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own and groups, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own and groups, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0) + (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group0 AND r.visibility <> 'owner') AS b1) + (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id = @group1 AND r.visibility <> 'owner') AS b2)

-- own and groups, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me) OR (r.group_id = @group0 AND r.visibility <> 'owner') OR (r.group_id = @group1 AND r.visibility <> 'owner'))

-- own and groups, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me) AS b0 UNION SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group0 AND r.visibility <> 'owner') AS b1 UNION SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id = @group1 AND r.visibility <> 'owner') AS b2) AS u) AS c

-- own and groups, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')) ORDER BY f.followed_at DESC, r.id

-- own and groups, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))) AS s1

-- own only, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0) AS u) AS c

-- own only, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((r.owner_id = @me)) ORDER BY r.sort_name DESC, r.id DESC

-- own only, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((r.owner_id = @me)) ORDER BY r.sort_name DESC, r.id DESC

-- own only, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((+r.owner_id = @me))) AS b0) AS u) AS c

-- own only, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS w0) AS w WHERE n = 100

-- own only, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS w0) AS w WHERE n = 100

-- own only, words walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b) AS u) AS c

-- own only, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- own only, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me))))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- own only, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own only, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own only, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own only, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me))))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- own only, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own only, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- own only, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0)

-- own only, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me))

-- own only, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me) AS b0) AS u) AS c

-- own only, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY f.followed_at DESC, r.id

-- own only, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me))) AS s1

-- others only, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b0) AS u) AS c

-- others only, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name DESC, r.id DESC

-- others only, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name DESC, r.id DESC

-- others only, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS b0) AS u) AS c

-- others only, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7) ORDER BY r.sort_name, r.id) AS w0) AS w WHERE n = 100

-- others only, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7) ORDER BY r.sort_name DESC, r.id DESC) AS w0) AS w WHERE n = 100

-- others only, words walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b) AS u) AS c

-- others only, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- others only, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- others only, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- others only, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- others only, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- others only, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- others only, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- others only, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- others only, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b0)

-- others only, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7)))

-- others only, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b0) AS u) AS c

-- others only, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))) ORDER BY f.followed_at DESC, r.id

-- others only, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS s1

-- nobody's, first page
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0 UNION SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id IS NULL AND r.visibility = 'everyone') AS b1) AS u) AS c

-- nobody's, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name DESC, r.id DESC) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k DESC, u.id DESC

-- nobody's, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name DESC, r.id DESC) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k DESC, u.id DESC

-- nobody's, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))) AS b0) AS u) AS c

-- nobody's, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS w0 UNION ALL SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS w1) AS w WHERE n = 100

-- nobody's, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me ORDER BY r.sort_name DESC, r.id DESC) AS w0 UNION ALL SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name DESC, r.id DESC) AS w1) AS w WHERE n = 100

-- nobody's, words walked
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b UNION ALL SELECT b.id, b.hit, 1 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND r.group_id IS NULL AND r.visibility = 'everyone') AS b) AS u) AS c

-- nobody's, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- nobody's, common walked
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- nobody's, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nobody's, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nobody's, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nobody's, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- nobody's, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nobody's, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nobody's, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.owner_id = @me) AS b0) + (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND r.group_id IS NULL AND r.visibility = 'everyone') AS b1)

-- nobody's, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me) OR (r.group_id IS NULL AND r.visibility = 'everyone'))

-- nobody's, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.owner_id = @me) AS b0 UNION SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND r.group_id IS NULL AND r.visibility = 'everyone') AS b1) AS u) AS c

-- nobody's, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')) ORDER BY f.followed_at DESC, r.id

-- nobody's, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))) AS s1

-- many groups, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- many groups, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b0) AS u) AS c

-- many groups, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- many groups, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name DESC, r.id DESC

-- many groups, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name DESC, r.id DESC

-- many groups, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- many groups, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- many groups, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS b0) AS u) AS c

-- many groups, window
SELECT MIN(k) FROM (SELECT MAX(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7) ORDER BY r.sort_name, r.id) AS w0) AS w WHERE n = 100

-- many groups, window backwards
SELECT MAX(k) FROM (SELECT MIN(k) AS k, COUNT(*) AS n FROM (SELECT TOP (100) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND (r.owner_id IS NOT NULL AND r.owner_id = @f_1) AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7) ORDER BY r.sort_name DESC, r.id DESC) AS w0) AS w WHERE n = 100

-- many groups, words walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- many groups, count of words walked
SELECT COUNT(DISTINCT CASE WHEN hit = 1 THEN id END), COALESCE(MAX(looked), 0) FROM (SELECT id, hit, COUNT(*) OVER (PARTITION BY reason) AS looked FROM (SELECT b.id, b.hit, 0 AS reason FROM (SELECT TOP (600) r.id, CASE WHEN CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) THEN 1 ELSE 0 END AS hit FROM person r WHERE r.deleted_at IS NULL AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b) AS u) AS c

-- many groups, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- many groups, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- many groups, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- many groups, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- many groups, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))))) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- many groups, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- many groups, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- many groups, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- many groups, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- many groups, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))))) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- many groups, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- many groups, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- many groups, size of what is seen
SELECT (SELECT COUNT(*) FROM (SELECT TOP (25000) r.id FROM person r WHERE r.deleted_at IS NULL AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b0)

-- many groups, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- many groups, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7)))

-- many groups, place, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (r.owner_id IS NULL OR r.owner_id <> 7)) AS b0) AS u) AS c

-- many groups, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7))) ORDER BY f.followed_at DESC, r.id

-- many groups, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner' AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS s1

-- nothing, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, count
SELECT 0

-- nothing, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND 1 = 0 ORDER BY r.sort_name DESC, r.id DESC

-- nothing, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND 1 = 0 ORDER BY r.sort_name DESC, r.id DESC

-- nothing, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((r.company IS NOT NULL AND r.company = @f_0) OR r.id IN (SELECT x.person FROM person_company x WHERE x.company = @f_0)) AND (+r.owner_id IS NOT NULL AND +r.owner_id = @f_1) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, filtered count
SELECT 0

-- nothing, window
SELECT NULL

-- nothing, window backwards
SELECT NULL

-- nothing, words walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, count of words walked
SELECT 0

-- nothing, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, end of the walk
SELECT MAX(k) FROM (SELECT TOP (5000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- nothing, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.sort_name <= @until AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, by a common word
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND 1 = 0) THEN c.id END AS hit FROM (SELECT TOP (600) u.id FROM (SELECT t.record_id AS id FROM search_term t WHERE t.list = 19 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end UNION ALL SELECT t.record_id AS id FROM search_term t WHERE t.list = 16 AND t.term >= @from AND t.term < @from_end) AS u) AS c) AS s

-- nothing, lists of words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nothing, lists of words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nothing, lists of words backwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 AND t.sort_key <= @key AND (t.sort_key < @key OR t.record_id < @id) ORDER BY sort_key DESC, record_id DESC OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nothing, lists of words sifted
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, lists of words counted
SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.id = c.record_id AND r.deleted_at IS NULL AND CHARINDEX(@word0, r.words) > 0 AND (CHARINDEX(@word1, r.words) > 0 OR CHARINDEX(@word1_part, r.words) BETWEEN 1 AND CHARINDEX(CHAR(10), r.words)) AND 1 = 0) THEN 1 END) FROM (SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list1 AND t.term = @term1 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list2 AND t.term = @term2 UNION SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list3 AND t.term = @term3 ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 300 ROWS ONLY) AS c

-- nothing, many words
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nothing, many words onwards
SELECT t.sort_key, t.record_id FROM search_term t WHERE t.list = @list0 AND t.term = @term0 AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) UNION SELECT DISTINCT t.sort_key, t.record_id FROM search_term t WHERE t.list = 22 AND t.term >= @from AND t.term < @from_end AND t.sort_key >= @key AND (t.sort_key > @key OR t.record_id > @id) ORDER BY sort_key, record_id OFFSET 0 ROWS FETCH NEXT 60 ROWS ONLY

-- nothing, size of what is seen


-- nothing, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND 1 = 0

-- nothing, place, count
SELECT 0

-- nothing, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND 1 = 0 ORDER BY f.followed_at DESC, r.id

-- nothing, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND 1 = 0) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND 1 = 0) AS s1

