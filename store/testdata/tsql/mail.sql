-- insertMail
INSERT INTO mail (id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, next_at, created_at)
		VALUES (@id, @message_id, @purpose, @once_key, @recipients, @reply_to, @subject, @body, @author, 'waiting', @at, @at)

-- insertMailFile
INSERT INTO mail_file (mail, position, name, media_type, content) VALUES (@mail, @position, @name, @media_type, @content)

-- selectMailOnce
SELECT COUNT(*) FROM mail WHERE once_key = @once_key

-- selectMail
SELECT id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, attempts, next_at, held,
		failure, words, redirected_to, created_at, sent_at, lease FROM mail WHERE id = @id

-- selectMailFiles
SELECT name, media_type, content FROM mail_file WHERE mail = @mail ORDER BY position

-- resendMail
UPDATE mail SET state = 'waiting', next_at = @now, created_at = @now, attempts = 0, held = 0 WHERE id = @id AND state = 'aside'

-- discardMail
UPDATE mail SET state = 'discarded' WHERE id = @id AND state IN ('aside', 'waiting')

-- deleteMailFiles
DELETE FROM mail_file WHERE mail = @id

-- deleteMail
DELETE FROM mail WHERE id = @id

-- selectMailAddress
SELECT from_address FROM mail_account WHERE id = 1

-- Mails.1
SELECT TOP (50)  id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, attempts, next_at, held,
		failure, words, redirected_to, created_at, sent_at, lease FROM mail WHERE state IN ('waiting', 'sending') ORDER BY id DESC

-- Mails.2
SELECT TOP (50)  id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, attempts, next_at, held,
		failure, words, redirected_to, created_at, sent_at, lease FROM mail WHERE state = @state ORDER BY id DESC

-- SweepMails.1
SELECT TOP (50)  id FROM mail WHERE state IN ('sent', 'discarded') AND created_at < @before AND once_key = '' ORDER BY id

