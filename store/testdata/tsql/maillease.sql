-- claimMail
UPDATE mail SET state = 'sending', runner = @runner, lease = @lease, lease_at = @until, attempts = attempts + 1
		WHERE id = @id AND (state = 'waiting' OR state = 'sending' AND lease_at < @now)

-- sentMail
UPDATE mail SET state = 'sent', sent_at = @now, redirected_to = @redirected_to, failure = '', words = @words, lease = '', lease_at = NULL
		WHERE id = @id AND lease = @lease AND state = 'sending'

-- delayMail
UPDATE mail SET state = 'waiting', next_at = @next_at, failure = @failure, words = @words, lease = '', lease_at = NULL
		WHERE id = @id AND lease = @lease AND state = 'sending'

-- setMailAside
UPDATE mail SET state = 'aside', failure = @failure, words = @words, lease = '', lease_at = NULL
		WHERE id = @id AND lease = @lease AND state = 'sending'

-- releaseMails
UPDATE mail SET state = 'waiting', lease = '', lease_at = NULL WHERE runner = @runner AND state = 'sending'

-- holdMails
UPDATE mail SET held = 1, failure = @failure, words = '' WHERE state = 'waiting' AND id IN (SELECT value FROM

-- asideMails
UPDATE mail SET state = 'aside', failure = @failure, words = '' WHERE state = 'waiting' AND id IN (SELECT value FROM

-- DueMails.1
SELECT TOP (50)  id, message_id, purpose, once_key, recipients, reply_to, subject, body, author, state, attempts, next_at, held,
		failure, words, redirected_to, created_at, sent_at, lease FROM mail WHERE state = 'waiting' AND next_at <= @now OR state = 'sending' AND lease_at < @now ORDER BY held, next_at, id

