package importing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"holm/crm"
)

// records is how rows find their records and become some.
type records interface {
	Matches(ctx context.Context, a crm.Actor, e crm.Entity, by crm.MatchBy, source string, keys []crm.MatchKey) ([]crm.Match, error)
	Import(ctx context.Context, a crm.Actor, p crm.ImportPart) error
	NextBatch(ctx context.Context) (int64, error)
}

// names is what values of a file are looked up in.
type names interface {
	Users(ctx context.Context, a crm.Actor) ([]crm.User, error)
	Groups(ctx context.Context) ([]crm.Group, error)
	ListItems(ctx context.Context, list string) ([]crm.ListItem, error)
	Setting(ctx context.Context, name string) (string, error)
}

// memory is what is remembered about files.
type memory interface {
	Mapping(ctx context.Context, e crm.Entity, signature string) (string, error)
	RememberMapping(ctx context.Context, a crm.Actor, e crm.Entity, signature, mapping string) error
}

// drafts is where imports wait until they are started.
type drafts interface {
	NextJobID(ctx context.Context) (int64, error)
	CreateJob(ctx context.Context, a crm.Actor, j *crm.Job) error
	Job(ctx context.Context, a crm.Actor, id int64) (crm.Job, error)
	SaveDraft(ctx context.Context, a crm.Actor, j crm.Job) error
	StartJob(ctx context.Context, a crm.Actor, id int64) error
}

// Store is what importing asks of the store.
type Store interface {
	records
	names
	memory
	drafts
}

// JobKind is the kind of job that an import is.
const JobKind = "import"

// Options is what an importer needs.
type Options struct {
	Store Store
	Dir   string // where files lie until they are imported
	Now   func() time.Time
	Log   *slog.Logger
}

// Importer brings files in. It is safe for concurrent use.
type Importer struct {
	Options
	vocabularies map[crm.Entity]*vocabulary
	words        func() *words
	ctx          context.Context // of checks, which outlive the request that asked for them
	stop         context.CancelFunc
	running      sync.WaitGroup
	mu           sync.Mutex
	checks       map[int64]*checking // by job
}

// New reads the usual headings.
func New(o Options) (*Importer, error) {
	i := &Importer{Options: o, vocabularies: map[crm.Entity]*vocabulary{}, words: sync.OnceValue(readWords), checks: map[int64]*checking{}}
	i.ctx, i.stop = context.WithCancel(context.Background())
	for _, e := range []crm.Entity{crm.EntityCompany, crm.EntityPerson} {
		v, err := readVocabulary(e)
		if err != nil {
			return nil, err
		}
		i.vocabularies[e] = v
	}
	return i, nil
}

// Close ends the checks that run.
func (i *Importer) Close() {
	i.stop()
	i.running.Wait()
}

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

// Targets lists where columns of the entity may go, in the order of a form.
func (i *Importer) Targets(e crm.Entity) []Target {
	if v := i.vocabularies[e]; v != nil {
		return v.targets
	}
	return nil
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

// Sweep removes files that lie longer than a time and whose imports wait for
// nothing any more.
func (i *Importer) Sweep(ctx context.Context, before time.Time) error {
	entries, err := os.ReadDir(i.Dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		id, no := strconv.ParseInt(strings.TrimSuffix(e.Name(), ".upload"), 10, 64)
		info, gone := e.Info()
		if no != nil || gone != nil || info.ModTime().After(before) {
			continue
		}
		j, unknown := i.Store.Job(ctx, crm.SystemActor(), id)
		if errors.Is(unknown, crm.ErrNotFound) || unknown == nil && (j.State.Ended() || j.State == crm.JobDraft) {
			err = errors.Join(err, i.Discard(id))
		}
	}
	return err
}

// Discard forgets the file of an import that will not run any more.
func (i *Importer) Discard(id int64) error {
	err := os.Remove(filepath.Join(i.Dir, strconv.FormatInt(id, 10)+".upload"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// around reads what values are looked up in.
func (i *Importer) around(ctx context.Context, a crm.Actor, e crm.Entity) (around, error) {
	w := around{Users: map[string]int64{}, Groups: map[string]int64{}, Items: map[string]map[string]int64{}, Now: i.Now()}
	var err error
	if w.Country, err = i.Store.Setting(ctx, "installation.country"); err != nil {
		return w, err
	}
	users, err := i.Store.Users(ctx, a)
	if err != nil {
		return w, err
	}
	for _, by := range []func(crm.User) string{func(u crm.User) string { return u.Name }, func(u crm.User) string { return u.Email },
		func(u crm.User) string { return u.Login }} { // who is called like another's log-in is found by name only
		for _, u := range users {
			if key := plain(by(u)); key != "" && u.Status == crm.UserActive {
				w.Users[key] = u.ID
			}
		}
	}
	groups, err := i.Store.Groups(ctx)
	if err != nil {
		return w, err
	}
	for _, g := range groups {
		w.Groups[plain(g.Name)] = g.ID
	}
	items, err := i.Store.ListItems(ctx, "")
	if err != nil {
		return w, err
	}
	for _, item := range items {
		if w.Items[item.List] == nil {
			w.Items[item.List] = map[string]int64{}
		}
		for _, name := range slices.Sorted(maps.Values(item.Names)) {
			if key := plain(name); w.Items[item.List][key] == 0 {
				w.Items[item.List][key] = item.ID
			}
		}
	}
	return w, nil
}
