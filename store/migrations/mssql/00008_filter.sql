-- +goose Up

-- What lists are usually filtered by, where no other index finds it.
CREATE INDEX company_category ON company (category, id) WHERE deleted_at IS NULL;
CREATE INDEX company_business ON company (business, id) WHERE deleted_at IS NULL;
CREATE INDEX company_source ON company (source, id) WHERE deleted_at IS NULL;
CREATE INDEX company_stop ON company (stop, id) WHERE deleted_at IS NULL AND stop = 1;
CREATE INDEX company_created ON company (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX person_lead_status ON person (lead_status, id) WHERE deleted_at IS NULL AND lead_status <> '';
CREATE INDEX person_birth_date ON person (birth_date, id) WHERE deleted_at IS NULL AND birth_date <> '';
CREATE INDEX person_retired ON person (retired, id) WHERE deleted_at IS NULL AND retired = 1;
CREATE INDEX person_no_company ON person (id) WHERE deleted_at IS NULL AND company IS NULL;
CREATE INDEX person_created ON person (created_at, id) WHERE deleted_at IS NULL;

-- +goose Down

DROP INDEX person_no_company ON person;
DROP INDEX person_created ON person;
DROP INDEX person_retired ON person;
DROP INDEX person_birth_date ON person;
DROP INDEX person_lead_status ON person;
DROP INDEX company_created ON company;
DROP INDEX company_stop ON company;
DROP INDEX company_source ON company;
DROP INDEX company_business ON company;
DROP INDEX company_category ON company;
