package importing

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"holm/crm"
)

// Task is what an import's job is to do: its payload.
type Task struct {
	Path       string   `json:"path"` // of the file; without a folder it is the importer's
	Name       string   `json:"name"` // as its owner calls it
	Size       int64    `json:"size"`
	Plan       Plan     `json:"plan"`
	Columns    []string `json:"columns"`
	Remembered bool     `json:"remembered,omitempty"` // the plan is one that was used before
	Batch      int64    `json:"batch"`
}

// TaskOf reads what an import's job is to do; crm.ErrNotFound for a job that is
// no import.
func TaskOf(j crm.Job) (Task, error) {
	var t Task
	if j.Kind != JobKind {
		return t, crm.ErrNotFound
	}
	if err := json.Unmarshal([]byte(j.Payload), &t); err != nil {
		return t, fmt.Errorf("read import %d: %w", j.ID, err)
	}
	return t, nil
}

// Link is the page of an import.
func Link(id int64) string { return "/import/" + strconv.FormatInt(id, 10) }

// Prepare makes an import of a file that stays where it is, for the command
// line: with the plan given, or as it is found out for nil.
func (i *Importer) Prepare(ctx context.Context, path string, e crm.Entity, plan *Plan) (Task, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Task{}, fmt.Errorf("look at the file to import: %w", err)
	}
	t := Task{Path: path, Name: filepath.Base(path), Size: info.Size()}
	if t.Size > MaxFile {
		return t, &Error{Key: "import.too_large"}
	}
	if err := i.look(ctx, &t, e); err != nil || plan == nil {
		return t, err
	}
	return t, i.follow(&t, *plan)
}

// follow puts a given plan in the place of what was found out.
func (i *Importer) follow(t *Task, plan Plan) error {
	was := t.Plan
	if plan.Entity == "" {
		plan.Entity = was.Entity
	}
	if plan.Format == nil {
		plan.Format = was.Format
	}
	if plan.Columns == nil {
		plan.Columns = was.Columns
	}
	base := usual(plan.Entity)
	if plan.Same == nil {
		plan.Same = base.Same
	}
	if plan.Duplicates == "" {
		plan.Duplicates = base.Duplicates
	}
	if plan.Misfits == "" {
		plan.Misfits = base.Misfits
	}
	if plan.Source == "" {
		plan.Source = was.Source
	}
	t.Plan = plan
	return i.reread(t)
}

func (i *Importer) create(ctx context.Context, a crm.Actor, j *crm.Job, t Task) error {
	var err error
	if t.Batch, err = i.Store.NextBatch(ctx); err != nil {
		return err
	}
	if err := i.put(j, t); err != nil {
		return err
	}
	return i.Store.CreateJob(ctx, a, j)
}

// Create makes a waiting job of a prepared import, with a copy of the file.
func (i *Importer) Create(ctx context.Context, a crm.Actor, t Task) (crm.Job, error) {
	if !a.May(crm.MayImport) {
		return crm.Job{}, crm.ErrForbidden
	}
	id, err := i.Store.NextJobID(ctx)
	if err != nil {
		return crm.Job{}, err
	}
	f, err := os.Open(t.Path)
	if err != nil {
		return crm.Job{}, fmt.Errorf("open the file to import: %w", err)
	}
	defer f.Close()
	if t.Path, t.Size, err = i.keep(id, f); err != nil {
		return crm.Job{}, err
	}
	j := crm.Job{ID: id, Kind: JobKind, Link: Link(id)}
	err = i.create(ctx, a, &j, t)
	return j, err
}

// task is TaskOf with the whole path of the file.
func (i *Importer) task(j crm.Job) (Task, error) {
	t, err := TaskOf(j)
	if !filepath.IsAbs(t.Path) {
		t.Path = filepath.Join(i.Dir, t.Path)
	}
	return t, err
}

func (i *Importer) put(j *crm.Job, t Task) error {
	if filepath.Dir(t.Path) == filepath.Clean(i.Dir) { // the data directory may be moved
		t.Path = filepath.Base(t.Path)
	}
	text, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("keep what an import is to do: %w", err)
	}
	j.Title, j.Payload = t.Name, string(text)
	return nil
}

// Change settles how a draft is imported. Another kind of record, or another
// way of reading the file, finds the columns out anew.
func (i *Importer) Change(ctx context.Context, a crm.Actor, j crm.Job, plan Plan) (Task, error) {
	t, err := i.task(j)
	if err != nil {
		return t, err
	}
	anew := plan.Entity != t.Plan.Entity
	t.Plan, t.Remembered = plan, false
	if anew {
		t.Plan.Same = Evidence(plan.Entity)
		if i.vocabularies[plan.Entity] != nil {
			i.suggest(&t)
		}
	}
	if err := i.reread(&t); err != nil {
		return t, err
	}
	if err := i.put(&j, t); err != nil {
		return t, err
	}
	return t, i.Store.SaveDraft(ctx, a, j)
}

// Start lets a draft run, and remembers its plan for the next such file.
func (i *Importer) Start(ctx context.Context, a crm.Actor, j crm.Job) error {
	t, err := TaskOf(j)
	if err != nil {
		return err
	}
	if err := i.Remember(ctx, a, t); err != nil {
		return err
	}
	return i.Store.StartJob(ctx, a, j.ID)
}

// Remember keeps the plan for the next file with the same headings.
func (i *Importer) Remember(ctx context.Context, a crm.Actor, t Task) error {
	plan := t.Plan
	plan.Format, plan.Columns = nil, nil
	text, err := json.Marshal(remembered{plan, t.Plan.targets(t.Columns)})
	if err != nil {
		return fmt.Errorf("remember a mapping: %w", err)
	}
	return i.Store.RememberMapping(ctx, a, plan.Entity, Signature(t.Columns), string(text))
}
