-- +goose Up

-- What a meter counted in a month of the customer's time zone. A month that
-- is closed never changes; included is -1 where the licence has no such meter.
CREATE TABLE meter_month (
    code TEXT NOT NULL,
    month TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    latest INTEGER NOT NULL DEFAULT 0,
    included INTEGER NOT NULL DEFAULT -1,
    unit TEXT NOT NULL DEFAULT '',
    closed_at INTEGER,
    PRIMARY KEY (code, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX meter_month_open ON meter_month (month, code) WHERE closed_at IS NULL;

-- The events that were counted: no event counts twice.
CREATE TABLE meter_event (
    code TEXT NOT NULL,
    event TEXT NOT NULL,
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (code, event)
) STRICT, WITHOUT ROWID;

-- Who was counted in a month that is open, hashed: nobody counts twice.
CREATE TABLE meter_member (
    code TEXT NOT NULL,
    month TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (code, month, member)
) STRICT, WITHOUT ROWID;

-- +goose Down

DROP TABLE meter_member;
DROP TABLE meter_event;
DROP TABLE meter_month;
