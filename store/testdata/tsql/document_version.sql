-- Versions.1
SELECT TOP (50)  number, file_name, original_name, size, hash, media_type, at, author, comment
		FROM document_version WHERE document = @document ORDER BY number DESC

