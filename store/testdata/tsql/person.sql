-- deletePersonCompanies
DELETE FROM person_company WHERE person = @person

-- insertPersonCompany
INSERT INTO person_company (person, company, position, role, former)
		VALUES (@person, @company, @position, @role, @former)

-- loadPersonCompanies.1
SELECT person, company, role, former FROM person_company WHERE person IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list) ORDER BY person, position

-- namesQuery.1
SELECT r.id, r.name, '', '' FROM app_user r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- namesQuery.2
SELECT r.id, r.name, '', '' FROM app_group r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- namesQuery.3
SELECT r.id, r.name, '', '' FROM app_role r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- namesQuery.4
SELECT r.id, r.name, '', '' FROM document r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- namesQuery.5
SELECT r.id, r.name, r.department, '' FROM company r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- namesQuery.6
SELECT r.id, r.first_name, r.middle_name, r.last_name FROM person r WHERE r.id IN (SELECT value FROM (SELECT value FROM OPENJSON(@ids)) AS list)

-- insert
INSERT INTO person (id, created_at, created_by, created_kind, updated_at, updated_by, version, words, sort_name, company, first_name, middle_name, last_name, title, salutation, position, department, private_line1, private_line2, private_line3, private_zip, private_city, private_county, private_country, birth_date, gender, language, photo, note, retired, lead_status, no_mailing, social_links, owner_id, group_id, visibility) VALUES (@id, @created_at, @created_by, @created_kind, @updated_at, @updated_by, @version, @words, @sort_name, @company, @first_name, @middle_name, @last_name, @title, @salutation, @position, @department, @private_line1, @private_line2, @private_line3, @private_zip, @private_city, @private_county, @private_country, @birth_date, @gender, @language, @photo, @note, @retired, @lead_status, @no_mailing, @social_links, @owner_id, @group_id, @visibility)

-- insert two
INSERT INTO person (id, created_at, created_by, created_kind, updated_at, updated_by, version, words, sort_name, company, first_name, middle_name, last_name, title, salutation, position, department, private_line1, private_line2, private_line3, private_zip, private_city, private_county, private_country, birth_date, gender, language, photo, note, retired, lead_status, no_mailing, social_links, owner_id, group_id, visibility) VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23, @p24, @p25, @p26, @p27, @p28, @p29, @p30, @p31, @p32, @p33, @p34, @p35, @p36), (@p37, @p38, @p39, @p40, @p41, @p42, @p43, @p44, @p45, @p46, @p47, @p48, @p49, @p50, @p51, @p52, @p53, @p54, @p55, @p56, @p57, @p58, @p59, @p60, @p61, @p62, @p63, @p64, @p65, @p66, @p67, @p68, @p69, @p70, @p71, @p72)

-- change
UPDATE person SET updated_at = @updated_at, updated_by = @updated_by, version = @version, words = @words, sort_name = @sort_name, company = @company, first_name = @first_name, middle_name = @middle_name, last_name = @last_name, title = @title, salutation = @salutation, position = @position, department = @department, private_line1 = @private_line1, private_line2 = @private_line2, private_line3 = @private_line3, private_zip = @private_zip, private_city = @private_city, private_county = @private_county, private_country = @private_country, birth_date = @birth_date, gender = @gender, language = @language, photo = @photo, note = @note, retired = @retired, lead_status = @lead_status, no_mailing = @no_mailing, social_links = @social_links, owner_id = @owner_id, group_id = @group_id, visibility = @visibility WHERE id = @id AND version = @was

-- change one
UPDATE person SET updated_at = @updated_at, updated_by = @updated_by, version = @version, sort_name = @sort_name WHERE id = @id AND version = @was

-- one
SELECT r.id, r.created_at, r.created_by, r.created_kind, r.updated_at, r.updated_by, r.version, r.deleted_at, r.company, r.first_name, r.middle_name, r.last_name, r.title, r.salutation, r.position, r.department, r.private_line1, r.private_line2, r.private_line3, r.private_zip, r.private_city, r.private_county, r.private_country, r.birth_date, r.gender, r.language, r.photo, r.note, r.retired, r.lead_status, r.no_mailing, r.social_links, r.owner_id, r.group_id, r.visibility FROM person r WHERE r.id = @id

-- found by
SELECT r.words, r.sort_name FROM person r WHERE r.id = @id

