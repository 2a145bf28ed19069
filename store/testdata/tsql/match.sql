-- company by external_id
SELECT value, NULL, r.id, r.name, r.department, '', r.org_key FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN external_id k CROSS JOIN company r WHERE k.external_key = value AND k.entity = 'company' AND r.id = k.record_id AND k.source = @source AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- company by org_no
SELECT value, NULL, r.id, r.name, r.department, '', r.org_key FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN company r WHERE r.org_key = value AND r.org_key <> '' AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- company by number
SELECT value, NULL, r.id, r.name, r.department, '', r.org_key FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN company r WHERE r.number = value AND r.number <> '' AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- company by email
SELECT value, NULL, r.id, r.name, r.department, '', r.org_key FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN email k CROSS JOIN company r WHERE k.address_key = value AND k.entity = 'company' AND r.id = k.record_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- company by phone
SELECT value, NULL, r.id, r.name, r.department, '', r.org_key FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN phone k CROSS JOIN company r WHERE k.e164 = value AND k.entity = 'company' AND r.id = k.record_id AND k.e164 <> '' AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- company by name
SELECT b, NULL, r.id, r.name, r.department, '', r.org_key FROM (SELECT a, b FROM OPENJSON(@keys) WITH (a bigint '$[0]', b nvarchar(450) '$[1]')) AS list CROSS JOIN company r WHERE r.sort_name = CONVERT(varbinary(120), b, 2) AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- person by external_id
SELECT value, NULL, r.id, r.first_name, r.middle_name, r.last_name, '' FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN external_id k CROSS JOIN person r WHERE k.external_key = value AND k.entity = 'person' AND r.id = k.record_id AND k.source = @source AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- person by email
SELECT value, NULL, r.id, r.first_name, r.middle_name, r.last_name, '' FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN email k CROSS JOIN person r WHERE k.address_key = value AND k.entity = 'person' AND r.id = k.record_id AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- person by phone
SELECT value, NULL, r.id, r.first_name, r.middle_name, r.last_name, '' FROM (SELECT value FROM OPENJSON(@keys)) AS list CROSS JOIN phone k CROSS JOIN person r WHERE k.e164 = value AND k.entity = 'person' AND r.id = k.record_id AND k.e164 <> '' AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- person by name
SELECT b, a, r.id, r.first_name, r.middle_name, r.last_name, '' FROM (SELECT a, b FROM OPENJSON(@keys) WITH (a bigint '$[0]', b nvarchar(450) '$[1]')) AS list CROSS JOIN person r WHERE r.company = a AND r.company IS NOT NULL AND r.sort_name = CONVERT(varbinary(120), b, 2) AND r.deleted_at IS NULL AND ((+r.owner_id = @me)) ORDER BY r.id

-- selectExternalOf
SELECT record_id, external_key FROM external_id WHERE entity = @entity AND source = @source AND record_id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

