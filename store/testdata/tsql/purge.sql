-- selectEmployees
SELECT id, version FROM person WHERE company = @id

-- detachEmployee
UPDATE person SET company = NULL, version = version + 1 WHERE id = @id

-- selectSubsidiaries
SELECT id, version FROM company WHERE parent = @id

-- detachSubsidiary
UPDATE company SET parent = NULL, version = version + 1 WHERE id = @id

-- deleteAffiliations
DELETE FROM person_company WHERE company = @id

-- deleteExternalIDs
DELETE FROM external_id WHERE entity = @entity AND record_id = @record_id

-- deletePersonPlaces
DELETE FROM person_company WHERE person = @id

-- deleteConsents
DELETE FROM consent WHERE person = @id

-- detachUser
UPDATE app_user SET person = NULL WHERE person = @id

-- deleteCompany
DELETE FROM company WHERE id = @id

-- deletePerson
DELETE FROM person WHERE id = @id

-- PurgeTrash.1
SELECT TOP (50) {Sprintf}

