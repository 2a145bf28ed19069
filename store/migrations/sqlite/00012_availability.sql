-- +goose Up

-- The newest sign of life of each server on this database.
CREATE TABLE heartbeat (
    server TEXT PRIMARY KEY,
    first_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    at INTEGER NOT NULL,
    boot TEXT NOT NULL DEFAULT '',
    running INTEGER NOT NULL DEFAULT 0,
    stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1))
) STRICT, WITHOUT ROWID;

-- When users could not work, and why.
CREATE TABLE interruption (
    id INTEGER PRIMARY KEY,
    cause TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
) STRICT;
CREATE INDEX interruption_ended ON interruption (ended_at, id);

-- Maintenance windows and messages that all users are shown.
CREATE TABLE service_message (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    shown_at INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user
) STRICT;
CREATE INDEX service_message_ends ON service_message (ends_at, id);

-- +goose Down

DROP TABLE service_message;
DROP TABLE interruption;
DROP TABLE heartbeat;
