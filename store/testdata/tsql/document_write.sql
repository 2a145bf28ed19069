-- insertLink
INSERT INTO document_link (document, entity, record_id) VALUES (@document, @entity, @record_id)

-- deleteLink
DELETE FROM document_link WHERE document = @document AND entity = @entity AND record_id = @record_id

-- insertVersion
INSERT INTO document_version
		(document, number, file_name, original_name, size, hash, media_type, at, author, comment)
		VALUES (@document, @number, @file_name, @original_name, @size, @hash, @media_type, @at, @author, @comment)

-- useFile
UPDATE document_file SET unused_at = NULL WHERE hash = @hash

-- insertFile
INSERT INTO document_file (hash, size, created_at) VALUES (@hash, @size, @created_at)

-- selectVersion
SELECT number, file_name, original_name, size, hash, media_type, at, author, comment
		FROM document_version WHERE document = @document AND number = @number

-- setCheckedOut
UPDATE document SET checked_out_by = @by, checked_out_at = @at WHERE id = @id

