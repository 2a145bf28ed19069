-- +goose Up

-- The next id that was not handed out yet, one line per sequence.
CREATE TABLE id_block (
    name nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_id_block_name DEFAULT '',
    next_id bigint NOT NULL,
    CONSTRAINT pk_id_block PRIMARY KEY (name)
);

-- Groups of users, which rights go by.
CREATE TABLE app_group (
    id bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT df_app_group_version DEFAULT 1,
    name nvarchar(200) NOT NULL CONSTRAINT df_app_group_name DEFAULT '',
    CONSTRAINT pk_app_group PRIMARY KEY (id)
);

-- Roles: the rights matrix and the functions as JSON.
CREATE TABLE app_role (
    id bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT df_app_role_version DEFAULT 1,
    name nvarchar(200) NOT NULL CONSTRAINT df_app_role_name DEFAULT '',
    rights nvarchar(max) NOT NULL CONSTRAINT df_app_role_rights DEFAULT '{}',
    functions nvarchar(max) NOT NULL CONSTRAINT df_app_role_functions DEFAULT '[]',
    CONSTRAINT pk_app_role PRIMARY KEY (id)
);

-- Users. login_key is the folded log-in name; at most one user is the main user.
CREATE TABLE app_user (
    id bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    updated_at datetime2(3) NOT NULL,
    updated_by bigint NULL,
    version bigint NOT NULL CONSTRAINT df_app_user_version DEFAULT 1,
    login nvarchar(200) NOT NULL CONSTRAINT df_app_user_login DEFAULT '',
    login_key nvarchar(450) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_app_user_login_key DEFAULT '',
    name nvarchar(400) NOT NULL CONSTRAINT df_app_user_name DEFAULT '',
    email nvarchar(508) NOT NULL CONSTRAINT df_app_user_email DEFAULT '',
    person bigint NULL,
    category nvarchar(120) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_app_user_category DEFAULT '',
    role bigint NULL,
    status nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_app_user_status DEFAULT 'active',
    api_only bit NOT NULL CONSTRAINT df_app_user_api_only DEFAULT 0,
    main bit NOT NULL CONSTRAINT df_app_user_main DEFAULT 0,
    language nvarchar(20) NOT NULL CONSTRAINT df_app_user_language DEFAULT '',
    time_zone nvarchar(120) NOT NULL CONSTRAINT df_app_user_time_zone DEFAULT '',
    theme nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_app_user_theme DEFAULT '',
    density nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_app_user_density DEFAULT '',
    preferences nvarchar(max) NOT NULL CONSTRAINT df_app_user_preferences DEFAULT '',
    last_seen_at datetime2(3) NULL,
    CONSTRAINT pk_app_user PRIMARY KEY (id)
);
CREATE UNIQUE INDEX app_user_login ON app_user (login_key);
CREATE UNIQUE INDEX app_user_main ON app_user (main) WHERE main = 1;
CREATE INDEX app_user_category ON app_user (category, status);
CREATE INDEX app_user_person ON app_user (person) WHERE person IS NOT NULL;

-- Which users are in which groups.
CREATE TABLE user_group (
    user_id bigint NOT NULL,
    group_id bigint NOT NULL,
    CONSTRAINT pk_user_group PRIMARY KEY (user_id, group_id)
);
CREATE INDEX user_group_group ON user_group (group_id, user_id);

-- Password hashes, apart from the users so that no copy holds them.
CREATE TABLE credential (
    user_id bigint NOT NULL,
    password_hash nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
    changed_at datetime2(3) NOT NULL,
    last_login_at datetime2(3) NULL,
    CONSTRAINT pk_credential PRIMARY KEY (user_id)
);

-- Who accepted which version of the terms.
CREATE TABLE terms_acceptance (
    user_id bigint NOT NULL,
    version nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    accepted_at datetime2(3) NOT NULL,
    CONSTRAINT pk_terms_acceptance PRIMARY KEY (user_id, version)
);

-- Items of the pick lists; names is a JSON object of the name per language.
CREATE TABLE list_item (
    id bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT df_list_item_version DEFAULT 1,
    list nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    names nvarchar(max) NOT NULL CONSTRAINT df_list_item_names DEFAULT '{}',
    rank bigint NOT NULL CONSTRAINT df_list_item_rank DEFAULT 0,
    colour nvarchar(14) NOT NULL CONSTRAINT df_list_item_colour DEFAULT '',
    active bit NOT NULL CONSTRAINT df_list_item_active DEFAULT 1,
    CONSTRAINT pk_list_item PRIMARY KEY (id)
);
CREATE INDEX list_item_list ON list_item (list, rank, id);

-- Companies.
CREATE TABLE company (
    id bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    created_kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_company_created_kind DEFAULT '',
    updated_at datetime2(3) NOT NULL,
    updated_by bigint NULL,
    version bigint NOT NULL CONSTRAINT df_company_version DEFAULT 1,
    owner_id bigint NULL,
    group_id bigint NULL,
    visibility nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_company_visibility DEFAULT 'everyone',
    deleted_at datetime2(3) NULL,
    sort_name varbinary(120) NOT NULL,
    sort_number varbinary(120) NOT NULL,
    name nvarchar(400) NOT NULL CONSTRAINT df_company_name DEFAULT '',
    department nvarchar(400) NOT NULL CONSTRAINT df_company_department DEFAULT '',
    number nvarchar(80) NOT NULL CONSTRAINT df_company_number DEFAULT '',
    org_no nvarchar(80) NOT NULL CONSTRAINT df_company_org_no DEFAULT '',
    vat_no nvarchar(80) NOT NULL CONSTRAINT df_company_vat_no DEFAULT '',
    category bigint NULL,
    business bigint NULL,
    parent bigint NULL,
    website nvarchar(1000) NOT NULL CONSTRAINT df_company_website DEFAULT '',
    domain nvarchar(506) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_company_domain DEFAULT '',
    postal_line1 nvarchar(400) NOT NULL CONSTRAINT df_company_postal_line1 DEFAULT '',
    postal_line2 nvarchar(400) NOT NULL CONSTRAINT df_company_postal_line2 DEFAULT '',
    postal_line3 nvarchar(400) NOT NULL CONSTRAINT df_company_postal_line3 DEFAULT '',
    postal_zip nvarchar(40) NOT NULL CONSTRAINT df_company_postal_zip DEFAULT '',
    postal_city nvarchar(200) NOT NULL CONSTRAINT df_company_postal_city DEFAULT '',
    postal_county nvarchar(200) NOT NULL CONSTRAINT df_company_postal_county DEFAULT '',
    postal_country nvarchar(4) NOT NULL CONSTRAINT df_company_postal_country DEFAULT '',
    street_line1 nvarchar(400) NOT NULL CONSTRAINT df_company_street_line1 DEFAULT '',
    street_line2 nvarchar(400) NOT NULL CONSTRAINT df_company_street_line2 DEFAULT '',
    street_line3 nvarchar(400) NOT NULL CONSTRAINT df_company_street_line3 DEFAULT '',
    street_zip nvarchar(40) NOT NULL CONSTRAINT df_company_street_zip DEFAULT '',
    street_city nvarchar(200) NOT NULL CONSTRAINT df_company_street_city DEFAULT '',
    street_county nvarchar(200) NOT NULL CONSTRAINT df_company_street_county DEFAULT '',
    street_country nvarchar(4) NOT NULL CONSTRAINT df_company_street_country DEFAULT '',
    employees bigint NOT NULL CONSTRAINT df_company_employees DEFAULT 0,
    annual_revenue bigint NOT NULL CONSTRAINT df_company_annual_revenue DEFAULT 0,
    annual_revenue_currency nvarchar(6) NOT NULL CONSTRAINT df_company_annual_revenue_currency DEFAULT '',
    source bigint NULL,
    note nvarchar(max) NOT NULL CONSTRAINT df_company_note DEFAULT '',
    stop bit NOT NULL CONSTRAINT df_company_stop DEFAULT 0,
    no_mailing bit NOT NULL CONSTRAINT df_company_no_mailing DEFAULT 0,
    logo nvarchar(128) NOT NULL CONSTRAINT df_company_logo DEFAULT '',
    language nvarchar(20) NOT NULL CONSTRAINT df_company_language DEFAULT '',
    time_zone nvarchar(120) NOT NULL CONSTRAINT df_company_time_zone DEFAULT '',
    support_contact bigint NULL,
    CONSTRAINT pk_company PRIMARY KEY (id)
);
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
    id bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    created_kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_person_created_kind DEFAULT '',
    updated_at datetime2(3) NOT NULL,
    updated_by bigint NULL,
    version bigint NOT NULL CONSTRAINT df_person_version DEFAULT 1,
    owner_id bigint NULL,
    group_id bigint NULL,
    visibility nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_person_visibility DEFAULT 'everyone',
    deleted_at datetime2(3) NULL,
    sort_name varbinary(120) NOT NULL,
    company bigint NULL,
    first_name nvarchar(200) NOT NULL CONSTRAINT df_person_first_name DEFAULT '',
    middle_name nvarchar(200) NOT NULL CONSTRAINT df_person_middle_name DEFAULT '',
    last_name nvarchar(200) NOT NULL CONSTRAINT df_person_last_name DEFAULT '',
    title nvarchar(200) NOT NULL CONSTRAINT df_person_title DEFAULT '',
    salutation nvarchar(200) NOT NULL CONSTRAINT df_person_salutation DEFAULT '',
    position nvarchar(200) NOT NULL CONSTRAINT df_person_position DEFAULT '',
    department nvarchar(200) NOT NULL CONSTRAINT df_person_department DEFAULT '',
    private_line1 nvarchar(400) NOT NULL CONSTRAINT df_person_private_line1 DEFAULT '',
    private_line2 nvarchar(400) NOT NULL CONSTRAINT df_person_private_line2 DEFAULT '',
    private_line3 nvarchar(400) NOT NULL CONSTRAINT df_person_private_line3 DEFAULT '',
    private_zip nvarchar(40) NOT NULL CONSTRAINT df_person_private_zip DEFAULT '',
    private_city nvarchar(200) NOT NULL CONSTRAINT df_person_private_city DEFAULT '',
    private_county nvarchar(200) NOT NULL CONSTRAINT df_person_private_county DEFAULT '',
    private_country nvarchar(4) NOT NULL CONSTRAINT df_person_private_country DEFAULT '',
    birth_date nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_person_birth_date DEFAULT '',
    gender nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_person_gender DEFAULT '',
    language nvarchar(20) NOT NULL CONSTRAINT df_person_language DEFAULT '',
    photo nvarchar(128) NOT NULL CONSTRAINT df_person_photo DEFAULT '',
    note nvarchar(max) NOT NULL CONSTRAINT df_person_note DEFAULT '',
    retired bit NOT NULL CONSTRAINT df_person_retired DEFAULT 0,
    lead_status nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_person_lead_status DEFAULT '',
    no_mailing bit NOT NULL CONSTRAINT df_person_no_mailing DEFAULT 0,
    social_links nvarchar(max) NOT NULL CONSTRAINT df_person_social_links DEFAULT '[]',
    CONSTRAINT pk_person PRIMARY KEY (id)
);
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
    person bigint NOT NULL,
    company bigint NOT NULL,
    position bigint NOT NULL CONSTRAINT df_person_company_position DEFAULT 0,
    role nvarchar(200) NOT NULL CONSTRAINT df_person_company_role DEFAULT '',
    former bit NOT NULL CONSTRAINT df_person_company_former DEFAULT 0,
    CONSTRAINT pk_person_company PRIMARY KEY (person, company)
);
CREATE INDEX person_company_company ON person_company (company, person);

-- Phone numbers of companies and persons, in their order.
CREATE TABLE phone (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    position bigint NOT NULL,
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_phone_kind DEFAULT '',
    number nvarchar(80) NOT NULL CONSTRAINT df_phone_number DEFAULT '',
    e164 nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_phone_e164 DEFAULT '',
    CONSTRAINT pk_phone PRIMARY KEY (entity, record_id, position)
);
CREATE INDEX phone_e164 ON phone (e164) WHERE e164 <> '';

-- E-mail addresses of companies and persons, in their order.
CREATE TABLE email (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    position bigint NOT NULL,
    address nvarchar(508) NOT NULL CONSTRAINT df_email_address DEFAULT '',
    address_key nvarchar(450) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_email_address_key DEFAULT '',
    is_primary bit NOT NULL CONSTRAINT df_email_is_primary DEFAULT 0,
    invalid bit NOT NULL CONSTRAINT df_email_invalid DEFAULT 0,
    bounce_count bigint NOT NULL CONSTRAINT df_email_bounce_count DEFAULT 0,
    CONSTRAINT pk_email PRIMARY KEY (entity, record_id, position)
);
CREATE INDEX email_address ON email (address_key);

-- The folded words that records are found by.
CREATE TABLE search_term (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    term nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_search_term PRIMARY KEY (entity, record_id, term)
);
CREATE INDEX search_term_term ON search_term (entity, term, record_id);

-- Every change of business data, in the order of commit.
CREATE TABLE journal (
    position bigint NOT NULL,
    at datetime2(3) NOT NULL,
    actor_kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_journal_actor_kind DEFAULT '',
    actor_id bigint NULL,
    api_key_id bigint NULL,
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NULL,
    version bigint NOT NULL CONSTRAINT df_journal_version DEFAULT 0,
    operation nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    changes nvarchar(max) NOT NULL CONSTRAINT df_journal_changes DEFAULT '[]',
    batch bigint NULL,
    CONSTRAINT pk_journal PRIMARY KEY (position)
);
CREATE INDEX journal_record ON journal (entity, record_id, position);
CREATE INDEX journal_batch ON journal (batch, position) WHERE batch IS NOT NULL;

-- Settings of the installation, each value a text.
CREATE TABLE setting (
    name nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    value nvarchar(max) NOT NULL CONSTRAINT df_setting_value DEFAULT '',
    CONSTRAINT pk_setting PRIMARY KEY (name)
);

-- The one-time links of the first set-up, hashed.
CREATE TABLE setup_token (
    hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    expires_at datetime2(3) NOT NULL,
    CONSTRAINT pk_setup_token PRIMARY KEY (hash)
);

-- Sessions of the browser; the token is hashed.
CREATE TABLE session (
    token nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    data varbinary(max) NOT NULL,
    expires_at datetime2(3) NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (token)
);
CREATE INDEX session_expires ON session (expires_at);

-- Failed log-ins per account and address, for the growing delay.
CREATE TABLE login_failure (
    subject nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    failures bigint NOT NULL CONSTRAINT df_login_failure_failures DEFAULT 0,
    last_at datetime2(3) NOT NULL,
    CONSTRAINT pk_login_failure PRIMARY KEY (subject)
);
CREATE INDEX login_failure_last ON login_failure (last_at);

-- Keys for the API; the key is hashed.
CREATE TABLE api_key (
    id bigint NOT NULL,
    created_at datetime2(3) NOT NULL,
    created_by bigint NULL,
    user_id bigint NOT NULL,
    name nvarchar(200) NOT NULL CONSTRAINT df_api_key_name DEFAULT '',
    prefix nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_api_key_prefix DEFAULT '',
    hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    last_used_at datetime2(3) NULL,
    revoked_at datetime2(3) NULL,
    CONSTRAINT pk_api_key PRIMARY KEY (id)
);
CREATE UNIQUE INDEX api_key_hash ON api_key (hash);
CREATE INDEX api_key_user ON api_key (user_id, id);

-- Answers kept for requests that are sent again with the same key.
CREATE TABLE idempotency (
    actor nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    request_key nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    request_hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    status bigint NOT NULL CONSTRAINT df_idempotency_status DEFAULT 0,
    content_type nvarchar(200) NOT NULL CONSTRAINT df_idempotency_content_type DEFAULT '',
    body varbinary(max) NOT NULL,
    created_at datetime2(3) NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (actor, request_key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);

-- Documents of licensing, in the order of installation.
CREATE TABLE license_document (
    type nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    id nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    position bigint NOT NULL,
    text nvarchar(max) NOT NULL CONSTRAINT df_license_document_text DEFAULT '',
    status nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    installed_at datetime2(3) NOT NULL,
    installed_by nvarchar(80) NOT NULL CONSTRAINT df_license_document_installed_by DEFAULT '',
    CONSTRAINT pk_license_document PRIMARY KEY (type, id)
);
CREATE UNIQUE INDEX license_document_position ON license_document (position);

-- The hash-chained ledger of licensing.
CREATE TABLE ledger (
    seq bigint NOT NULL,
    kind nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    at datetime2(3) NOT NULL,
    data nvarchar(max) NOT NULL CONSTRAINT df_ledger_data DEFAULT '{}',
    prev nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_ledger_prev DEFAULT '',
    hash nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_ledger PRIMARY KEY (seq)
);

-- The effective time and what is kept with it, one line, as JSON.
CREATE TABLE effective_time (
    id bigint NOT NULL,
    saved nvarchar(max) NOT NULL,
    CONSTRAINT pk_effective_time PRIMARY KEY (id),
    CONSTRAINT ck_effective_time_one CHECK (id = 1)
);

ALTER TABLE app_user ADD CONSTRAINT fk_app_user_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);
ALTER TABLE app_user ADD CONSTRAINT fk_app_user_updated_by FOREIGN KEY (updated_by) REFERENCES app_user (id);
ALTER TABLE app_user ADD CONSTRAINT fk_app_user_person FOREIGN KEY (person) REFERENCES person (id);
ALTER TABLE app_user ADD CONSTRAINT fk_app_user_role FOREIGN KEY (role) REFERENCES app_role (id);
ALTER TABLE user_group ADD CONSTRAINT fk_user_group_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE user_group ADD CONSTRAINT fk_user_group_group_id FOREIGN KEY (group_id) REFERENCES app_group (id);
ALTER TABLE credential ADD CONSTRAINT fk_credential_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE terms_acceptance ADD CONSTRAINT fk_terms_acceptance_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE company ADD CONSTRAINT fk_company_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);
ALTER TABLE company ADD CONSTRAINT fk_company_updated_by FOREIGN KEY (updated_by) REFERENCES app_user (id);
ALTER TABLE company ADD CONSTRAINT fk_company_owner_id FOREIGN KEY (owner_id) REFERENCES app_user (id);
ALTER TABLE company ADD CONSTRAINT fk_company_group_id FOREIGN KEY (group_id) REFERENCES app_group (id);
ALTER TABLE company ADD CONSTRAINT fk_company_category FOREIGN KEY (category) REFERENCES list_item (id);
ALTER TABLE company ADD CONSTRAINT fk_company_business FOREIGN KEY (business) REFERENCES list_item (id);
ALTER TABLE company ADD CONSTRAINT fk_company_parent FOREIGN KEY (parent) REFERENCES company (id);
ALTER TABLE company ADD CONSTRAINT fk_company_source FOREIGN KEY (source) REFERENCES list_item (id);
ALTER TABLE company ADD CONSTRAINT fk_company_support_contact FOREIGN KEY (support_contact) REFERENCES app_user (id);
ALTER TABLE person ADD CONSTRAINT fk_person_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);
ALTER TABLE person ADD CONSTRAINT fk_person_updated_by FOREIGN KEY (updated_by) REFERENCES app_user (id);
ALTER TABLE person ADD CONSTRAINT fk_person_owner_id FOREIGN KEY (owner_id) REFERENCES app_user (id);
ALTER TABLE person ADD CONSTRAINT fk_person_group_id FOREIGN KEY (group_id) REFERENCES app_group (id);
ALTER TABLE person ADD CONSTRAINT fk_person_company FOREIGN KEY (company) REFERENCES company (id);
ALTER TABLE person_company ADD CONSTRAINT fk_person_company_person FOREIGN KEY (person) REFERENCES person (id);
ALTER TABLE person_company ADD CONSTRAINT fk_person_company_company FOREIGN KEY (company) REFERENCES company (id);
ALTER TABLE api_key ADD CONSTRAINT fk_api_key_created_by FOREIGN KEY (created_by) REFERENCES app_user (id);
ALTER TABLE api_key ADD CONSTRAINT fk_api_key_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);

-- +goose Down

ALTER TABLE app_user DROP CONSTRAINT fk_app_user_created_by;
ALTER TABLE app_user DROP CONSTRAINT fk_app_user_updated_by;
ALTER TABLE app_user DROP CONSTRAINT fk_app_user_person;
ALTER TABLE app_user DROP CONSTRAINT fk_app_user_role;
ALTER TABLE user_group DROP CONSTRAINT fk_user_group_user_id;
ALTER TABLE user_group DROP CONSTRAINT fk_user_group_group_id;
ALTER TABLE credential DROP CONSTRAINT fk_credential_user_id;
ALTER TABLE terms_acceptance DROP CONSTRAINT fk_terms_acceptance_user_id;
ALTER TABLE company DROP CONSTRAINT fk_company_created_by;
ALTER TABLE company DROP CONSTRAINT fk_company_updated_by;
ALTER TABLE company DROP CONSTRAINT fk_company_owner_id;
ALTER TABLE company DROP CONSTRAINT fk_company_group_id;
ALTER TABLE company DROP CONSTRAINT fk_company_category;
ALTER TABLE company DROP CONSTRAINT fk_company_business;
ALTER TABLE company DROP CONSTRAINT fk_company_parent;
ALTER TABLE company DROP CONSTRAINT fk_company_source;
ALTER TABLE company DROP CONSTRAINT fk_company_support_contact;
ALTER TABLE person DROP CONSTRAINT fk_person_created_by;
ALTER TABLE person DROP CONSTRAINT fk_person_updated_by;
ALTER TABLE person DROP CONSTRAINT fk_person_owner_id;
ALTER TABLE person DROP CONSTRAINT fk_person_group_id;
ALTER TABLE person DROP CONSTRAINT fk_person_company;
ALTER TABLE person_company DROP CONSTRAINT fk_person_company_person;
ALTER TABLE person_company DROP CONSTRAINT fk_person_company_company;
ALTER TABLE api_key DROP CONSTRAINT fk_api_key_created_by;
ALTER TABLE api_key DROP CONSTRAINT fk_api_key_user_id;
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
