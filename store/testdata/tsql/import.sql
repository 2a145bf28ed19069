-- insertExternalID
INSERT INTO external_id (entity, source, external_key, record_id)
		SELECT @entity, @source, @external_key, @record_id WHERE NOT EXISTS (SELECT 1 FROM external_id
			WHERE entity = @entity AND source = @source AND external_key = @external_key AND record_id = @record_id)

-- insertNewID
INSERT INTO external_id (entity, source, external_key, record_id) VALUES (@entity, @source, @external_key, @record_id)

-- insertImportRow
INSERT INTO import_row (job_id, row_no, outcome, record_id, reasons, cells)
		VALUES (@job_id, @row_no, @outcome, @record_id, @reasons, @cells)

-- selectMapping
SELECT mapping FROM import_mapping WHERE entity = @entity AND signature = @signature

-- updateMapping
UPDATE import_mapping SET mapping = @mapping, updated_at = @at, updated_by = @by WHERE entity = @entity AND signature = @signature

-- insertMapping
INSERT INTO import_mapping (entity, signature, mapping, updated_at, updated_by)
		VALUES (@entity, @signature, @mapping, @at, @by)

-- ImportRows.1
SELECT TOP (50)  row_no, outcome, record_id, reasons, cells FROM import_row WHERE job_id = @job_id AND row_no > @after ORDER BY row_no

