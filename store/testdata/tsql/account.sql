-- selectCredential
SELECT password_hash FROM credential WHERE user_id = @user_id

-- updateCredential
UPDATE credential SET password_hash = @password_hash, changed_at = @changed_at WHERE user_id = @user_id

-- insertCredential
INSERT INTO credential (user_id, password_hash, changed_at) VALUES (@user_id, @password_hash, @changed_at)

-- updateMain
UPDATE app_user SET main = @main, version = version + 1 WHERE id = @id

-- updateTerms
UPDATE terms_acceptance SET accepted_at = @accepted_at WHERE user_id = @user_id AND version = @version

-- insertAcceptance
INSERT INTO terms_acceptance (user_id, version, accepted_at) VALUES (@user_id, @version, @accepted_at)

