-- +goose Up

-- The folded words of a record, as they are looked for in it.
ALTER TABLE company ADD words nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_company_words DEFAULT '';
ALTER TABLE person ADD words nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_person_words DEFAULT '';

-- The records with a term, in the order of names: one list for each term and
-- kind of term. They are made anew when the program starts.
DROP TABLE search_term;
CREATE TABLE search_term (
    list bigint NOT NULL,
    term nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    sort_key varbinary(120) NOT NULL,
    record_id bigint NOT NULL,
    CONSTRAINT pk_search_term PRIMARY KEY (list, term, sort_key, record_id)
);

-- +goose Down

DROP TABLE search_term;
CREATE TABLE search_term (
    entity nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    record_id bigint NOT NULL,
    term nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT pk_search_term PRIMARY KEY (entity, record_id, term)
);
CREATE INDEX search_term_term ON search_term (entity, term, record_id);
ALTER TABLE person DROP CONSTRAINT df_person_words;
ALTER TABLE person DROP COLUMN words;
ALTER TABLE company DROP CONSTRAINT df_company_words;
ALTER TABLE company DROP COLUMN words;
