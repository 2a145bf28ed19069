-- selectFailures
SELECT failures, last_at FROM login_failure WHERE subject = @subject

-- updateFailures
UPDATE login_failure SET failures = @failures, last_at = @now WHERE subject = @subject

-- insertFailures
INSERT INTO login_failure (subject, failures, last_at) VALUES (@subject, @failures, @now)

-- deleteFailures
DELETE FROM login_failure WHERE subject = @subject

-- updateLastSeen
UPDATE app_user SET last_seen_at = @now WHERE id = @user_id

-- updateLastLogin
UPDATE credential SET last_login_at = @now WHERE user_id = @user_id

