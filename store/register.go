package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"holm/lockout"
)

var _ lockout.Register = (*Store)(nil)

const (
	selectDocuments = `SELECT type, id, text, status, installed_at, installed_by
		FROM license_document ORDER BY position`
	selectDocumentsVersion = `SELECT COALESCE(MAX(position), 0) FROM license_document`
	updateDocument         = `UPDATE license_document SET text = @text, status = @status, position = @position,
		installed_at = @installed_at, installed_by = @installed_by
		WHERE type = @type AND id = @id`
	insertDocument = `INSERT INTO license_document
		(type, id, text, status, installed_at, installed_by, position)
		VALUES (@type, @id, @text, @status, @installed_at, @installed_by, @position)`

	selectLedgerHead = `SELECT seq, hash FROM ledger WHERE seq = (SELECT MAX(seq) FROM ledger)`
	insertEntry      = `INSERT INTO ledger (seq, kind, at, data, prev, hash)
		VALUES (@seq, @kind, @at, @data, @prev, @hash)`
	selectEntries = `SELECT seq, kind, at, data, prev, hash FROM ledger
		WHERE seq > @after AND seq <= @through ORDER BY seq`
	selectLedger     = ` seq, kind, at, data, prev, hash FROM ledger WHERE seq < @before ORDER BY seq DESC`
	selectLedgerKind = ` seq, kind, at, data, prev, hash FROM ledger WHERE kind = @kind AND seq < @before ORDER BY seq DESC`

	selectNewestJournal = `SELECT at FROM journal WHERE position = (SELECT MAX(position) FROM journal)`

	selectSaved = `SELECT saved FROM effective_time WHERE id = 1`
	updateSaved = `UPDATE effective_time SET saved = @saved WHERE id = 1`
	insertSaved = `INSERT INTO effective_time (id, saved) VALUES (1, @saved)`
)

// Settings that say what the installation is. They are written by set-up.
const (
	settingInstallation    = "installation.id"
	settingEvaluationStart = "installation.set_up_at"
	settingDemonstration   = "installation.demonstration"
	settingMovedFrom       = "installation.moved_from"
	settingMovedAt         = "installation.moved_at"
)

// Installation returns what the installation is; before set-up only its id.
func (s *Store) Installation(ctx context.Context) (lockout.Installation, error) {
	values, err := s.settings(ctx)
	if err != nil {
		return lockout.Installation{}, err
	}
	in := lockout.Installation{
		ID:            values[settingInstallation],
		Demonstration: values[settingDemonstration] == "true",
		MovedFrom:     values[settingMovedFrom],
		TimeZone:      values[settingTimeZone],
	}
	for name, into := range map[string]*time.Time{settingEvaluationStart: &in.EvaluationStart, settingMovedAt: &in.MovedAt} {
		if values[name] == "" {
			continue
		}
		if *into, err = time.Parse(time.RFC3339Nano, values[name]); err != nil {
			return in, fmt.Errorf("read the setting %s: %w", name, err)
		}
	}
	err = s.row(ctx, selectNewestJournal).Scan(s.d.time(&in.NewestJournal))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return in, fmt.Errorf("read the newest journal time: %w", err)
	}
	return in, nil
}

// Documents returns every document kept, in the order of installation.
func (s *Store) Documents(ctx context.Context) ([]lockout.StoredDocument, error) {
	rows, err := s.query(ctx, selectDocuments)
	if err != nil {
		return nil, fmt.Errorf("read the licence documents: %w", err)
	}
	defer rows.Close()
	var all []lockout.StoredDocument
	for rows.Next() {
		var d lockout.StoredDocument
		var text string
		if err := rows.Scan(&d.Type, &d.ID, &text, &d.Status, s.d.time(&d.InstalledAt), &d.By); err != nil {
			return nil, fmt.Errorf("read a licence document: %w", err)
		}
		d.Text = []byte(text)
		all = append(all, d)
	}
	return all, rows.Err()
}

// DocumentsVersion returns a number that grows with every SaveDocument.
func (s *Store) DocumentsVersion(ctx context.Context) (int64, error) {
	var version int64
	if err := s.row(ctx, selectDocumentsVersion).Scan(&version); err != nil {
		return 0, fmt.Errorf("read the version of the licence documents: %w", err)
	}
	return version, nil
}

// SaveDocument keeps the document and appends the entry, all or nothing.
func (s *Store) SaveDocument(ctx context.Context, d lockout.StoredDocument, e lockout.Entry) (lockout.Entry, error) {
	err := s.system(ctx, func(t *tx) error {
		if err := t.saveDocument(d); err != nil {
			return err
		}
		var err error
		e, err = t.appendEntry(e)
		return err
	})
	if err != nil {
		return lockout.Entry{}, fmt.Errorf("keep the %s %s: %w", d.Type, d.ID, err)
	}
	return e, nil
}

func (t *tx) saveDocument(d lockout.StoredDocument) error {
	var version int64
	if err := t.row(selectDocumentsVersion).Scan(&version); err != nil {
		return err
	}
	values := []sql.NamedArg{
		arg("type", string(d.Type)), arg("id", d.ID), arg("text", string(d.Text)), arg("status", string(d.Status)),
		arg("installed_at", t.d.encodeTime(d.InstalledAt)), arg("installed_by", d.By),
		arg("position", version+1),
	}
	n, err := t.exec(updateDocument, values...)
	if err != nil {
		return err
	}
	if n == 0 {
		_, err = t.exec(insertDocument, values...)
	}
	return err
}

// AppendEntry chains the entry to the newest one and keeps it.
func (s *Store) AppendEntry(ctx context.Context, e lockout.Entry) (lockout.Entry, error) {
	err := s.system(ctx, func(t *tx) error {
		var err error
		e, err = t.appendEntry(e)
		return err
	})
	if err != nil {
		return lockout.Entry{}, fmt.Errorf("append %s to the ledger: %w", e.Kind, err)
	}
	return e, nil
}

func (t *tx) appendEntry(e lockout.Entry) (lockout.Entry, error) {
	var head lockout.Entry
	err := t.row(selectLedgerHead).Scan(&head.Seq, &head.Hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return e, err
	}
	e = e.After(head)
	_, err = t.exec(insertEntry, arg("seq", e.Seq), arg("kind", string(e.Kind)), arg("at", t.d.encodeTime(e.At)),
		arg("data", e.Data), arg("prev", e.Prev), arg("hash", e.Hash))
	return e, err
}

// Entries returns at most limit ledger entries with a Seq above after.
func (s *Store) Entries(ctx context.Context, after int64, limit int) ([]lockout.Entry, error) {
	rows, err := s.query(ctx, selectEntries, arg("after", after), arg("through", after+int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	defer rows.Close()
	var all []lockout.Entry
	for rows.Next() {
		var e lockout.Entry
		if err := rows.Scan(&e.Seq, &e.Kind, s.d.time(&e.At), &e.Data, &e.Prev, &e.Hash); err != nil {
			return nil, fmt.Errorf("read a ledger entry: %w", err)
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// LoadTime returns the effective time saved last, or the zero value.
func (s *Store) LoadTime(ctx context.Context) (lockout.Saved, error) {
	var text string
	var saved lockout.Saved
	err := s.row(ctx, selectSaved).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return saved, nil
	}
	if err != nil {
		return saved, fmt.Errorf("read the effective time: %w", err)
	}
	if err := json.Unmarshal([]byte(text), &saved); err != nil {
		return saved, fmt.Errorf("read the effective time: %w", err)
	}
	return saved, nil
}

// SaveTime replaces the effective time.
func (s *Store) SaveTime(ctx context.Context, saved lockout.Saved) error {
	text, err := json.Marshal(saved)
	if err != nil {
		return fmt.Errorf("encode the effective time: %w", err)
	}
	err = s.system(ctx, func(t *tx) error {
		n, err := t.exec(updateSaved, arg("saved", string(text)))
		if err == nil && n == 0 {
			_, err = t.exec(insertSaved, arg("saved", string(text)))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("save the effective time: %w", err)
	}
	return nil
}

// Ledger returns at most limit entries with a Seq below before, the newest
// first, of one kind or with "" of all. They are shown, not proved.
func (s *Store) Ledger(ctx context.Context, kind lockout.EntryKind, before int64, limit int) ([]lockout.Entry, error) {
	head, tail := s.d.top(limit)
	query, args := "SELECT "+head+selectLedger+tail, []sql.NamedArg{arg("before", before)}
	if kind != "" {
		query, args = "SELECT "+head+selectLedgerKind+tail, append(args, arg("kind", string(kind)))
	}
	var all []lockout.Entry
	err := scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
		var e lockout.Entry
		err := rows.Scan(&e.Seq, &e.Kind, s.d.time(&e.At), &e.Data, &e.Prev, &e.Hash)
		all = append(all, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	return all, nil
}
