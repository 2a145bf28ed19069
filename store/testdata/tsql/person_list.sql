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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 ORDER BY r.sort_name, r.id

-- system, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1) AS b0) AS u) AS c

-- system, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) ORDER BY r.sort_name, r.id

-- system, common words
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) ORDER BY r.sort_name, r.id

-- system, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- system, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) ORDER BY r.sort_name, r.id

-- system, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) ORDER BY r.sort_name, r.id

-- system, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- system, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL ORDER BY r.sort_name, r.id

-- system, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))) AS b0) AS u) AS c

-- reader of all, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, common words
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- reader of all, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))))) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- reader of all, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- reader of all, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me) OR (r.group_id = @group0 AND r.visibility <> 'owner') OR (r.visibility = 'everyone'))

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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))) AS b0) AS u) AS c

-- own and groups, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, common words
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- own and groups, common walked
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.group_id = @group0 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b1 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.group_id = @group1 AND r.visibility <> 'owner' ORDER BY r.sort_name, r.id) AS b2) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- own and groups, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner'))))) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- own and groups, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me) OR (+r.group_id = @group0 AND r.visibility <> 'owner') OR (+r.group_id = @group1 AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- own and groups, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me) OR (r.group_id = @group0 AND r.visibility <> 'owner') OR (r.group_id = @group1 AND r.visibility <> 'owner'))

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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((+r.owner_id = @me))) AS b0) AS u) AS c

-- own only, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, common words
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- own only, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((r.owner_id = @me)) ORDER BY r.sort_name, r.id

-- own only, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND ((((+r.owner_id = @me))))) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- own only, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me)))) ORDER BY r.sort_name, r.id

-- own only, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me))

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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))) AS b0) AS u) AS c

-- others only, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, common words
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- others only, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7))) ORDER BY r.sort_name, r.id

-- others only, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7)))))) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- others only, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((r.visibility = 'everyone' AND +r.group_id IS NOT NULL AND (+r.group_id IS NULL OR +r.group_id NOT IN (3)) AND (+r.owner_id IS NULL OR +r.owner_id <> 7))))) ORDER BY r.sort_name, r.id

-- others only, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.visibility = 'everyone' AND r.group_id IS NOT NULL AND (r.group_id IS NULL OR r.group_id NOT IN (3)) AND (r.owner_id IS NULL OR r.owner_id <> 7)))

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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))) AS b0) AS u) AS c

-- nobody's, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, common words
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- nobody's, common walked
SELECT TOP (50) {columns}, r.sort_name FROM (SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.owner_id = @me ORDER BY r.sort_name, r.id) AS b0 UNION SELECT id, k FROM (SELECT TOP (50) r.id, r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.group_id IS NULL AND r.visibility = 'everyone' ORDER BY r.sort_name, r.id) AS b1) AS u JOIN person r ON r.id = u.id ORDER BY u.k, u.id

-- nobody's, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))))) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- nobody's, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')))) ORDER BY r.sort_name, r.id

-- nobody's, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((r.owner_id = @me) OR (r.group_id IS NULL AND r.visibility = 'everyone'))

-- nobody's, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone')) ORDER BY f.followed_at DESC, r.id

-- nobody's, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.owner_id = @me) OR (+r.group_id IS NULL AND r.visibility = 'everyone'))) AS s1

-- many groups, first page
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name, r.id

-- many groups, count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND +r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner') AS b0) AS u) AS c

-- many groups, onwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name, r.id

-- many groups, backwards by name
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name DESC, r.id DESC

-- many groups, onwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @key AND (r.sort_name < @key OR r.id < @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name DESC, r.id DESC

-- many groups, backwards by name descending
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name >= @key AND (r.sort_name > @key OR r.id > @id) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name, r.id

-- many groups, filtered
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- many groups, filtered count
SELECT COUNT(*) FROM (SELECT TOP (1001) id FROM (SELECT id FROM (SELECT TOP (1001) r.id FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner'))) AS b0) AS u) AS c

-- many groups, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- many groups, common words
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name, r.id

-- many groups, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- many groups, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY r.sort_name, r.id

-- many groups, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- many groups, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner'))))) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- many groups, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND ((((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')))) ORDER BY r.sort_name, r.id

-- many groups, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner'))

-- many groups, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner')) ORDER BY f.followed_at DESC, r.id

-- many groups, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner'))) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND ((+r.group_id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41) AND r.visibility <> 'owner'))) AS s1

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
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND (r.company = @f0 OR r.id IN (SELECT pc.person FROM person_company pc WHERE pc.company = @f0)) AND +r.owner_id = @f1 AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, filtered count
SELECT 0

-- nothing, words with a rare one
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@found)) AS list) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, common words
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, end of the walk
SELECT MAX(k) FROM (SELECT TOP (2000) r.sort_name AS k FROM person r WHERE r.deleted_at IS NULL ORDER BY r.sort_name, r.id) AS w

-- nothing, common walked
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.sort_name <= @until AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, by the rarest
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NULL AND r.id IN (SELECT t.record_id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, common counted
SELECT COUNT(*), COUNT(DISTINCT hit) FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM person r WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM search_term t WHERE t.record_id = r.id AND t.entity = 'person' AND t.term >= @word1 AND t.term < @word1_end) AND r.id = c.id AND 1 = 0) THEN c.id END AS hit FROM (SELECT TOP (4000) t.record_id AS id FROM search_term t WHERE t.entity = 'person' AND t.term >= @word0 AND t.term < @word0_end) AS c) AS s

-- nothing, trash
SELECT TOP (50) {columns}, r.sort_name FROM person r WHERE r.deleted_at IS NOT NULL AND 1 = 0 ORDER BY r.sort_name, r.id

-- nothing, names
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) AND 1 = 0

-- nothing, followed
SELECT TOP (8) r.id, r.first_name, r.middle_name, r.last_name, f.followed_at FROM person r JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL AND 1 = 0 ORDER BY f.followed_at DESC, r.id

-- nothing, sharing
SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM email t WHERE t.entity = 'person' AND t.address_key IN (@mails0, @mails1, @mails2, @mails3)) AS c0 JOIN person r ON r.id = c0.id WHERE r.deleted_at IS NULL AND 1 = 0) AS s0 UNION SELECT id FROM (SELECT TOP (20) r.id FROM (SELECT TOP (200) t.record_id AS id FROM phone t WHERE t.entity = 'person' AND t.e164 IN (@phones0, @phones1, @phones2, @phones3) AND t.e164 <> '') AS c1 JOIN person r ON r.id = c1.id WHERE r.deleted_at IS NULL AND 1 = 0) AS s1

