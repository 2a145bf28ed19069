-- +goose Up

-- The newest sign of life of each server on this database.
CREATE TABLE heartbeat (
    server nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    first_at datetime2(3) NOT NULL,
    started_at datetime2(3) NOT NULL,
    at datetime2(3) NOT NULL,
    boot nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_heartbeat_boot DEFAULT '',
    running bigint NOT NULL CONSTRAINT df_heartbeat_running DEFAULT 0,
    stopped bit NOT NULL CONSTRAINT df_heartbeat_stopped DEFAULT 0,
    CONSTRAINT pk_heartbeat PRIMARY KEY (server)
);

-- When users could not work, and why.
CREATE TABLE interruption (
    id bigint NOT NULL,
    cause nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    began_at datetime2(3) NOT NULL,
    ended_at datetime2(3) NOT NULL,
    CONSTRAINT pk_interruption PRIMARY KEY (id)
);
CREATE INDEX interruption_ended ON interruption (ended_at, id);

-- Maintenance windows and messages that all users are shown.
CREATE TABLE service_message (
    id bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT df_service_message_version DEFAULT 1,
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    text nvarchar(2000) NOT NULL CONSTRAINT df_service_message_text DEFAULT '',
    shown_at datetime2(3) NOT NULL,
    starts_at datetime2(3) NOT NULL,
    ends_at datetime2(3) NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    CONSTRAINT pk_service_message PRIMARY KEY (id)
);
CREATE INDEX service_message_ends ON service_message (ends_at, id);
ALTER TABLE service_message ADD CONSTRAINT fk_service_message_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);

-- +goose Down

ALTER TABLE service_message DROP CONSTRAINT fk_service_message_created_by;
DROP TABLE service_message;
DROP TABLE interruption;
DROP TABLE heartbeat;
