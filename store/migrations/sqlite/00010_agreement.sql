-- +goose Up

-- Who may bind the customer, and who gets the notices about the licence.
CREATE TABLE licence_contact (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    position TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    user_id INTEGER REFERENCES app_user,
    authorised INTEGER NOT NULL DEFAULT 0 CHECK (authorised IN (0, 1)),
    notices INTEGER NOT NULL DEFAULT 0 CHECK (notices IN (0, 1))
) STRICT;

-- What was told the vendor, as the file that the installation signed.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by INTEGER REFERENCES app_user,
    text TEXT NOT NULL,
    sent_at INTEGER,
    sent_by INTEGER REFERENCES app_user
) STRICT;
CREATE UNIQUE INDEX statement_number ON statement (kind, number);
CREATE INDEX ledger_kind ON ledger (kind, seq);

-- +goose Down

DROP INDEX ledger_kind;
DROP TABLE statement;
DROP TABLE licence_contact;
