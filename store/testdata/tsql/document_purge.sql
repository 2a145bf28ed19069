-- selectHanging
SELECT d.id, d.version FROM document d JOIN document_link x ON x.document = d.id
		WHERE x.entity = @entity AND x.record_id = @record_id

-- deleteHanging
DELETE FROM document_link WHERE document = @document AND entity = @entity AND record_id = @record_id

-- touchDocument
UPDATE document SET version = version + 1, deleted_at = CASE WHEN deleted_at IS NULL AND NOT EXISTS
		(SELECT 1 FROM document_link x WHERE x.document = @id) THEN @now ELSE deleted_at END WHERE id = @id

-- selectTrashedAt
SELECT COUNT(*) FROM document WHERE id = @id AND deleted_at = @now

-- markUnused
UPDATE document_file SET unused_at = @now WHERE hash IN (SELECT hash FROM document_version WHERE document = @id)
		AND NOT EXISTS (SELECT 1 FROM document_version v WHERE v.hash = document_file.hash AND v.document <> @id)

-- deleteVersions
DELETE FROM document_version WHERE document = @id

-- deleteLinks
DELETE FROM document_link WHERE document = @id

-- deleteDocument
DELETE FROM document WHERE id = @id

