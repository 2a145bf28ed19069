package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	insertExternalID = `INSERT INTO external_id (entity, source, external_key, record_id)
		SELECT @entity, @source, @external_key, @record_id WHERE NOT EXISTS (SELECT 1 FROM external_id
			WHERE entity = @entity AND source = @source AND external_key = @external_key AND record_id = @record_id)`
	insertNewID     = `INSERT INTO external_id (entity, source, external_key, record_id) VALUES (@entity, @source, @external_key, @record_id)`
	insertImportRow = `INSERT INTO import_row (job_id, row_no, outcome, record_id, reasons, cells)
		VALUES (@job_id, @row_no, @outcome, @record_id, @reasons, @cells)`
	selectImportRows = ` row_no, outcome, record_id, reasons, cells FROM import_row WHERE job_id = @job_id AND row_no > @after ORDER BY row_no`
	selectMapping    = `SELECT mapping FROM import_mapping WHERE entity = @entity AND signature = @signature`
	updateMapping    = `UPDATE import_mapping SET mapping = @mapping, updated_at = @at, updated_by = @by WHERE entity = @entity AND signature = @signature`
	insertMapping    = `INSERT INTO import_mapping (entity, signature, mapping, updated_at, updated_by)
		VALUES (@entity, @signature, @mapping, @at, @by)`
)

// Import writes a part of a file: the new records and the changes, the rows
// that were not taken and how far the job is, all or nothing. Choices that are
// made get their ids. The error is crm.ErrForbidden without crm.MayImport, or
// where a record may not be made or changed, *crm.Invalid or crm.ErrTaken: then
// none of the part is kept, and a part of one row says which row it was.
func (s *Store) Import(ctx context.Context, a crm.Actor, p crm.ImportPart) error {
	prepared, err := s.PrepareImport(ctx, a, p)
	if err != nil {
		return err
	}
	if err = prepared.Write(ctx, p.Step); err != nil {
		prepared.Drop()
	}
	return err
}

// PrepareImport does of Import what can be done while others write, another
// part of the file among them: it checks the records, gives them their ids and
// brings them into the form that they are kept in. It and Write return the
// errors of Import.
func (s *Store) PrepareImport(ctx context.Context, a crm.Actor, p crm.ImportPart) (crm.PreparedImport, error) {
	if !a.May(crm.MayImport) {
		return crm.PreparedImport{}, crm.ErrForbidden
	}
	in := &importing{ImportPart: p, s: s}
	kept := func(err error) error {
		if err == nil {
			return nil
		}
		return fmt.Errorf("import a part: %w", s.company.explain(s.d, err))
	}
	if err := in.begin(ctx, a); err != nil {
		in.forget()
		return crm.PreparedImport{}, kept(err)
	}
	return crm.PreparedImport{Drop: in.forget, Write: func(ctx context.Context, step crm.JobStep) error {
		in.Step = step
		return kept(s.write(ctx, a, lockout.Change, func(t *tx) error {
			t.batch = p.Batch
			return in.write(t)
		}))
	}}, nil
}

// importing is a part while it is written.
type importing struct {
	crm.ImportPart
	s         *Store
	country   string
	items     []*crm.ListItem // to be made
	companies []*crm.Company  // new
	persons   []*crm.Person   // new
	company   creation[*crm.Company]
	person    creation[*crm.Person]
	consents  int64 // the first id of as many as there are new persons
}

// begin checks the records, takes ids for all that is new and encodes it.
func (in *importing) begin(ctx context.Context, a crm.Actor) (err error) {
	s := in.s
	if in.country, err = s.country(ctx); err != nil {
		return err
	}
	for _, r := range in.Records {
		if err := in.choose(ctx, r); err != nil {
			return err
		}
		switch {
		case r.Changes != 0:
		case r.Company != nil:
			in.companies = append(in.companies, r.Company)
		case r.Person != nil:
			in.persons = append(in.persons, r.Person)
		}
	}
	if err := s.numberCompanies(ctx, in.companies); err != nil {
		return err
	}
	if err := s.company.begin(ctx, s, a, in.companies, in.country); err != nil {
		return err
	}
	for _, r := range in.Records {
		if r.Employer != nil && r.Person != nil {
			r.Person.Company = r.Employer.Company.ID
		}
	}
	if err := s.person.begin(ctx, s, a, in.persons, in.country); err != nil {
		return err
	}
	if in.Basis != nil && len(in.persons) > 0 {
		if in.consents, err = s.recordIDs(ctx, "consent", len(in.persons)); err != nil {
			return err
		}
	}
	if in.company, err = s.company.make(s.d, in.companies); err != nil {
		return err
	}
	in.person, err = s.person.make(s.d, in.persons)
	return err
}

// choose gives the record the choices that are made for it.
func (in *importing) choose(ctx context.Context, r *crm.ImportRecord) (err error) {
	for _, i := range r.Items {
		if i.Item.ID == 0 {
			if i.Item.ID, err = in.s.nextID(ctx, "list_item"); err != nil {
				return err
			}
			i.Item.Version, i.Item.Active = 1, true
			in.items = append(in.items, i.Item)
		}
		if err := r.Apply(crm.Change{i.Field: i.Item.ID}); err != nil {
			return err
		}
	}
	return nil
}

// forget takes back what is not kept, so that another try begins anew.
func (in *importing) forget() {
	for _, i := range in.items {
		i.ID = 0
	}
	for _, c := range in.companies {
		c.ID = 0
	}
	for _, p := range in.persons {
		p.ID = 0
	}
}

func (in *importing) write(t *tx) error {
	for _, i := range in.items {
		if err := t.insertItem(*i); err != nil {
			return err
		}
		if err := t.journal(crm.JournalEntry{Entity: crm.EntityListItem, Record: i.ID, Version: 1, Operation: crm.JournalCreate,
			Changes: []crm.FieldChange{{Field: "list", After: i.List}, {Field: "names", After: i.Names}}}); err != nil {
			return err
		}
	}
	if err := in.s.company.createAll(t, in.company); err != nil {
		return err
	}
	if err := in.s.person.createAll(t, in.person); err != nil {
		return err
	}
	if err := in.s.change(t, in); err != nil {
		return err
	}
	external := t.filling(insertNewID)
	for _, r := range in.Records {
		if err := in.rest(t, r, external); err != nil {
			return err
		}
	}
	if err := external.end(); err != nil {
		return fmt.Errorf("keep an id of another system: %w", err)
	}
	if err := in.found(t); err != nil {
		return err
	}
	for _, row := range in.Rows {
		if err := t.importRow(in.Step.Job, row); err != nil {
			return err
		}
	}
	if in.Step.Job == 0 {
		return nil
	}
	return t.stepJob(in.Step)
}

// rest keeps what a record is called where it comes from. A record that is
// there may be called so already.
func (in *importing) rest(t *tx, r *crm.ImportRecord, fresh *filling) (err error) {
	entity, id := crm.EntityCompany, r.Changes
	switch {
	case r.External == "":
		return nil
	case r.Person != nil:
		entity = crm.EntityPerson
		if id == 0 {
			id = r.Person.ID
		}
	case id == 0:
		id = r.Company.ID
	}
	if r.Changes == 0 {
		err = fresh.add(string(entity), in.Source, r.External, id)
	} else {
		_, err = t.exec(insertExternalID, arg("entity", string(entity)), arg("source", in.Source), arg("external_key", r.External),
			arg("record_id", id))
	}
	if err != nil {
		return fmt.Errorf("keep an id of another system: %w", err)
	}
	return nil
}

// found records on what legal basis the new persons are kept.
func (in *importing) found(t *tx) error {
	if in.Basis == nil {
		return nil
	}
	for i, p := range in.persons {
		c := *in.Basis
		c.ID, c.Person, c.GivenOn = in.consents+int64(i), p.ID, t.at.Format(time.DateOnly)
		if err := t.addConsent(c); err != nil {
			return err
		}
	}
	return nil
}

// change changes the records that are there.
func (s *Store) change(t *tx, in *importing) error {
	if in.Entity == crm.EntityPerson {
		return importChanges(t, s.person, in, func(r *crm.ImportRecord, now *crm.Person) crm.Change { return now.Merged(r.Person, r.Given, r.Fill) })
	}
	return importChanges(t, s.company, in, func(r *crm.ImportRecord, now *crm.Company) crm.Change { return now.Merged(r.Company, r.Given, r.Fill) })
}

func importChanges[T any, R record[T]](t *tx, k *kind[T, R], in *importing, merge func(*crm.ImportRecord, *T) crm.Change) error {
	var ids []int64
	for _, r := range in.Records {
		if r.Changes != 0 {
			ids = append(ids, r.Changes)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := k.many(t, ids)
	if err != nil {
		return err
	}
	refs := references{}
	for _, r := range in.Records {
		if r.Changes == 0 {
			continue
		}
		now, ok := found[r.Changes]
		switch {
		case !ok || R(now).Meta().DeletedAt != nil:
			return crm.ErrNotFound
		case t.actor.Right(k.entity, R(now).Meta().Holding()) < crm.RightUpdate:
			return t.actor.Refused(k.entity)
		}
		after, err := k.changed(t, now, saving{id: r.Changes, change: merge(r, now)}, in.country)
		if err != nil {
			return err
		}
		if err := k.saveChange(t, R(&after), now, refs); err != nil {
			return err
		}
		*now = after // a later row of the part may change it again
	}
	return nil
}

func (t *tx) importRow(job int64, row crm.ImportRow) error {
	cells, err := json.Marshal(row.Cells)
	if err != nil {
		return fmt.Errorf("encode a row that was not taken: %w", err)
	}
	_, err = t.exec(insertImportRow, arg("job_id", job), arg("row_no", row.No), arg("outcome", string(row.Outcome)),
		arg("record_id", reference(row.Record)), arg("reasons", row.Reasons), arg("cells", string(cells)))
	if err != nil {
		return fmt.Errorf("keep a row that was not taken: %w", err)
	}
	return nil
}

// ImportRows returns rows of an import that were not taken, from after a row
// on. Whose job it is has been asked before.
func (s *Store) ImportRows(ctx context.Context, job, after int64, limit int) ([]crm.ImportRow, error) {
	head, tail := s.d.top(clamp(limit))
	var out []crm.ImportRow
	err := scanAll(s.reading(ctx), "SELECT "+head+selectImportRows+tail, []sql.NamedArg{arg("job_id", job), arg("after", after)}, func(rows *sql.Rows) error {
		var r crm.ImportRow
		var cells string
		if err := rows.Scan(&r.No, (*string)(&r.Outcome), orZero{&r.Record}, &r.Reasons, &cells); err != nil {
			return err
		}
		out = append(out, r)
		return json.Unmarshal([]byte(cells), &out[len(out)-1].Cells)
	})
	if err != nil {
		return nil, fmt.Errorf("read the rows that were not taken: %w", err)
	}
	return out, nil
}

// Mapping returns what was remembered for files with the same headings, "" for
// nothing.
func (s *Store) Mapping(ctx context.Context, e crm.Entity, signature string) (string, error) {
	var text string
	err := s.row(ctx, selectMapping, arg("entity", string(e)), arg("signature", signature)).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read a remembered mapping: %w", err)
	}
	return text, nil
}

// RememberMapping keeps a mapping for the next file with the same headings.
func (s *Store) RememberMapping(ctx context.Context, a crm.Actor, e crm.Entity, signature, mapping string) error {
	if !a.May(crm.MayImport) {
		return crm.ErrForbidden
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		args := []sql.NamedArg{arg("entity", string(e)), arg("signature", signature), arg("mapping", mapping),
			arg("at", t.d.encodeTime(t.at)), arg("by", reference(a.User))}
		n, err := t.exec(updateMapping, args...)
		if err == nil && n == 0 {
			_, err = t.exec(insertMapping, args...)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("remember a mapping: %w", err)
	}
	return nil
}

// numberCompanies gives each company without one a number.
func (s *Store) numberCompanies(ctx context.Context, companies []*crm.Company) error {
	var unnumbered []*crm.Company
	for _, c := range companies {
		if c.Number == "" {
			unnumbered = append(unnumbered, c)
		}
	}
	if len(unnumbered) == 0 {
		return nil
	}
	number, err := s.nextIDs(ctx, "company_number", len(unnumbered))
	if err != nil {
		return fmt.Errorf("allocate a number: %w", err)
	}
	for i, c := range unnumbered {
		c.Number = strconv.FormatInt(number+int64(i), 10)
	}
	return nil
}
