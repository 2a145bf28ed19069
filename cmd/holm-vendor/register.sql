CREATE TABLE vendor    (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE customer  (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE agreement (no TEXT PRIMARY KEY, entry TEXT NOT NULL, at TEXT NOT NULL);

CREATE TABLE signing_key (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('root', 'issuer')),
    name        TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    certificate TEXT NOT NULL,
    valid_from  TEXT NOT NULL,
    valid_to    TEXT NOT NULL,
    at          TEXT NOT NULL
);
CREATE TABLE key_retired (
    id     TEXT PRIMARY KEY REFERENCES signing_key (id),
    reason TEXT NOT NULL,
    at     TEXT NOT NULL
);

CREATE TABLE document (
    position  INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    type      TEXT NOT NULL,
    agreement TEXT NOT NULL,
    license   TEXT NOT NULL,
    number    INTEGER NOT NULL,
    text      TEXT NOT NULL,
    at        TEXT NOT NULL
);
CREATE UNIQUE INDEX document_serial ON document (agreement, number) WHERE type = 'license';
CREATE UNIQUE INDEX document_seq ON document (license, number) WHERE type = 'renewal';

CREATE TRIGGER vendor_kept      BEFORE UPDATE ON vendor      BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER vendor_stays     BEFORE DELETE ON vendor      BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER customer_kept    BEFORE UPDATE ON customer    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER customer_stays   BEFORE DELETE ON customer    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER agreement_kept   BEFORE UPDATE ON agreement   BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER agreement_stays  BEFORE DELETE ON agreement   BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER signing_kept     BEFORE UPDATE ON signing_key BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER signing_stays    BEFORE DELETE ON signing_key BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER retired_kept     BEFORE UPDATE ON key_retired BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER retired_stays    BEFORE DELETE ON key_retired BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER document_kept    BEFORE UPDATE ON document    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER document_stays   BEFORE DELETE ON document    BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
