package importing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"holm/crm"
)

// partSize is how many rows are written with one transaction.
const partSize = 2_000

// Counts is what the rows of a file did, or will do.
type Counts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Skipped   int `json:"skipped"`
	Refused   int `json:"refused"`
	Told      int `json:"told,omitempty"`      // rows taken with something changed or left out
	Companies int `json:"companies,omitempty"` // made for persons
}

// Total is how many rows it were.
func (c Counts) Total() int { return c.New + c.Changed + c.Skipped + c.Refused }

// Result is what an import did: its job's result.
type Result struct {
	Counts
	Batch int64 `json:"batch"` // undoes it
}

// ResultOf reads what an import did; until it has ended, how far it is.
func ResultOf(j crm.Job) (Result, error) {
	var r Result
	text := j.Result
	if text == "" {
		text = j.Place
	}
	if text == "" {
		return r, nil
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, fmt.Errorf("read what import %d did: %w", j.ID, err)
	}
	return r, nil
}

// place is how far an import is.
type place struct {
	Counts
	Row int `json:"row"` // the last row that is done
}

// Run does an import's job from where it was left, part by part; each part's
// rows and how far it is are one transaction.
func (i *Importer) Run(ctx context.Context, a crm.Actor, job crm.Job) (Result, error) {
	t, err := i.task(job)
	if err != nil {
		return Result{}, err
	}
	if !a.May(crm.MayImport) || a.Best(t.Plan.Entity) < crm.RightCreate {
		return Result{Batch: t.Batch}, a.Refused(t.Plan.Entity)
	}
	a.Kind = crm.ActorImport
	r := &run{Importer: i, actor: a, job: job, task: t, items: map[string]*crm.ListItem{}}
	if job.Place != "" {
		if err := json.Unmarshal([]byte(job.Place), &r.at); err != nil {
			return Result{Batch: t.Batch}, fmt.Errorf("read how far import %d is: %w", job.ID, err)
		}
	}
	err = r.all(ctx)
	return Result{r.at.Counts, t.Batch}, err
}

// run is an import while it runs.
type run struct {
	*Importer
	actor   crm.Actor
	job     crm.Job
	task    Task
	at      place
	total   int64
	settler *settler
	items   map[string]*crm.ListItem // choices that are made, by list and name
	basis   *crm.Consent
}

func (r *run) all(ctx context.Context) error {
	c, err := r.converter(ctx, r.actor, r.task)
	if err != nil {
		return err
	}
	if r.total, err = count(r.task); err != nil {
		return err
	}
	r.settler = newSettler(r.Store, r.actor, r.task.Plan)
	r.basis = r.task.Plan.consent(r.task.Name)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	p := &pipe{run: r, converter: c, parts: r.read(ctx, c)}
	if err := p.flow(ctx); err != nil {
		return err
	}
	return ctx.Err()
}

// consent is the legal basis that new persons are kept on; nil for none.
func (p Plan) consent(file string) *crm.Consent {
	if p.Basis == "" || p.Purpose == 0 || p.Entity != crm.EntityPerson {
		return nil
	}
	return &crm.Consent{Purpose: p.Purpose, LegalBasis: p.Basis, Source: cut("Import: "+file, 200)}
}

func (i *Importer) converter(ctx context.Context, a crm.Actor, t Task) (*converter, error) {
	w, err := i.around(ctx, a, t.Plan.Entity)
	if err != nil {
		return nil, err
	}
	return newConverter(t.Plan, t.Columns, i.vocabularies[t.Plan.Entity], i.words(), w), nil
}

// count counts the rows of the file.
func count(t Task) (int64, error) {
	rows, err := Open(t.Path, *t.Plan.Format)
	if errors.Is(err, os.ErrNotExist) {
		return 0, &Error{Key: "import.file_gone"}
	}
	if err != nil {
		return 0, err
	}
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return int64(rows.no), rows.Close()
		}
		if err != nil {
			return int64(row.No), errors.Join(err, rows.Close())
		}
	}
}

// part is drafts of rows that follow each other.
type part struct {
	drafts []*Draft
	err    error
}

// read converts the rows after the last that is done, a part at a time.
func (r *run) read(ctx context.Context, c *converter) <-chan part {
	parts := make(chan part)
	send := func(p part) bool {
		select {
		case parts <- p:
			return true
		case <-ctx.Done():
			return false
		}
	}
	go func() {
		defer close(parts)
		err := eachPart(r.task, c, r.at.Row, partSize, func(drafts []*Draft) error {
			if !send(part{drafts: drafts}) {
				return ctx.Err()
			}
			return nil
		})
		if err != nil {
			send(part{err: err})
		}
	}()
	return parts
}

// eachPart yields the drafts of the rows after a row.
func eachPart(t Task, c *converter, after, size int, yield func([]*Draft) error) error {
	rows, err := Open(t.Path, *t.Plan.Format)
	if errors.Is(err, os.ErrNotExist) {
		return &Error{Key: "import.file_gone"}
	}
	if err != nil {
		return err
	}
	var drafts []*Draft
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(err, rows.Close())
		}
		if row.No <= after {
			continue
		}
		if drafts = append(drafts, c.draft(row)); len(drafts) == size {
			if err := yield(drafts); err != nil {
				return errors.Join(err, rows.Close())
			}
			drafts = nil
		}
	}
	if len(drafts) > 0 {
		err = yield(drafts)
	}
	return errors.Join(err, rows.Close())
}

// write writes what was settled, part by part.
func (r *run) write(ctx context.Context, verdicts []Verdict) error {
	if len(verdicts) == 0 {
		return nil
	}
	s := r.prepare(ctx, verdicts)
	if r.keep(ctx, s) == nil {
		return nil
	}
	return r.sift(ctx, s)
}

// sift writes what the store did not take as a whole: its halves are tried,
// down to the row that it is about, which is refused.
func (r *run) sift(ctx context.Context, s *settled) error {
	s.drop()
	verdicts, err := s.verdicts, s.err
	key := rowKey(err)
	switch {
	case key == "":
		return err
	case len(verdicts) > 1:
		half := len(verdicts) / 2
		if err := r.write(ctx, verdicts[:half]); err != nil {
			return err
		}
		return r.write(ctx, verdicts[half:])
	case verdicts[0].Outcome == RowRefuse:
		return err // a row that is refused writes nothing that could be wrong
	}
	v := verdicts[0]
	v.Outcome = RowRefuse
	if wrong := invalid(err); len(wrong) > 0 {
		for _, f := range wrong {
			v.Wrong = append(v.Wrong, Reason{Field: base(f.Field), Key: f.Key, Args: f.Args})
		}
	} else {
		v.refuse("", "", key)
	}
	return r.write(ctx, []Verdict{v})
}

// rowKey is the message of an error that is about a row, "" of any other.
func rowKey(err error) string {
	var wrong *crm.Invalid
	switch {
	case errors.As(err, &wrong):
		return "error.invalid"
	case errors.Is(err, crm.ErrTaken):
		return "error.taken"
	case errors.Is(err, crm.ErrForbidden):
		return "import.forbidden"
	case errors.Is(err, crm.ErrNotFound):
		return "import.gone"
	}
	return ""
}

// part is what the store is given, and what it adds to the counts.
func (r *run) part(verdicts []Verdict) (crm.ImportPart, Counts) {
	p := crm.ImportPart{Entity: r.task.Plan.Entity, Source: r.task.Plan.Source, Batch: r.task.Batch, Basis: r.basis}
	var counts Counts
	hired := map[*employer]bool{}
	for _, v := range verdicts {
		counts.add(v)
		switch v.Outcome {
		case RowRefuse, RowSkip:
			p.Rows = append(p.Rows, v.row())
			continue
		}
		rec := &crm.ImportRecord{Company: v.Company, Person: v.Person, External: v.External, Given: v.Given, Fill: r.task.Plan.Duplicates == Fill}
		if v.Outcome == RowChange {
			rec.Changes = v.Record
		}
		for _, item := range v.Items {
			rec.Items = append(rec.Items, &crm.ImportItem{Field: item.Field, Item: r.item(item)})
		}
		if v.Employer != nil {
			rec.Employer = v.Employer.make
			if !hired[v.Employer] && v.Employer.make.Company.ID == 0 {
				hired[v.Employer] = true
				p.Records = append(p.Records, v.Employer.make)
				counts.Companies++
			}
		}
		p.Records = append(p.Records, rec)
	}
	return p, counts
}

// plus adds up what two parts did.
func (c Counts) plus(o Counts) Counts {
	return Counts{c.New + o.New, c.Changed + o.Changed, c.Skipped + o.Skipped, c.Refused + o.Refused, c.Told + o.Told, c.Companies + o.Companies}
}

func (c *Counts) add(v Verdict) {
	switch v.Outcome {
	case RowNew:
		c.New++
	case RowChange:
		c.Changed++
	case RowSkip:
		c.Skipped++
	case RowRefuse:
		c.Refused++
	}
	if len(v.Told) > 0 && (v.Outcome == RowNew || v.Outcome == RowChange) {
		c.Told++
	}
}

// item is the choice that is made for a name, the same for all rows.
func (r *run) item(n NewItem) *crm.ListItem {
	k := n.List + " " + plain(n.Name)
	if r.items[k] == nil {
		r.items[k] = &crm.ListItem{List: n.List, Names: crm.Texts{"en": n.Name}, Rank: 1_000}
	}
	return r.items[k]
}

// row is how a row that is not taken is kept.
func (v Verdict) row() crm.ImportRow {
	out := crm.ImportRow{No: int64(v.Row.No), Outcome: crm.RowRefused, Record: v.Record, Cells: v.Row.Cells}
	reasons := v.Wrong
	if v.Outcome == RowSkip {
		out.Outcome, reasons = crm.RowSkipped, []Reason{v.why()}
	}
	text, err := json.Marshal(reasons)
	if err != nil {
		text = []byte("[]") // arguments of messages are texts and numbers
	}
	out.Reasons = string(text)
	return out
}

// why says what makes a row the same as a record or an earlier row.
func (v Verdict) why() Reason {
	r := Reason{Args: map[string]any{"name": v.Title}}
	r.Key = "import.same_" + v.By
	if v.Record == 0 {
		r.Args["name"] = fmt.Sprintf("#%d", v.Twin)
	}
	return r
}
