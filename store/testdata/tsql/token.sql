-- deleteSetupTokens
DELETE FROM setup_token

-- insertSetupToken
INSERT INTO setup_token (hash, expires_at) VALUES (@hash, @expires_at)

-- selectSetupToken
SELECT COUNT(*) FROM setup_token WHERE hash = @hash AND expires_at > @now

