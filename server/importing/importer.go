package importing

import (
	"context"
	"errors"
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
	PrepareImport(ctx context.Context, a crm.Actor, p crm.ImportPart) (crm.PreparedImport, error)
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

// Targets lists where columns of the entity may go, in the order of a form.
func (i *Importer) Targets(e crm.Entity) []Target {
	if v := i.vocabularies[e]; v != nil {
		return v.targets
	}
	return nil
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
