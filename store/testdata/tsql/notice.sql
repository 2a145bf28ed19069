-- insertNotice
INSERT INTO notice (id, user_id, kind, details, subject, link, created_at)
		SELECT @id, @user_id, @kind, @details, @subject, @link, @now
		WHERE NOT EXISTS (SELECT 1 FROM notice WHERE user_id = @user_id AND subject = @subject)

-- selectNotice
SELECT id, user_id, kind, details, subject, link, created_at, read_at FROM notice WHERE id = @id

-- readNotice
UPDATE notice SET read_at = @now WHERE id = @id AND read_at IS NULL

-- readNotices
UPDATE notice SET read_at = @now WHERE user_id = @user_id AND read_at IS NULL

-- readNoticeSubject
UPDATE notice SET read_at = @now WHERE user_id = @user_id AND subject = @subject AND read_at IS NULL

-- sweepNotices
DELETE FROM notice WHERE created_at < @before AND (subject < 'license/' OR subject > 'license/~')

-- Notices.1
SELECT TOP (50)  id, user_id, kind, details, subject, link, created_at, read_at FROM notice WHERE user_id = @user_id ORDER BY id DESC

-- UnreadNotices.1
SELECT TOP (50)  id FROM notice WHERE user_id = @user_id AND read_at IS NULL

-- Settle.1
UPDATE notice SET read_at = @now WHERE read_at IS NULL AND subject >= @first AND subject < @beyond
		AND subject NOT IN (SELECT value FROM (SELECT value FROM OPENJSON(@keep)) AS list)

-- Settle.2
UPDATE mail SET state = 'discarded' WHERE state IN ('waiting', 'aside') AND purpose = 'licence' AND once_key >= @first AND once_key < @beyond
		AND once_key NOT IN (SELECT value FROM (SELECT value FROM OPENJSON(@keep)) AS list)

