-- insertConsent
INSERT INTO consent (id, person, purpose, legal_basis, source, given_on, valid_until, recorded_at, recorded_by, reason)
		VALUES (@id, @person, @purpose, @legal_basis, @source, @given_on, @valid_until, @recorded_at, @recorded_by, '')

-- withdrawConsents
UPDATE consent SET withdrawn_at = @at, withdrawn_by = @by, reason = @reason
		WHERE person = @person AND purpose = @purpose AND withdrawn_at IS NULL

-- selectConsentPurpose
SELECT purpose FROM consent WHERE id = @id AND person = @person

-- Consents.1
SELECT TOP (50)  id, person, purpose, legal_basis, source, given_on, valid_until, recorded_at, recorded_by,
		withdrawn_at, withdrawn_by, reason FROM consent WHERE person = @person ORDER BY id DESC

