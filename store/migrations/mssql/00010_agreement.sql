-- +goose Up

-- Who may bind the customer, and who gets the notices about the licence.
CREATE TABLE licence_contact (
    id bigint NOT NULL,
    version bigint NOT NULL CONSTRAINT df_licence_contact_version DEFAULT 1,
    name nvarchar(200) NOT NULL,
    position nvarchar(200) NOT NULL CONSTRAINT df_licence_contact_position DEFAULT '',
    email nvarchar(254) NOT NULL CONSTRAINT df_licence_contact_email DEFAULT '',
    phone nvarchar(40) NOT NULL CONSTRAINT df_licence_contact_phone DEFAULT '',
    user_id bigint NULL,
    authorised bit NOT NULL CONSTRAINT df_licence_contact_authorised DEFAULT 0,
    notices bit NOT NULL CONSTRAINT df_licence_contact_notices DEFAULT 0,
    CONSTRAINT pk_licence_contact PRIMARY KEY (id)
);

-- What was told the vendor, as the file that the installation signed.
CREATE TABLE statement (
    id bigint NOT NULL,
    kind nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    number nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    made_at datetime2(3) NOT NULL,
    made_by bigint NULL,
    text nvarchar(max) NOT NULL,
    sent_at datetime2(3) NULL,
    sent_by bigint NULL,
    CONSTRAINT pk_statement PRIMARY KEY (id)
);
CREATE UNIQUE INDEX statement_number ON statement (kind, number);
CREATE INDEX ledger_kind ON ledger (kind, seq);

ALTER TABLE licence_contact ADD CONSTRAINT fk_licence_contact_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);
ALTER TABLE statement ADD CONSTRAINT fk_statement_made_by FOREIGN KEY (made_by) REFERENCES app_user (id);
ALTER TABLE statement ADD CONSTRAINT fk_statement_sent_by FOREIGN KEY (sent_by) REFERENCES app_user (id);

-- +goose Down

ALTER TABLE statement DROP CONSTRAINT fk_statement_sent_by;
ALTER TABLE statement DROP CONSTRAINT fk_statement_made_by;
ALTER TABLE licence_contact DROP CONSTRAINT fk_licence_contact_user_id;
DROP INDEX ledger_kind ON ledger;
DROP TABLE statement;
DROP TABLE licence_contact;
