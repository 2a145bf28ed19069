-- deleteFile
DELETE FROM document_file WHERE hash = @hash AND unused_at < @before
		AND NOT EXISTS (SELECT 1 FROM document_version v WHERE v.hash = @hash)

-- sweepUnused.1
SELECT TOP (50)  hash FROM document_file WHERE unused_at IS NOT NULL AND unused_at < @before ORDER BY unused_at, hash

-- removeUnknown.1
SELECT hash FROM document_file WHERE hash IN (SELECT value FROM (SELECT value FROM OPENJSON(@hashes)) AS list)

-- eachFile.1
SELECT TOP (50)  hash, size FROM document_file WHERE unused_at IS NULL AND hash > @after ORDER BY hash

