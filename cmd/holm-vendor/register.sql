CREATE TABLE IF NOT EXISTS vendor          (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS customer        (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS agreement       (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS price_list      (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS incoming_order  (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS confirmed_order (no TEXT PRIMARY KEY REFERENCES incoming_order (no), entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS usage_report    (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS signing_key (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('root', 'issuer')),
    name        TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    certificate TEXT NOT NULL,
    valid_from  TEXT NOT NULL,
    valid_to    TEXT NOT NULL,
    at          TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS key_retired (
    id     TEXT PRIMARY KEY REFERENCES signing_key (id),
    reason TEXT NOT NULL,
    at     TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS document (
    position  INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    type      TEXT NOT NULL,
    agreement TEXT NOT NULL,
    license   TEXT NOT NULL,
    number    INTEGER NOT NULL,
    text      TEXT NOT NULL,
    at        TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS document_serial ON document (agreement, number) WHERE type = 'license';
CREATE UNIQUE INDEX IF NOT EXISTS document_seq ON document (license, number) WHERE type = 'renewal';

CREATE TRIGGER IF NOT EXISTS vendor_kept BEFORE UPDATE ON vendor BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS vendor_stays BEFORE DELETE ON vendor BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS customer_kept BEFORE UPDATE ON customer BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS customer_stays BEFORE DELETE ON customer BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS agreement_kept BEFORE UPDATE ON agreement BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS agreement_stays BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS price_kept BEFORE UPDATE ON price_list BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS price_stays BEFORE DELETE ON price_list BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS incoming_kept BEFORE UPDATE ON incoming_order BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS incoming_stays BEFORE DELETE ON incoming_order BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS confirmed_kept BEFORE UPDATE ON confirmed_order BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS confirmed_stays BEFORE DELETE ON confirmed_order BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS report_kept BEFORE UPDATE ON usage_report BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS report_stays BEFORE DELETE ON usage_report BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS signing_kept BEFORE UPDATE ON signing_key BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS signing_stays BEFORE DELETE ON signing_key BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS retired_kept BEFORE UPDATE ON key_retired BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS retired_stays BEFORE DELETE ON key_retired BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS document_kept BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER IF NOT EXISTS document_stays BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
