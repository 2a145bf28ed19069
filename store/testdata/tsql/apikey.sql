-- insertAPIKey
INSERT INTO api_key (id, user_id, name, hash, prefix, created_at, created_by)
		VALUES (@id, @user_id, @name, @hash, @prefix, @at, @by)

-- selectAPIKeys
SELECT id, user_id, name, prefix, created_at, created_by, last_used_at, revoked_at
		FROM api_key ORDER BY id

-- selectAPIKeyOwner
SELECT id, user_id, last_used_at FROM api_key WHERE hash = @hash AND revoked_at IS NULL

-- updateAPIKeyUsed
UPDATE api_key SET last_used_at = @now WHERE id = @id

-- revokeAPIKey
UPDATE api_key SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL

-- selectAPIKeyUser
SELECT user_id FROM api_key WHERE id = @id

