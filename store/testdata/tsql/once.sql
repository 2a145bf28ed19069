-- insertAnswer
INSERT INTO idempotency (actor, request_key, request_hash, status, content_type, body, created_at)
		VALUES (@actor, @request_key, @request_hash, @status, @content_type, @body, @created_at)

-- selectAnswers
SELECT request_key, request_hash, status, content_type, body FROM idempotency
		WHERE actor = @actor AND request_key >= @request_key AND request_key < @request_key_end

-- sweepAnswers
DELETE FROM idempotency WHERE created_at < @before

