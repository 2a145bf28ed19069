-- +goose Up

-- The server that mail goes out through, one line. The password is sealed.
CREATE TABLE mail_account (
    id bigint NOT NULL,
    host nvarchar(300) NOT NULL CONSTRAINT df_mail_account_host DEFAULT '',
    port bigint NOT NULL CONSTRAINT df_mail_account_port DEFAULT 0,
    security nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_mail_account_security DEFAULT '',
    login nvarchar(300) NOT NULL CONSTRAINT df_mail_account_login DEFAULT '',
    password nvarchar(max) NOT NULL CONSTRAINT df_mail_account_password DEFAULT '',
    from_address nvarchar(300) NOT NULL CONSTRAINT df_mail_account_from_address DEFAULT '',
    from_name nvarchar(300) NOT NULL CONSTRAINT df_mail_account_from_name DEFAULT '',
    sink nvarchar(300) NOT NULL CONSTRAINT df_mail_account_sink DEFAULT '',
    CONSTRAINT pk_mail_account PRIMARY KEY (id)
);

-- Mail on its way out. Who holds the lease has it in hand until lease_at.
CREATE TABLE mail (
    id bigint NOT NULL,
    message_id nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    purpose nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    once_key nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_mail_once_key DEFAULT '',
    recipients nvarchar(max) NOT NULL,
    reply_to nvarchar(300) NOT NULL CONSTRAINT df_mail_reply_to DEFAULT '',
    subject nvarchar(400) NOT NULL,
    body nvarchar(max) NOT NULL CONSTRAINT df_mail_body DEFAULT '',
    author bigint NULL,
    state nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    attempts bigint NOT NULL CONSTRAINT df_mail_attempts DEFAULT 0,
    next_at datetime2(3) NOT NULL,
    held bit NOT NULL CONSTRAINT df_mail_held DEFAULT 0,
    failure nvarchar(100) NOT NULL CONSTRAINT df_mail_failure DEFAULT '',
    words nvarchar(max) NOT NULL CONSTRAINT df_mail_words DEFAULT '',
    redirected_to nvarchar(300) NOT NULL CONSTRAINT df_mail_redirected_to DEFAULT '',
    runner nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_mail_runner DEFAULT '',
    lease nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_mail_lease DEFAULT '',
    lease_at datetime2(3) NULL,
    created_at datetime2(3) NOT NULL,
    sent_at datetime2(3) NULL,
    CONSTRAINT pk_mail PRIMARY KEY (id)
);
CREATE INDEX mail_state ON mail (state, held, next_at, id);
CREATE UNIQUE INDEX mail_once ON mail (once_key) WHERE once_key <> '';

-- The files that go with a mail.
CREATE TABLE mail_file (
    mail bigint NOT NULL,
    position bigint NOT NULL,
    name nvarchar(300) NOT NULL,
    media_type nvarchar(200) NOT NULL,
    content varbinary(max) NOT NULL,
    CONSTRAINT pk_mail_file PRIMARY KEY (mail, position)
);

-- What users are told within the program.
CREATE TABLE notice (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    kind nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    details nvarchar(max) NOT NULL CONSTRAINT df_notice_details DEFAULT '{}',
    subject nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    link nvarchar(1000) NOT NULL CONSTRAINT df_notice_link DEFAULT '',
    created_at datetime2(3) NOT NULL,
    read_at datetime2(3) NULL,
    CONSTRAINT pk_notice PRIMARY KEY (id)
);
CREATE UNIQUE INDEX notice_subject ON notice (user_id, subject);
CREATE INDEX notice_user ON notice (user_id, id);
CREATE INDEX notice_unread ON notice (user_id) WHERE read_at IS NULL;
ALTER TABLE mail ADD CONSTRAINT fk_mail_author FOREIGN KEY (author) REFERENCES app_user (id);
ALTER TABLE mail_file ADD CONSTRAINT fk_mail_file_mail FOREIGN KEY (mail) REFERENCES mail (id);
ALTER TABLE notice ADD CONSTRAINT fk_notice_user_id FOREIGN KEY (user_id) REFERENCES app_user (id);

-- +goose Down

ALTER TABLE notice DROP CONSTRAINT fk_notice_user_id;
ALTER TABLE mail_file DROP CONSTRAINT fk_mail_file_mail;
ALTER TABLE mail DROP CONSTRAINT fk_mail_author;
DROP TABLE notice;
DROP TABLE mail_file;
DROP TABLE mail;
DROP TABLE mail_account;
