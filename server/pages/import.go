package pages

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"holm/crm"
	"holm/server/importing"
)

// importFiles keeps files that are to be imported and looks into them.
type importFiles interface {
	Receive(ctx context.Context, a crm.Actor, name string, r io.Reader, e crm.Entity) (crm.Job, error)
	Sample(j crm.Job, n int) ([]importing.Row, error)
	Sheets(j crm.Job) ([]string, error)
	Discard(id int64) error
}

// Importer brings files in.
type Importer interface {
	importFiles
	Targets(e crm.Entity) []importing.Target
	Change(ctx context.Context, a crm.Actor, j crm.Job, plan importing.Plan) (importing.Task, error)
	// Check says what a draft would do; it answers after the wait even when it
	// has not read everything.
	Check(ctx context.Context, a crm.Actor, j crm.Job, wait time.Duration) (importing.Check, error)
	Start(ctx context.Context, a crm.Actor, j crm.Job) error
}

type importRows interface {
	ImportRows(ctx context.Context, job, after int64, limit int) ([]crm.ImportRow, error)
}

// UploadLimit is the most that the form with a file to import may carry.
const UploadLimit = importing.MaxFile + 1<<20

const importBase = "/import"

var importPage = page[importData]{"import"}

// importData is the page that takes a file.
type importData struct {
	Entity string
	Wrong  string
	Recent []jobLine
}

func showImports(v *visit) error { return v.takeFile(http.StatusOK, "") }

func (v *visit) takeFile(status int, wrong string) error {
	if !v.Actor.May(crm.MayImport) {
		return crm.ErrForbidden
	}
	d := importData{Entity: v.r.URL.Query().Get("entity"), Wrong: wrong}
	list, err := v.p.Store.Jobs(v.ctx(), v.Actor, jobsShown)
	if err != nil {
		return err
	}
	named, err := v.names(nil)
	if err != nil {
		return err
	}
	for _, j := range list {
		if j.Kind == importing.JobKind && len(d.Recent) < 10 {
			line := v.jobLine(j, named)
			line.URL = recordURL(importBase, j.ID)
			d.Recent = append(d.Recent, line)
		}
	}
	return showStatus(v, status, importPage, v.L.T("nav.import"), d)
}

// receiveImport takes the file as it comes, so that it is never held whole.
func receiveImport(v *visit) error {
	if !v.Actor.May(crm.MayImport) {
		return crm.ErrForbidden
	}
	parts, err := v.r.MultipartReader()
	if err != nil {
		return v.takeFile(http.StatusUnprocessableEntity, v.L.T("import.no_file"))
	}
	entity := ""
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return v.takeFile(http.StatusUnprocessableEntity, v.L.T("import.no_file"))
		}
		if err != nil {
			return fmt.Errorf("reading the file to import: %w", err)
		}
		if part.FormName() == "entity" {
			text, err := io.ReadAll(io.LimitReader(part, 20))
			if err != nil {
				return fmt.Errorf("reading the form: %w", err)
			}
			entity = string(text)
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		job, err := v.p.Importer.Receive(v.ctx(), v.Actor, part.FileName(), part, crm.Entity(entity))
		if key := importing.KeyOf(err); key != "" {
			return v.takeFile(http.StatusUnprocessableEntity, v.L.T(key, "max", v.L.Number(importing.MaxRows)))
		}
		if err != nil {
			return err
		}
		return v.to(recordURL(importBase, job.ID))
	}
}

// importJob returns the import that the address names.
func (v *visit) importJob() (crm.Job, importing.Task, error) {
	id, err := v.id()
	if err != nil {
		return crm.Job{}, importing.Task{}, err
	}
	j, err := v.p.Store.Job(v.ctx(), v.Actor, id)
	if err != nil {
		return j, importing.Task{}, err
	}
	t, err := importing.TaskOf(j)
	return j, t, err
}

// showImport shows an import where it stands: columns, check, progress, result.
func showImport(v *visit) error {
	j, t, err := v.importJob()
	switch {
	case err != nil:
		return err
	case j.State != crm.JobDraft:
		return v.showImported(j, t)
	case !v.Actor.May(crm.MayImport):
		return crm.ErrForbidden
	case v.r.URL.Query().Get("step") == "check":
		return v.showCheck(j, t)
	}
	return v.showColumns(http.StatusOK, j, t, "")
}

func saveImport(v *visit) error {
	j, t, err := v.importJob()
	if err != nil {
		return err
	}
	if !v.Actor.May(crm.MayImport) || j.State != crm.JobDraft {
		return crm.ErrForbidden
	}
	v.readPlan(&t)
	_, err = v.p.Importer.Change(v.ctx(), v.Actor, j, t.Plan)
	var wrong *crm.Invalid
	switch key := importing.KeyOf(err); {
	case key != "":
		return v.showColumns(http.StatusUnprocessableEntity, j, t, v.L.T(key, "max", v.L.Number(importing.MaxRows)))
	case errors.As(err, &wrong):
		return v.showColumns(http.StatusUnprocessableEntity, j, t, v.L.T("form.wrong"))
	case err != nil:
		return err
	}
	address := recordURL(importBase, j.ID)
	if v.form("next") == "check" {
		address += "?step=check"
	}
	return v.to(address)
}

func startImport(v *visit) error {
	j, _, err := v.importJob()
	if err != nil {
		return err
	}
	if !v.Actor.May(crm.MayImport) || j.State != crm.JobDraft {
		return crm.ErrForbidden
	}
	if err := v.p.Importer.Start(v.ctx(), v.Actor, j); err != nil {
		return err
	}
	v.wakeJobs()
	return v.to(recordURL(importBase, j.ID))
}

// discardImport forgets a draft and its file.
func discardImport(v *visit) error {
	j, _, err := v.importJob()
	if err != nil {
		return err
	}
	if j.State != crm.JobDraft {
		return crm.ErrForbidden
	}
	if err := v.p.Store.CancelJob(v.ctx(), v.Actor, j.ID); err != nil {
		return err
	}
	if _, err := v.p.Store.NoticeJob(v.ctx(), j.ID); err != nil {
		return err
	}
	if err := v.p.Importer.Discard(j.ID); err != nil {
		return err
	}
	return v.to(importBase)
}

// reasons says in words why a row is not taken, or what of it is changed.
func (v *visit) reasons(list []importing.Reason) string {
	var out []string
	for _, r := range list {
		var pairs []any
		for name, value := range r.Args {
			pairs = append(pairs, name, value)
		}
		text := v.L.T(r.Key, pairs...)
		switch {
		case r.Column != "":
			text = r.Column + ": " + text
		case r.Field != "" && v.L.Has("field."+r.Field):
			text = v.L.T("field."+r.Field) + ": " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// stepURL is an address of a draft's check, with the rows of one outcome.
func stepURL(id int64, outcome string) string {
	q := url.Values{"step": {"check"}}
	if outcome != "" {
		q.Set("outcome", outcome)
	}
	return recordURL(importBase, id) + "?" + q.Encode()
}
