-- +goose Up

-- The next id that was not handed out yet, one line per sequence.
CREATE TABLE id_block (
    name TEXT NOT NULL DEFAULT '',
    next_id INTEGER NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- Groups of users, which rights go by.
CREATE TABLE app_group (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL DEFAULT ''
) STRICT;

-- Roles: the rights matrix and the functions as JSON.
CREATE TABLE app_role (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL DEFAULT '',
    rights TEXT NOT NULL DEFAULT '{}',
    functions TEXT NOT NULL DEFAULT '[]'
) STRICT;

-- Users. login_key is the folded log-in name; at most one user is the main user.
CREATE TABLE app_user (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user,
    updated_at INTEGER NOT NULL,
    updated_by INTEGER REFERENCES app_user,
    version INTEGER NOT NULL DEFAULT 1,
    login TEXT NOT NULL DEFAULT '',
    login_key TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    person INTEGER REFERENCES person,
    category TEXT NOT NULL DEFAULT '',
    role INTEGER REFERENCES app_role,
    status TEXT NOT NULL DEFAULT 'active',
    api_only INTEGER NOT NULL DEFAULT 0 CHECK (api_only IN (0, 1)),
    main INTEGER NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
    language TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT '',
    theme TEXT NOT NULL DEFAULT '',
    density TEXT NOT NULL DEFAULT '',
    preferences TEXT NOT NULL DEFAULT '',
    last_seen_at INTEGER
) STRICT;
CREATE UNIQUE INDEX app_user_login ON app_user (login_key);
CREATE UNIQUE INDEX app_user_main ON app_user (main) WHERE main = 1;
CREATE INDEX app_user_category ON app_user (category, status);
CREATE INDEX app_user_person ON app_user (person) WHERE person IS NOT NULL;

-- Which users are in which groups.
CREATE TABLE user_group (
    user_id INTEGER NOT NULL REFERENCES app_user,
    group_id INTEGER NOT NULL REFERENCES app_group,
    PRIMARY KEY (user_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_group_group ON user_group (group_id, user_id);

-- Password hashes, apart from the users so that no copy holds them.
CREATE TABLE credential (
    user_id INTEGER PRIMARY KEY REFERENCES app_user,
    password_hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    last_login_at INTEGER
) STRICT;

-- Who accepted which version of the terms.
CREATE TABLE terms_acceptance (
    user_id INTEGER NOT NULL REFERENCES app_user,
    version TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, version)
) STRICT, WITHOUT ROWID;

-- Items of the pick lists; names is a JSON object of the name per language.
CREATE TABLE list_item (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    list TEXT NOT NULL,
    names TEXT NOT NULL DEFAULT '{}',
    rank INTEGER NOT NULL DEFAULT 0,
    colour TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX list_item_list ON list_item (list, rank, id);

-- Companies.
CREATE TABLE company (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user,
    created_kind TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL,
    updated_by INTEGER REFERENCES app_user,
    version INTEGER NOT NULL DEFAULT 1,
    owner_id INTEGER REFERENCES app_user,
    group_id INTEGER REFERENCES app_group,
    visibility TEXT NOT NULL DEFAULT 'everyone',
    deleted_at INTEGER,
    sort_name BLOB NOT NULL,
    sort_number BLOB NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    org_no TEXT NOT NULL DEFAULT '',
    vat_no TEXT NOT NULL DEFAULT '',
    category INTEGER REFERENCES list_item,
    business INTEGER REFERENCES list_item,
    parent INTEGER REFERENCES company,
    website TEXT NOT NULL DEFAULT '',
    domain TEXT NOT NULL DEFAULT '',
    postal_line1 TEXT NOT NULL DEFAULT '',
    postal_line2 TEXT NOT NULL DEFAULT '',
    postal_line3 TEXT NOT NULL DEFAULT '',
    postal_zip TEXT NOT NULL DEFAULT '',
    postal_city TEXT NOT NULL DEFAULT '',
    postal_county TEXT NOT NULL DEFAULT '',
    postal_country TEXT NOT NULL DEFAULT '',
    street_line1 TEXT NOT NULL DEFAULT '',
    street_line2 TEXT NOT NULL DEFAULT '',
    street_line3 TEXT NOT NULL DEFAULT '',
    street_zip TEXT NOT NULL DEFAULT '',
    street_city TEXT NOT NULL DEFAULT '',
    street_county TEXT NOT NULL DEFAULT '',
    street_country TEXT NOT NULL DEFAULT '',
    employees INTEGER NOT NULL DEFAULT 0,
    annual_revenue INTEGER NOT NULL DEFAULT 0,
    annual_revenue_currency TEXT NOT NULL DEFAULT '',
    source INTEGER REFERENCES list_item,
    note TEXT NOT NULL DEFAULT '',
    stop INTEGER NOT NULL DEFAULT 0 CHECK (stop IN (0, 1)),
    no_mailing INTEGER NOT NULL DEFAULT 0 CHECK (no_mailing IN (0, 1)),
    logo TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT '',
    support_contact INTEGER REFERENCES app_user
) STRICT;
CREATE INDEX company_owner_created ON company (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX company_group_created ON company (group_id, id) WHERE deleted_at IS NULL;
CREATE INDEX company_name ON company (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX company_owner_name ON company (owner_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX company_group_name ON company (group_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX company_number ON company (sort_number, id) WHERE deleted_at IS NULL;
CREATE INDEX company_owner_number ON company (owner_id, sort_number, id) WHERE deleted_at IS NULL;
CREATE INDEX company_group_number ON company (group_id, sort_number, id) WHERE deleted_at IS NULL;
CREATE INDEX company_updated ON company (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX company_owner_updated ON company (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX company_group_updated ON company (group_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX company_number_unique ON company (number) WHERE deleted_at IS NULL AND number <> '';
CREATE INDEX company_org_no ON company (org_no) WHERE org_no <> '';
CREATE INDEX company_domain ON company (domain) WHERE domain <> '';
CREATE INDEX company_parent ON company (parent) WHERE parent IS NOT NULL;
CREATE INDEX company_trash ON company (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- Persons.
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user,
    created_kind TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL,
    updated_by INTEGER REFERENCES app_user,
    version INTEGER NOT NULL DEFAULT 1,
    owner_id INTEGER REFERENCES app_user,
    group_id INTEGER REFERENCES app_group,
    visibility TEXT NOT NULL DEFAULT 'everyone',
    deleted_at INTEGER,
    sort_name BLOB NOT NULL,
    company INTEGER REFERENCES company,
    first_name TEXT NOT NULL DEFAULT '',
    middle_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    salutation TEXT NOT NULL DEFAULT '',
    position TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    private_line1 TEXT NOT NULL DEFAULT '',
    private_line2 TEXT NOT NULL DEFAULT '',
    private_line3 TEXT NOT NULL DEFAULT '',
    private_zip TEXT NOT NULL DEFAULT '',
    private_city TEXT NOT NULL DEFAULT '',
    private_county TEXT NOT NULL DEFAULT '',
    private_country TEXT NOT NULL DEFAULT '',
    birth_date TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    photo TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    lead_status TEXT NOT NULL DEFAULT '',
    no_mailing INTEGER NOT NULL DEFAULT 0 CHECK (no_mailing IN (0, 1)),
    social_links TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX person_owner_created ON person (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX person_group_created ON person (group_id, id) WHERE deleted_at IS NULL;
CREATE INDEX person_name ON person (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX person_owner_name ON person (owner_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX person_group_name ON person (group_id, sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX person_updated ON person (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX person_owner_updated ON person (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX person_group_updated ON person (group_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX person_company_name ON person (company, sort_name, id) WHERE company IS NOT NULL;
CREATE INDEX person_trash ON person (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The other companies of a person.
CREATE TABLE person_company (
    person INTEGER NOT NULL REFERENCES person,
    company INTEGER NOT NULL REFERENCES company,
    position INTEGER NOT NULL DEFAULT 0,
    role TEXT NOT NULL DEFAULT '',
    former INTEGER NOT NULL DEFAULT 0 CHECK (former IN (0, 1)),
    PRIMARY KEY (person, company)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_company_company ON person_company (company, person);

-- Phone numbers of companies and persons, in their order.
CREATE TABLE phone (
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    e164 TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (entity, record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_e164 ON phone (e164) WHERE e164 <> '';

-- E-mail addresses of companies and persons, in their order.
CREATE TABLE email (
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    address_key TEXT NOT NULL DEFAULT '',
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    invalid INTEGER NOT NULL DEFAULT 0 CHECK (invalid IN (0, 1)),
    bounce_count INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entity, record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX email_address ON email (address_key);

-- The folded words that records are found by.
CREATE TABLE search_term (
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (entity, record_id, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_term ON search_term (entity, term, record_id);

-- Every change of business data, in the order of commit.
CREATE TABLE journal (
    position INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL DEFAULT '',
    actor_id INTEGER,
    api_key_id INTEGER,
    entity TEXT NOT NULL,
    record_id INTEGER,
    version INTEGER NOT NULL DEFAULT 0,
    operation TEXT NOT NULL,
    changes TEXT NOT NULL DEFAULT '[]',
    batch INTEGER
) STRICT;
CREATE INDEX journal_record ON journal (entity, record_id, position);
CREATE INDEX journal_batch ON journal (batch, position) WHERE batch IS NOT NULL;

-- Settings of the installation, each value a text.
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- The one-time links of the first set-up, hashed.
CREATE TABLE setup_token (
    hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;

-- Sessions of the browser; the token is hashed.
CREATE TABLE session (
    token TEXT NOT NULL,
    data BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (token)
) STRICT;
CREATE INDEX session_expires ON session (expires_at);

-- Failed log-ins per account and address, for the growing delay.
CREATE TABLE login_failure (
    subject TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX login_failure_last ON login_failure (last_at);

-- Keys for the API; the key is hashed.
CREATE TABLE api_key (
    id INTEGER PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES app_user,
    user_id INTEGER NOT NULL REFERENCES app_user,
    name TEXT NOT NULL DEFAULT '',
    prefix TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE UNIQUE INDEX api_key_hash ON api_key (hash);
CREATE INDEX api_key_user ON api_key (user_id, id);

-- Answers kept for requests that are sent again with the same key.
CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    request_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,
    content_type TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (actor, request_key)
) STRICT;
CREATE INDEX idempotency_created ON idempotency (created_at);

-- Documents of licensing, in the order of installation.
CREATE TABLE license_document (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL,
    installed_at INTEGER NOT NULL,
    installed_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (type, id)
) STRICT;
CREATE UNIQUE INDEX license_document_position ON license_document (position);

-- The hash-chained ledger of licensing.
CREATE TABLE ledger (
    seq INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL DEFAULT '{}',
    prev TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL
) STRICT;

-- The effective time and what is kept with it, one line, as JSON.
CREATE TABLE effective_time (
    id INTEGER PRIMARY KEY,
    saved TEXT NOT NULL,
    CHECK (id = 1)
) STRICT;

-- +goose Down

DROP TABLE effective_time;
DROP TABLE ledger;
DROP TABLE license_document;
DROP TABLE idempotency;
DROP TABLE api_key;
DROP TABLE login_failure;
DROP TABLE session;
DROP TABLE setup_token;
DROP TABLE setting;
DROP TABLE journal;
DROP TABLE search_term;
DROP TABLE email;
DROP TABLE phone;
DROP TABLE person_company;
DROP TABLE person;
DROP TABLE company;
DROP TABLE list_item;
DROP TABLE terms_acceptance;
DROP TABLE credential;
DROP TABLE user_group;
DROP TABLE app_user;
DROP TABLE app_role;
DROP TABLE app_group;
DROP TABLE id_block;
