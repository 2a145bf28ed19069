package importing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// Receive keeps an uploaded file and looks into it. The job is a draft until
// Start. Entity "" is found out.
func (i *Importer) Receive(ctx context.Context, a crm.Actor, name string, r io.Reader, e crm.Entity) (crm.Job, error) {
	if !a.May(crm.MayImport) {
		return crm.Job{}, crm.ErrForbidden
	}
	id, err := i.Store.NextJobID(ctx)
	if err != nil {
		return crm.Job{}, err
	}
	path, size, err := i.keep(id, r)
	if err != nil {
		return crm.Job{}, err
	}
	j := crm.Job{ID: id, Kind: JobKind, State: crm.JobDraft, Link: Link(id)}
	t := Task{Path: path, Name: cut(filepath.Base(strings.ReplaceAll(name, `\`, "/")), 200), Size: size}
	if err := i.look(ctx, &t, e); err != nil {
		return crm.Job{}, errors.Join(err, os.Remove(path))
	}
	err = i.create(ctx, a, &j, t)
	return j, err
}

// keep writes an upload to the importer's folder.
func (i *Importer) keep(id int64, r io.Reader) (path string, size int64, err error) {
	if err := os.MkdirAll(i.Dir, 0o700); err != nil {
		return "", 0, fmt.Errorf("make the folder of files to import: %w", err)
	}
	path = filepath.Join(i.Dir, strconv.FormatInt(id, 10)+".upload")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", 0, fmt.Errorf("keep the file to import: %w", err)
	}
	size, err = io.Copy(f, io.LimitReader(r, MaxFile+1))
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil && size > MaxFile {
		err = &Error{Key: "import.too_large"}
	}
	if err != nil {
		return "", 0, errors.Join(err, os.Remove(path))
	}
	return path, size, nil
}

// look finds out how the file is written and what its columns are: as it was
// settled for the last file with the same headings, else by their names.
func (i *Importer) look(ctx context.Context, t *Task, e crm.Entity) error {
	known := func(h string) bool {
		return i.vocabularies[crm.EntityCompany].meanings(h) != nil || i.vocabularies[crm.EntityPerson].meanings(h) != nil
	}
	f, err := Detect(t.Path, known)
	if err != nil {
		return err
	}
	if t.Columns, err = columnsOf(t.Path, f); err != nil {
		return err
	}
	if e == "" {
		e = i.guess(t.Columns)
	}
	if i.vocabularies[e] == nil {
		return &Error{Key: "import.no_entity"}
	}
	t.Plan = usual(e)
	t.Plan.Format, t.Plan.Source = &f, system(t.Columns)
	i.suggest(t)
	text, err := i.Store.Mapping(ctx, e, Signature(t.Columns))
	if err != nil || text == "" {
		return err
	}
	r := remembered{Plan: usual(e)}
	if err := json.Unmarshal([]byte(text), &r); err != nil || r.Plan.Validate() != nil || len(r.Targets) != len(t.Columns) {
		return nil // written by another release: it is found out anew
	}
	t.Plan, t.Remembered = r.Plan, true
	t.Plan.Format, t.Plan.Columns = &f, map[string]string{}
	for n, target := range r.Targets {
		t.Plan.Columns[ColumnKey(t.Columns, n)] = target
	}
	return nil
}

// remembered is a plan without what differs from file to file.
type remembered struct {
	Plan    Plan     `json:"plan"`
	Targets []string `json:"targets"` // of the columns
}

func columnsOf(path string, f Format) ([]string, error) {
	rows, err := Open(path, f)
	if err != nil {
		return nil, err
	}
	return rows.Columns, rows.Close()
}

// guess says whether the columns are those of persons or of companies.
func (i *Importer) guess(columns []string) crm.Entity {
	for _, target := range i.vocabularies[crm.EntityPerson].suggest(columns) {
		if target == "last_name" || target == "first_name" {
			return crm.EntityPerson
		}
	}
	return crm.EntityCompany
}

// suggest fills the targets of the columns in, by their headings.
func (i *Importer) suggest(t *Task) {
	t.Plan.Columns = map[string]string{}
	for n, target := range i.vocabularies[t.Plan.Entity].suggest(t.Columns) {
		t.Plan.Columns[ColumnKey(t.Columns, n)] = target
	}
}

// reread looks at the file again after its format or its kind was corrected.
func (i *Importer) reread(t *Task) error {
	v := i.vocabularies[t.Plan.Entity]
	if v == nil {
		return &Error{Key: "import.no_entity"}
	}
	columns, err := columnsOf(t.Path, *t.Plan.Format)
	if err != nil {
		return err
	}
	if !slices.Equal(columns, t.Columns) {
		t.Columns = columns
		i.suggest(t)
	}
	for key, target := range t.Plan.Columns {
		if _, ok := v.byName[target]; target != "" && !ok {
			var wrong crm.Invalid
			wrong.Add("columns", "import.no_target", "column", key, "target", target)
			return &wrong
		}
	}
	return t.Plan.Validate()
}

// Sample returns the first rows of a draft's file.
func (i *Importer) Sample(j crm.Job, n int) ([]Row, error) {
	t, err := i.task(j)
	if err != nil {
		return nil, err
	}
	rows, err := Open(t.Path, *t.Plan.Format)
	if err != nil {
		return nil, err
	}
	var out []Row
	for len(out) < n {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		out = append(out, row)
	}
	return out, rows.Close()
}

// Sheets lists the sheets of a draft's spreadsheet; none of another file.
func (i *Importer) Sheets(j crm.Job) ([]string, error) {
	t, err := i.task(j)
	if err != nil {
		return nil, err
	}
	if t.Plan.Format.Kind != XLSX {
		return nil, nil
	}
	return sheets(t.Path)
}
