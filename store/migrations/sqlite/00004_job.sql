-- +goose Up

-- Work in the background. Who holds the lease has the job in hand until lease_at.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    owner_id INTEGER REFERENCES app_user,
    state TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    payload TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    failure TEXT NOT NULL DEFAULT '',
    cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
    noticed INTEGER NOT NULL DEFAULT 1 CHECK (noticed IN (0, 1)),
    runner TEXT NOT NULL DEFAULT '',
    lease TEXT NOT NULL DEFAULT '',
    lease_at INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER
) STRICT;
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_owner ON job (owner_id, id);
CREATE INDEX job_unnoticed ON job (id) WHERE noticed = 0;

-- The rows of a file that an import refused or skipped, as they stood there.
CREATE TABLE import_row (
    job_id INTEGER NOT NULL REFERENCES job,
    row_no INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    record_id INTEGER,
    reasons TEXT NOT NULL DEFAULT '[]',
    cells TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (job_id, row_no)
) STRICT, WITHOUT ROWID;

-- Which column of a file goes where, by the signature of its headings.
CREATE TABLE import_mapping (
    entity TEXT NOT NULL,
    signature TEXT NOT NULL,
    mapping TEXT NOT NULL DEFAULT '{}',
    updated_at INTEGER NOT NULL,
    updated_by INTEGER REFERENCES app_user,
    PRIMARY KEY (entity, signature)
) STRICT, WITHOUT ROWID;

-- What records are called in the systems they came from.
CREATE TABLE external_id (
    entity TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    external_key TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (entity, source, external_key, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_id_record ON external_id (entity, record_id);

-- +goose Down

DROP TABLE external_id;
DROP TABLE import_mapping;
DROP TABLE import_row;
DROP TABLE job;
