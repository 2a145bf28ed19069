package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
	"holm/server/importing"
)

type importCommand struct {
	File       string `arg:"" help:"A CSV, XLSX or vCard file."`
	Entity     string `enum:",company,person" default:"" placeholder:"NAME" help:"What its rows are: company or person; found out when not given."`
	Mapping    string `placeholder:"FILE" help:"JSON that says which column goes where; holm import FILE --dry-run --json prints the one in use."`
	Duplicates string `enum:",skip,update,add,fill" default:"" help:"What becomes of rows whose records are there: skip, update, fill (only what is empty) or add."`
	Misfits    string `enum:",refuse,note" default:"" help:"What becomes of values that do not fit: the row is refused, or they are kept in the note."`
	Source     string `placeholder:"NAME" help:"Where the records come from: their ids are looked for under that name."`
	As         string `placeholder:"LOGIN" help:"Who imports, with their rights; the main user when not given."`
	DryRun     bool   `name:"dry-run" help:"Say what each row would do and change nothing."`
}

// importReport is what the command says it did.
type importReport struct {
	Job    int64 `json:"job,omitempty"`
	DryRun bool  `json:"dry_run,omitempty"`
	importing.Counts
	Rows    []importLine    `json:"rows"` // refused and skipped; with --dry-run the first of each kind
	Mapping *importing.Plan `json:"mapping,omitempty"`
}

type importLine struct {
	Row     int                `json:"row"`
	Outcome string             `json:"outcome"`
	Record  int64              `json:"record,omitempty"`
	Reasons []importing.Reason `json:"reasons,omitempty"`
	Cells   []string           `json:"cells,omitempty"`
}

// Run imports a file, as the page does.
func (c importCommand) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	work, err := in.chores(p.log())
	if err != nil {
		return err
	}
	defer work.imports.Close()
	a, err := in.importerOf(p, c.As)
	if err != nil {
		return err
	}
	if err := in.keeper.Verdict().Allows(lockout.Change, lockout.System); err != nil {
		return err
	}
	t, err := c.prepare(p.ctx, work.imports)
	if err != nil {
		return explainImport(c.File, err)
	}
	if c.DryRun {
		return c.try(p, work.imports, a, t)
	}
	job, err := work.imports.Create(p.ctx, a, t)
	if err != nil {
		return explainImport(c.File, err)
	}
	if job, err = in.followJob(p, work, job.ID); err != nil {
		return fmt.Errorf("importing %s: %w", c.File, err)
	}
	return c.tell(p, in, job)
}

// importerOf is who imports: a user with their rights.
func (in *installation) importerOf(p *program, login string) (crm.Actor, error) {
	u, err := in.store.MainUser(p.ctx)
	if login != "" {
		u, err = in.store.UserByLogin(p.ctx, login)
	}
	if err == nil {
		var a crm.Actor
		if a, err = in.store.ActorOf(p.ctx, u.ID); err == nil {
			return a, nil
		}
	}
	if errors.Is(err, crm.ErrNotFound) {
		return crm.Actor{}, fail(errUsage, "holm user list shows who there is", "there is no active user %q", login)
	}
	return crm.Actor{}, err
}

// prepare reads file and mapping; flags win over the mapping.
func (c importCommand) prepare(ctx context.Context, i *importing.Importer) (importing.Task, error) {
	t, err := i.Prepare(ctx, c.File, crm.Entity(c.Entity), nil)
	if err != nil {
		return t, err
	}
	plan := t.Plan
	if c.Mapping != "" {
		if plan, err = c.readMapping(); err != nil {
			return t, err
		}
	}
	for at, flag := range map[*string]string{&plan.Duplicates: c.Duplicates, &plan.Misfits: c.Misfits, &plan.Source: c.Source} {
		if flag != "" {
			*at = flag
		}
	}
	return i.Prepare(ctx, c.File, crm.Entity(c.Entity), &plan)
}

// readMapping reads a mapping, or the report of a dry run that holds one.
func (c importCommand) readMapping() (importing.Plan, error) {
	plan := importing.Plan{Entity: crm.Entity(c.Entity), NewItems: true, NewCompanies: true}
	text, err := os.ReadFile(c.Mapping)
	if err != nil {
		return plan, err
	}
	var report struct {
		Mapping json.RawMessage `json:"mapping"`
	}
	if json.Unmarshal(text, &report) == nil && report.Mapping != nil {
		text = report.Mapping
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&plan); err != nil {
		return plan, fail(errUsage, "holm import FILE --dry-run --json prints a mapping that can be changed", "%s is no mapping: %v", c.Mapping, err)
	}
	return plan, nil
}

// try says what an import would do.
func (c importCommand) try(p *program, i *importing.Importer, a crm.Actor, t importing.Task) error {
	check, err := i.CheckAll(p.ctx, a, t)
	if err != nil {
		return explainImport(c.File, err)
	}
	report := importReport{DryRun: true, Counts: check.Counts, Rows: []importLine{}, Mapping: &t.Plan}
	for _, l := range check.Lines {
		report.Rows = append(report.Rows, importLine{Row: l.No, Outcome: l.Outcome, Record: l.Record, Reasons: l.Reasons})
	}
	return report.print(p, "would be ")
}

// followJob does the job, or watches the server do it, with progress for
// people.
func (in *installation) followJob(p *program, work chores, id int64) (crm.Job, error) {
	ctx, stop := context.WithCancel(p.ctx)
	defer stop()
	if !p.json && p.terminal() {
		go func() {
			tick := time.NewTicker(300 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-tick.C:
					if j, err := in.store.Job(ctx, crm.SystemActor(), id); err == nil && j.Total > 0 {
						fmt.Fprintf(p.Stderr, "\r%d of %d rows, %d %%", j.Done, j.Total, 100*j.Done/j.Total)
					}
				}
			}
		}()
		defer fmt.Fprint(p.Stderr, "\r\033[K")
	}
	return in.visitor(work, p.log()).Finish(ctx, id)
}

// tell reports what an import did.
func (c importCommand) tell(p *program, in *installation, job crm.Job) error {
	result, err := importing.ResultOf(job)
	if err != nil {
		return err
	}
	report := importReport{Job: job.ID, Counts: result.Counts, Rows: []importLine{}}
	for after, more := int64(0), true; more; {
		rows, err := in.store.ImportRows(p.ctx, job.ID, after, crm.MaxLimit)
		if err != nil {
			return err
		}
		for _, r := range rows {
			line := importLine{Row: int(r.No), Outcome: string(r.Outcome), Record: r.Record, Cells: r.Cells}
			if err := json.Unmarshal([]byte(r.Reasons), &line.Reasons); err != nil {
				return fmt.Errorf("reading why row %d was not taken: %w", r.No, err)
			}
			report.Rows, after = append(report.Rows, line), r.No
		}
		more = len(rows) == crm.MaxLimit
	}
	if err := report.print(p, ""); err != nil {
		return err
	}
	switch job.State {
	case crm.JobFailed:
		return fail(nil, "what is counted above is kept; run the import again: rows that are there already are skipped", "importing %s failed: %s", c.File, job.Failure)
	case crm.JobCancelled:
		return fail(nil, "what is counted above is kept; run the import again: rows that are there already are skipped", "importing %s was stopped", c.File)
	}
	return nil
}

func (r importReport) print(p *program, would string) error {
	return p.report(r, func(t *table) {
		t.row("ROWS", "")
		t.row(fmt.Sprint(r.New), would+"new")
		t.row(fmt.Sprint(r.Changed), would+"changed")
		t.row(fmt.Sprint(r.Skipped), would+"skipped, there already")
		t.row(fmt.Sprint(r.Refused), would+"refused")
		if r.Companies > 0 {
			t.row(fmt.Sprint(r.Companies), "companies of persons "+would+"new")
		}
		shown := 0
		for _, l := range r.Rows {
			if l.Outcome != importing.RowRefuse {
				continue
			}
			if shown++; shown > 20 {
				t.row("", "… --json lists all")
				break
			}
			t.row(fmt.Sprintf("row %d", l.Row), reasonsText(l.Reasons))
		}
	})
}

func reasonsText(reasons []importing.Reason) string {
	var parts []string
	for _, r := range reasons {
		what := r.Column
		if what == "" {
			what = r.Field
		}
		parts = append(parts, strings.TrimSpace(what+" "+reasonText(r.Key)))
	}
	return strings.Join(parts, "; ")
}

// explainImport says what is wrong with a file or a mapping.
func explainImport(file string, err error) error {
	if key := importing.KeyOf(err); key != "" {
		return fail(nil, "nothing was imported; correct the file and run the command again", "%s %s", file, reasonText(key))
	}
	var wrong *crm.Invalid
	if errors.As(err, &wrong) && len(wrong.Fields) > 0 && wrong.Fields[0].Key == "import.no_target" {
		return fail(errUsage, "holm import FILE --dry-run --json prints the targets in use", "column %v cannot go to %q: there is no such field",
			wrong.Fields[0].Args["column"], wrong.Fields[0].Args["target"])
	}
	return err
}
