-- Picture.1
SELECT TOP (50)  v.document, v.number FROM document_version v JOIN document_link l ON l.document = v.document
	WHERE v.hash = @hash AND l.entity = @entity AND l.record_id = @record_id ORDER BY v.document, v.number DESC

