-- loadNewest.1
SELECT d.id, d.checked_out_by, d.checked_out_at, v.number, v.file_name, v.original_name, v.size, v.hash,
		v.media_type, v.at, v.author, v.comment
		FROM document d JOIN document_version v ON v.document = d.id
		WHERE v.number = (SELECT MAX(w.number) FROM document_version w WHERE w.document = d.id) AND d.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- loadLinks.1
SELECT x.document, x.entity, x.record_id FROM document_link x WHERE x.document IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list){where} ORDER BY x.document, x.entity, x.record_id

-- insert
INSERT INTO document (id, created_at, created_by, created_kind, updated_at, updated_by, version, words, sort_name, name, type, description, owner_id, group_id, visibility) VALUES (@id, @created_at, @created_by, @created_kind, @updated_at, @updated_by, @version, @words, @sort_name, @name, @type, @description, @owner_id, @group_id, @visibility)

-- insert two
INSERT INTO document (id, created_at, created_by, created_kind, updated_at, updated_by, version, words, sort_name, name, type, description, owner_id, group_id, visibility) VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15), (@p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23, @p24, @p25, @p26, @p27, @p28, @p29, @p30)

-- change
UPDATE document SET updated_at = @updated_at, updated_by = @updated_by, version = @version, words = @words, sort_name = @sort_name, name = @name, type = @type, description = @description, owner_id = @owner_id, group_id = @group_id, visibility = @visibility WHERE id = @id AND version = @was

-- change one
UPDATE document SET updated_at = @updated_at, updated_by = @updated_by, version = @version, sort_name = @sort_name WHERE id = @id AND version = @was

-- one
SELECT r.id, r.created_at, r.created_by, r.created_kind, r.updated_at, r.updated_by, r.version, r.deleted_at, r.name, r.type, r.description, r.owner_id, r.group_id, r.visibility FROM document r WHERE r.id = @id

-- found by
SELECT r.words, r.sort_name FROM document r WHERE r.id = @id

