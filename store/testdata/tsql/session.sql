-- selectSession
SELECT data FROM session WHERE token = @token AND expires_at > @now

-- updateSession
UPDATE session SET data = @data, expires_at = @expires_at WHERE token = @token

-- insertSession
INSERT INTO session (token, data, expires_at) VALUES (@token, @data, @expires_at)

-- deleteSession
DELETE FROM session WHERE token = @token

-- sweepSessions
DELETE FROM session WHERE expires_at <= @now

