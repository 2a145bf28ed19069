-- selectServiceMessage
SELECT version, kind, ends_at FROM service_message WHERE id = @id

-- insertServiceMessage
INSERT INTO service_message (id, version, kind, text, shown_at, starts_at, ends_at, created_at, created_by)
		VALUES (@id, 1, @kind, @text, @shown_at, @starts_at, @ends_at, @created_at, @created_by)

-- endServiceMessage
UPDATE service_message SET ends_at = @ends_at, version = version + 1 WHERE id = @id

-- serviceMessages.1
SELECT TOP (50) {rest}

