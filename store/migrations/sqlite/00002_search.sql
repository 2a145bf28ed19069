-- +goose Up

-- The folded words of a record, as they are looked for in it.
ALTER TABLE company ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN words TEXT NOT NULL DEFAULT '';

-- The records with a term, in the order of names: one list for each term and
-- kind of term. They are made anew when the program starts.
DROP TABLE search_term;
CREATE TABLE search_term (
    list INTEGER NOT NULL,
    term TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (list, term, sort_key, record_id)
) STRICT, WITHOUT ROWID;

-- +goose Down

DROP TABLE search_term;
CREATE TABLE search_term (
    entity TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (entity, record_id, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_term ON search_term (entity, term, record_id);
ALTER TABLE person DROP COLUMN words;
ALTER TABLE company DROP COLUMN words;
