-- selectLicenceContacts
SELECT id, version, name, position, email, phone, user_id, authorised, notices
		FROM licence_contact ORDER BY id

-- selectLicenceContact
SELECT id, version, name, position, email, phone, user_id, authorised, notices
		FROM licence_contact WHERE id = @id

-- insertLicenceContact
INSERT INTO licence_contact (id, version, name, position, email, phone, user_id, authorised, notices)
		VALUES (@id, @version, @name, @position, @email, @phone, @user_id, @authorised, @notices)

-- updateLicenceContact
UPDATE licence_contact SET version = @version, name = @name, position = @position, email = @email,
		phone = @phone, user_id = @user_id, authorised = @authorised, notices = @notices WHERE id = @id

-- deleteLicenceContact
DELETE FROM licence_contact WHERE id = @id

