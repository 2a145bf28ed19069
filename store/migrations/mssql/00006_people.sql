-- +goose Up

-- Tags. One with a target is a former name of it.
CREATE TABLE tag (
    id bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT df_tag_version DEFAULT 1,
    name nvarchar(120) NOT NULL,
    name_key nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL,
    colour nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_tag_colour DEFAULT '',
    target bigint NULL,
    CONSTRAINT pk_tag PRIMARY KEY (id)
);
CREATE UNIQUE INDEX tag_name ON tag (name_key);
CREATE INDEX tag_target ON tag (target) WHERE target IS NOT NULL;

-- Which records have which tags.
CREATE TABLE record_tag (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    tag bigint NOT NULL,
    CONSTRAINT pk_record_tag PRIMARY KEY (entity, record_id, tag)
);
CREATE INDEX record_tag_tag ON record_tag (tag, entity, record_id);

-- Which users follow which records.
CREATE TABLE follower (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    user_id bigint NOT NULL,
    followed_at datetime2(3) NOT NULL,
    CONSTRAINT pk_follower PRIMARY KEY (entity, record_id, user_id)
);
CREATE INDEX follower_user ON follower (user_id, entity, followed_at);

-- What persons' data may be used for.
CREATE TABLE consent (
    id bigint NOT NULL,
    person bigint NOT NULL,
    purpose bigint NOT NULL,
    legal_basis nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_consent_legal_basis DEFAULT '',
    source nvarchar(400) NOT NULL CONSTRAINT df_consent_source DEFAULT '',
    given_on nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_consent_given_on DEFAULT '',
    valid_until nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_consent_valid_until DEFAULT '',
    recorded_at datetime2(3) NOT NULL,
    recorded_by bigint NULL,
    withdrawn_at datetime2(3) NULL,
    withdrawn_by bigint NULL,
    reason nvarchar(400) NOT NULL CONSTRAINT df_consent_reason DEFAULT '',
    CONSTRAINT pk_consent PRIMARY KEY (id)
);
CREATE INDEX consent_person ON consent (person, id);
CREATE INDEX consent_purpose ON consent (purpose, person);

-- Numbers of companies as they are compared, however they are written.
ALTER TABLE company ADD org_key nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_company_org_key DEFAULT '';
ALTER TABLE company ADD vat_key nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_company_vat_key DEFAULT '';
CREATE INDEX company_org_key ON company (org_key) WHERE org_key <> '';
CREATE INDEX company_vat_key ON company (vat_key) WHERE vat_key <> '';

ALTER TABLE tag ADD CONSTRAINT fk_tag_target FOREIGN KEY (target) REFERENCES tag (id);
ALTER TABLE record_tag ADD CONSTRAINT fk_record_tag_tag FOREIGN KEY (tag) REFERENCES tag (id);
ALTER TABLE follower ADD CONSTRAINT fk_follower_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE consent ADD CONSTRAINT fk_consent_person FOREIGN KEY (person) REFERENCES person (id);
ALTER TABLE consent ADD CONSTRAINT fk_consent_purpose FOREIGN KEY (purpose) REFERENCES list_item (id);
ALTER TABLE consent ADD CONSTRAINT fk_consent_recorded_by FOREIGN KEY (recorded_by) REFERENCES app_user (id);
ALTER TABLE consent ADD CONSTRAINT fk_consent_withdrawn_by FOREIGN KEY (withdrawn_by) REFERENCES app_user (id);

-- +goose Down

ALTER TABLE tag DROP CONSTRAINT fk_tag_target;
ALTER TABLE record_tag DROP CONSTRAINT fk_record_tag_tag;
ALTER TABLE follower DROP CONSTRAINT fk_follower_user_id;
ALTER TABLE consent DROP CONSTRAINT fk_consent_person;
ALTER TABLE consent DROP CONSTRAINT fk_consent_purpose;
ALTER TABLE consent DROP CONSTRAINT fk_consent_recorded_by;
ALTER TABLE consent DROP CONSTRAINT fk_consent_withdrawn_by;
DROP INDEX company_vat_key ON company;
DROP INDEX company_org_key ON company;
ALTER TABLE company DROP CONSTRAINT df_company_vat_key;
ALTER TABLE company DROP CONSTRAINT df_company_org_key;
ALTER TABLE company DROP COLUMN vat_key;
ALTER TABLE company DROP COLUMN org_key;
DROP TABLE consent;
DROP TABLE follower;
DROP TABLE record_tag;
DROP TABLE tag;
