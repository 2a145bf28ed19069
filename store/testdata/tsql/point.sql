-- deletePhones
DELETE FROM phone WHERE entity = @entity AND record_id = @record_id

-- insertPhone
INSERT INTO phone (entity, record_id, position, kind, number, e164)
		VALUES (@entity, @record_id, @position, @kind, @number, @e164)

-- deleteEmails
DELETE FROM email WHERE entity = @entity AND record_id = @record_id

-- insertEmail
INSERT INTO email (entity, record_id, position, address, address_key, is_primary, invalid, bounce_count)
		VALUES (@entity, @record_id, @position, @address, @address_key, @is_primary, @invalid, @bounce_count)

-- loadPoints.1
SELECT record_id, address, is_primary, invalid, bounce_count FROM email
		WHERE entity = @entity AND record_id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) ORDER BY record_id, position

-- loadPhones.1
SELECT record_id, kind, number, e164 FROM phone
		WHERE entity = @entity AND record_id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) ORDER BY record_id, position

