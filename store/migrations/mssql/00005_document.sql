-- +goose Up

-- Contents of files by their hash; each lies once in the documents folder.
-- unused_at says since when no version has it.
CREATE TABLE document_file (
    hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    size bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    unused_at datetime2(3) NULL,
    CONSTRAINT pk_document_file PRIMARY KEY (hash)
);
CREATE INDEX document_file_unused ON document_file (unused_at, hash) WHERE unused_at IS NOT NULL;

-- Documents.
CREATE TABLE document (
    id bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    created_kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_document_created_kind DEFAULT '',
    updated_at datetime2(3) NOT NULL,
    updated_by bigint NULL,
    version bigint NOT NULL CONSTRAINT df_document_version DEFAULT 1,
    owner_id bigint NULL,
    group_id bigint NULL,
    visibility nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_document_visibility DEFAULT 'everyone',
    deleted_at datetime2(3) NULL,
    sort_name varbinary(120) NOT NULL,
    name nvarchar(400) NOT NULL CONSTRAINT df_document_name DEFAULT '',
    type bigint NULL,
    description nvarchar(max) NOT NULL CONSTRAINT df_document_description DEFAULT '',
    checked_out_by bigint NULL,
    checked_out_at datetime2(3) NULL,
    words nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_document_words DEFAULT '',
    CONSTRAINT pk_document PRIMARY KEY (id)
);
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
    document bigint NOT NULL,
    number bigint NOT NULL,
    file_name nvarchar(400) NOT NULL CONSTRAINT df_document_version_file_name DEFAULT '',
    original_name nvarchar(1000) NOT NULL CONSTRAINT df_document_version_original_name DEFAULT '',
    size bigint NOT NULL,
    hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    media_type nvarchar(200) NOT NULL CONSTRAINT df_document_version_media_type DEFAULT '',
    at datetime2(3) NOT NULL,
    author bigint NULL,
    comment nvarchar(1000) NOT NULL CONSTRAINT df_document_version_comment DEFAULT '',
    CONSTRAINT pk_document_version PRIMARY KEY (document, number)
);
CREATE INDEX document_version_hash ON document_version (hash);

-- The records that a document hangs on.
CREATE TABLE document_link (
    document bigint NOT NULL,
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    CONSTRAINT pk_document_link PRIMARY KEY (document, entity, record_id)
);
CREATE INDEX document_link_record ON document_link (entity, record_id, document);

ALTER TABLE document ADD CONSTRAINT fk_document_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);
ALTER TABLE document ADD CONSTRAINT fk_document_updated_by FOREIGN KEY (updated_by) REFERENCES app_user (id);
ALTER TABLE document ADD CONSTRAINT fk_document_owner_id FOREIGN KEY (owner_id) REFERENCES app_user (id);
ALTER TABLE document ADD CONSTRAINT fk_document_group_id FOREIGN KEY (group_id) REFERENCES app_group (id);
ALTER TABLE document ADD CONSTRAINT fk_document_type FOREIGN KEY (type) REFERENCES list_item (id);
ALTER TABLE document ADD CONSTRAINT fk_document_checked_out_by FOREIGN KEY (checked_out_by) REFERENCES app_user (id);
ALTER TABLE document_version ADD CONSTRAINT fk_document_version_document FOREIGN KEY (document) REFERENCES document (id);
ALTER TABLE document_version ADD CONSTRAINT fk_document_version_hash FOREIGN KEY (hash) REFERENCES document_file (hash);
ALTER TABLE document_version ADD CONSTRAINT fk_document_version_author FOREIGN KEY (author) REFERENCES app_user (id);
ALTER TABLE document_link ADD CONSTRAINT fk_document_link_document FOREIGN KEY (document) REFERENCES document (id);

-- +goose Down

ALTER TABLE document DROP CONSTRAINT fk_document_created_by;
ALTER TABLE document DROP CONSTRAINT fk_document_updated_by;
ALTER TABLE document DROP CONSTRAINT fk_document_owner_id;
ALTER TABLE document DROP CONSTRAINT fk_document_group_id;
ALTER TABLE document DROP CONSTRAINT fk_document_type;
ALTER TABLE document DROP CONSTRAINT fk_document_checked_out_by;
ALTER TABLE document_version DROP CONSTRAINT fk_document_version_document;
ALTER TABLE document_version DROP CONSTRAINT fk_document_version_hash;
ALTER TABLE document_version DROP CONSTRAINT fk_document_version_author;
ALTER TABLE document_link DROP CONSTRAINT fk_document_link_document;
DROP TABLE document_link;
DROP TABLE document_version;
DROP TABLE document;
DROP TABLE document_file;
