-- +goose Up

-- Work in the background. Who holds the lease has the job in hand until lease_at.
CREATE TABLE job (
    id bigint NOT NULL,
    kind nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    owner_id bigint NULL,
    state nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    title nvarchar(400) NOT NULL CONSTRAINT df_job_title DEFAULT '',
    link nvarchar(1000) NOT NULL CONSTRAINT df_job_link DEFAULT '',
    done bigint NOT NULL CONSTRAINT df_job_done DEFAULT 0,
    total bigint NOT NULL CONSTRAINT df_job_total DEFAULT 0,
    payload nvarchar(max) NOT NULL CONSTRAINT df_job_payload DEFAULT '',
    place nvarchar(max) NOT NULL CONSTRAINT df_job_place DEFAULT '',
    result nvarchar(max) NOT NULL CONSTRAINT df_job_result DEFAULT '',
    failure nvarchar(max) NOT NULL CONSTRAINT df_job_failure DEFAULT '',
    cancelled bit NOT NULL CONSTRAINT df_job_cancelled DEFAULT 0,
    noticed bit NOT NULL CONSTRAINT df_job_noticed DEFAULT 1,
    runner nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_job_runner DEFAULT '',
    lease nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_job_lease DEFAULT '',
    lease_at datetime2(3) NULL,
    created_at datetime2(3) NOT NULL,
    started_at datetime2(3) NULL,
    finished_at datetime2(3) NULL,
    CONSTRAINT pk_job PRIMARY KEY (id)
);
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_owner ON job (owner_id, id);
CREATE INDEX job_unnoticed ON job (id) WHERE noticed = 0;

-- The rows of a file that an import refused or skipped, as they stood there.
CREATE TABLE import_row (
    job_id bigint NOT NULL,
    row_no bigint NOT NULL,
    outcome nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NULL,
    reasons nvarchar(max) NOT NULL CONSTRAINT df_import_row_reasons DEFAULT '[]',
    cells nvarchar(max) NOT NULL CONSTRAINT df_import_row_cells DEFAULT '[]',
    CONSTRAINT pk_import_row PRIMARY KEY (job_id, row_no)
);

-- Which column of a file goes where, by the signature of its headings.
CREATE TABLE import_mapping (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    signature nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    mapping nvarchar(max) NOT NULL CONSTRAINT df_import_mapping_mapping DEFAULT '{}',
    updated_at datetime2(3) NOT NULL,
    updated_by bigint NULL,
    CONSTRAINT pk_import_mapping PRIMARY KEY (entity, signature)
);

-- What records are called in the systems they came from.
CREATE TABLE external_id (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    source nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_external_id_source DEFAULT '',
    external_key nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    CONSTRAINT pk_external_id PRIMARY KEY (entity, source, external_key, record_id)
);
CREATE INDEX external_id_record ON external_id (entity, record_id);
ALTER TABLE job ADD CONSTRAINT fk_job_owner_id FOREIGN KEY (owner_id) REFERENCES app_user (id);
ALTER TABLE import_row ADD CONSTRAINT fk_import_row_job_id FOREIGN KEY (job_id) REFERENCES job (id);
ALTER TABLE import_mapping ADD CONSTRAINT fk_import_mapping_updated_by FOREIGN KEY (updated_by) REFERENCES app_user (id);

-- +goose Down

ALTER TABLE import_mapping DROP CONSTRAINT fk_import_mapping_updated_by;
ALTER TABLE import_row DROP CONSTRAINT fk_import_row_job_id;
ALTER TABLE job DROP CONSTRAINT fk_job_owner_id;
DROP TABLE external_id;
DROP TABLE import_mapping;
DROP TABLE import_row;
DROP TABLE job;
