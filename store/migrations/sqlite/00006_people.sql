-- +goose Up

-- Tags. One with a target is a former name of it.
CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT '',
    target INTEGER REFERENCES tag
) STRICT;
CREATE UNIQUE INDEX tag_name ON tag (name_key);
CREATE INDEX tag_target ON tag (target) WHERE target IS NOT NULL;

-- Which records have which tags.
CREATE TABLE record_tag (
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    tag INTEGER NOT NULL REFERENCES tag,
    PRIMARY KEY (entity, record_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_tag_tag ON record_tag (tag, entity, record_id);

-- Which users follow which records.
CREATE TABLE follower (
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL REFERENCES app_user,
    followed_at INTEGER NOT NULL,
    PRIMARY KEY (entity, record_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follower_user ON follower (user_id, entity, followed_at);

-- What persons' data may be used for.
CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person,
    purpose INTEGER NOT NULL REFERENCES list_item,
    legal_basis TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    given_on TEXT NOT NULL DEFAULT '',
    valid_until TEXT NOT NULL DEFAULT '',
    recorded_at INTEGER NOT NULL,
    recorded_by INTEGER REFERENCES app_user,
    withdrawn_at INTEGER,
    withdrawn_by INTEGER REFERENCES app_user,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX consent_person ON consent (person, id);
CREATE INDEX consent_purpose ON consent (purpose, person);

-- Numbers of companies as they are compared, however they are written.
ALTER TABLE company ADD COLUMN org_key TEXT NOT NULL DEFAULT '';
ALTER TABLE company ADD COLUMN vat_key TEXT NOT NULL DEFAULT '';
CREATE INDEX company_org_key ON company (org_key) WHERE org_key <> '';
CREATE INDEX company_vat_key ON company (vat_key) WHERE vat_key <> '';

-- +goose Down

DROP INDEX company_vat_key;
DROP INDEX company_org_key;
ALTER TABLE company DROP COLUMN vat_key;
ALTER TABLE company DROP COLUMN org_key;
DROP TABLE consent;
DROP TABLE follower;
DROP TABLE record_tag;
DROP TABLE tag;
