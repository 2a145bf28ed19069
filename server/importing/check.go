package importing

import (
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"time"

	"holm/crm"
)

// linesKept is how many rows of each outcome a check shows.
const linesKept = 100

// Check is what an import would do.
type Check struct {
	Counts
	Done  bool
	Read  int // rows so far
	Lines []Line
	Items []NewItem // choices that would be made, at most linesKept
	Err   error
}

// Line is what one row would do.
type Line struct {
	No      int
	Outcome string
	Title   string
	Record  int64 // the record that is there
	Known   string
	Reasons []Reason // why it is refused or skipped, else what is changed or left out
}

// checking is a check that runs, or how it ended.
type checking struct {
	payload [sha256.Size]byte
	stop    context.CancelFunc
	mu      sync.Mutex
	check   Check
	ended   chan struct{}
}

func (c *checking) now() Check {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.check
	out.Lines, out.Items = slices.Clone(out.Lines), slices.Clone(out.Items)
	return out
}

// Check says what a draft would do, row by row, without writing anything. A
// large file takes longer than a page may: then it says how far it is, and is
// asked again.
func (i *Importer) Check(ctx context.Context, a crm.Actor, j crm.Job, wait time.Duration) (Check, error) {
	t, err := i.task(j)
	if err != nil {
		return Check{}, err
	}
	if !a.May(crm.MayImport) {
		return Check{}, crm.ErrForbidden
	}
	c := i.checking(a, j, t)
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-c.ended:
	case <-timer.C:
	case <-ctx.Done():
	}
	return c.now(), nil
}

// checking returns the check of a draft as it stands now, and begins it when
// there is none.
func (i *Importer) checking(a crm.Actor, j crm.Job, t Task) *checking {
	payload := sha256.Sum256([]byte(j.Payload))
	i.mu.Lock()
	defer i.mu.Unlock()
	if c := i.checks[j.ID]; c != nil {
		if c.payload == payload {
			return c
		}
		c.stop()
	}
	if len(i.checks) > 20 { // old ones are made again when somebody asks
		for id, c := range i.checks {
			if c.now().Done {
				delete(i.checks, id)
			}
		}
	}
	ctx, stop := context.WithCancel(i.ctx)
	c := &checking{payload: payload, stop: stop, ended: make(chan struct{})}
	i.checks[j.ID] = c
	i.running.Go(func() {
		defer stop()
		defer close(c.ended)
		err := i.check(ctx, a, t, c)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.check.Done, c.check.Err = true, err
	})
	return c
}

// CheckAll is Check for who can wait: the command line.
func (i *Importer) CheckAll(ctx context.Context, a crm.Actor, t Task) (Check, error) {
	c := &checking{}
	err := i.check(ctx, a, t, c)
	c.check.Done = true
	return c.check, err
}

func (i *Importer) check(ctx context.Context, a crm.Actor, t Task, c *checking) error {
	conv, err := i.converter(ctx, a, t)
	if err != nil {
		return err
	}
	s := newSettler(i.Store, a, t.Plan)
	shown := map[string]int{}
	hired := map[*employer]bool{}
	return eachPart(t, conv, 0, partSize, func(drafts []*Draft) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		verdicts, err := s.settle(ctx, drafts, true)
		if err != nil {
			return err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, v := range verdicts {
			c.check.add(v)
			if v.Employer != nil && v.Outcome == RowNew && !hired[v.Employer] {
				hired[v.Employer] = true
				c.check.Companies++
			}
			for _, item := range v.Items {
				if len(c.check.Items) < linesKept && !slices.ContainsFunc(c.check.Items, func(o NewItem) bool { return o.List == item.List && plain(o.Name) == plain(item.Name) }) {
					c.check.Items = append(c.check.Items, item)
				}
			}
			if shown[v.Outcome] < linesKept {
				shown[v.Outcome]++
				c.check.Lines = append(c.check.Lines, v.line())
			}
		}
		c.check.Read += len(verdicts)
		return nil
	})
}

func (v Verdict) line() Line {
	l := Line{No: v.Row.No, Outcome: v.Outcome, Title: v.record().Title(), Record: v.Record, Known: v.Title}
	switch v.Outcome {
	case RowRefuse:
		l.Reasons = v.Wrong
	case RowSkip, RowChange:
		l.Reasons = append([]Reason{v.why()}, v.Told...)
	default:
		l.Reasons = v.Told
	}
	return l
}

// KeyOf is the message key of why a file cannot be imported, "" for another
// error.
func KeyOf(err error) string {
	var known *Error
	if errors.As(err, &known) {
		return known.Key
	}
	return ""
}
