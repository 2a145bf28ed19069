-- +goose Up

-- Contents of files by their hash; each lies once in the documents folder.
-- unused_at says since when no version has it.
CREATE TABLE document_file (
    hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    unused_at INTEGER,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_file_unused ON document_file (unused_at, hash) WHERE unused_at IS NOT NULL;

-- Documents.
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user,
    created_kind TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL,
    updated_by INTEGER REFERENCES app_user,
    version INTEGER NOT NULL DEFAULT 1,
    owner_id INTEGER REFERENCES app_user,
    group_id INTEGER REFERENCES app_group,
    visibility TEXT NOT NULL DEFAULT 'everyone',
    deleted_at INTEGER,
    sort_name BLOB NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    type INTEGER REFERENCES list_item,
    description TEXT NOT NULL DEFAULT '',
    checked_out_by INTEGER REFERENCES app_user,
    checked_out_at INTEGER,
    words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX document_owner_created ON document (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX document_group_created ON document (group_id, id) WHERE deleted_at IS NULL;
CREATE INDEX document_name ON document (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX document_owner_name ON document (owner_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX document_group_name ON document (group_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX document_updated ON document (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX document_owner_updated ON document (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX document_group_updated ON document (group_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX document_trash ON document (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The versions of a document: what was uploaded, when and by whom.
CREATE TABLE document_version (
    document INTEGER NOT NULL REFERENCES document,
    number INTEGER NOT NULL,
    file_name TEXT NOT NULL DEFAULT '',
    original_name TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL,
    hash TEXT NOT NULL REFERENCES document_file,
    media_type TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    author INTEGER REFERENCES app_user,
    comment TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_version_hash ON document_version (hash);

-- The records that a document hangs on.
CREATE TABLE document_link (
    document INTEGER NOT NULL REFERENCES document,
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (document, entity, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_link_record ON document_link (entity, record_id, document);

-- +goose Down

DROP TABLE document_link;
DROP TABLE document_version;
DROP TABLE document;
DROP TABLE document_file;
