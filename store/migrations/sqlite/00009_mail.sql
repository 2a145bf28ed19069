-- +goose Up

-- The server that mail goes out through, one line. The password is sealed.
CREATE TABLE mail_account (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL DEFAULT '',
    port INTEGER NOT NULL DEFAULT 0,
    security TEXT NOT NULL DEFAULT '',
    login TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',
    from_address TEXT NOT NULL DEFAULT '',
    from_name TEXT NOT NULL DEFAULT '',
    sink TEXT NOT NULL DEFAULT ''
) STRICT;

-- Mail on its way out. Who holds the lease has it in hand until lease_at.
CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    once_key TEXT NOT NULL DEFAULT '',
    recipients TEXT NOT NULL,
    reply_to TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    author INTEGER REFERENCES app_user,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
    failure TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    redirected_to TEXT NOT NULL DEFAULT '',
    runner TEXT NOT NULL DEFAULT '',
    lease TEXT NOT NULL DEFAULT '',
    lease_at INTEGER,
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
CREATE INDEX mail_state ON mail (state, held, next_at, id);
CREATE UNIQUE INDEX mail_once ON mail (once_key) WHERE once_key <> '';

-- The files that go with a mail.
CREATE TABLE mail_file (
    mail INTEGER NOT NULL REFERENCES mail,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (mail, position)
) STRICT, WITHOUT ROWID;

-- What users are told within the program.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES app_user,
    kind TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}',
    subject TEXT NOT NULL,
    link TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE UNIQUE INDEX notice_subject ON notice (user_id, subject);
CREATE INDEX notice_user ON notice (user_id, id);
CREATE INDEX notice_unread ON notice (user_id) WHERE read_at IS NULL;

-- +goose Down

DROP TABLE notice;
DROP TABLE mail_file;
DROP TABLE mail;
DROP TABLE mail_account;
