-- +goose Up

-- What a meter counted in a month of the customer's time zone. A month that
-- is closed never changes; included is -1 where the licence has no such meter.
CREATE TABLE meter_month (
    code nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    used bigint NOT NULL CONSTRAINT df_meter_month_used DEFAULT 0,
    latest bigint NOT NULL CONSTRAINT df_meter_month_latest DEFAULT 0,
    included bigint NOT NULL CONSTRAINT df_meter_month_included DEFAULT -1,
    unit nvarchar(20) NOT NULL CONSTRAINT df_meter_month_unit DEFAULT '',
    closed_at datetime2(3) NULL,
    CONSTRAINT pk_meter_month PRIMARY KEY (code, month)
);
CREATE INDEX meter_month_open ON meter_month (month, code) WHERE closed_at IS NULL;

-- The events that were counted: no event counts twice.
CREATE TABLE meter_event (
    code nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    event nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT pk_meter_event PRIMARY KEY (code, event)
);

-- Who was counted in a month that is open, hashed: nobody counts twice.
CREATE TABLE meter_member (
    code nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    member nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_meter_member PRIMARY KEY (code, month, member)
);

-- +goose Down

DROP TABLE meter_member;
DROP TABLE meter_event;
DROP TABLE meter_month;
