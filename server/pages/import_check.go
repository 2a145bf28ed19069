package pages

import (
	"strings"
	"time"

	"holm/crm"
	"holm/server/importing"
)

var importCheckPage = page[importCheckData]{"import_check"}

// importCheckData says what an import would do.
type importCheckData struct {
	ID        int64
	URL, Here string
	Name      string
	Done      bool
	Read      string
	Wrong     string
	Figures   []importFigure
	All       string // the address of the rows of every outcome; empty when they are shown
	Rows      []importRowLine
	First     string // says that only the first rows are shown
	Notes     []string
	Total     int
	MayStart  bool
}

// importFigure is how many rows have one outcome.
type importFigure struct {
	Label, Count, URL string
	Current           bool
}

type importRowLine struct {
	No                        int
	Title, URL, Outcome, Look string
	Why                       string
}

// checkWait is how long a page waits for a check before it shows how far it is.
const checkWait = 1500 * time.Millisecond

// importLooks gives each outcome its colour.
var importLooks = map[string]string{importing.RowNew: "is-planned", importing.RowChange: "is-planned", importing.RowSkip: "", importing.RowRefuse: "is-late"}

func (v *visit) showCheck(j crm.Job, t importing.Task) error {
	c, err := v.p.Importer.Check(v.ctx(), v.Actor, j, checkWait)
	if err != nil {
		return err
	}
	outcome := v.r.URL.Query().Get("outcome")
	d := importCheckData{ID: j.ID, URL: recordURL(importBase, j.ID), Here: stepURL(j.ID, outcome), Name: t.Name, Done: c.Done,
		Read: v.L.Number(int64(c.Read)), Total: c.Total()}
	switch key := importing.KeyOf(c.Err); {
	case key != "":
		d.Wrong = v.L.T(key, "max", v.L.Number(importing.MaxRows))
	case c.Err != nil:
		return c.Err
	}
	d.Figures = v.figures(c.Counts, func(o string) (string, bool) { return stepURL(j.ID, o), o == outcome })
	if outcome != "" {
		d.All = stepURL(j.ID, "")
	}
	base := companyBase
	if t.Plan.Entity == crm.EntityPerson {
		base = personBase
	}
	for _, l := range c.Lines {
		if outcome != "" && l.Outcome != outcome {
			continue
		}
		row := importRowLine{No: l.No, Title: l.Title, Outcome: v.L.T("import.outcome." + l.Outcome), Look: importLooks[l.Outcome], Why: v.reasons(l.Reasons)}
		if l.Record != 0 {
			row.URL = recordURL(base, l.Record)
		}
		if len(d.Rows) < 100 {
			d.Rows = append(d.Rows, row)
		}
	}
	if len(d.Rows) < d.Total {
		d.First = v.L.T("import.first", "n", len(d.Rows))
	}
	d.Notes = v.checkNotes(c)
	d.MayStart = c.Done && d.Wrong == "" && c.New+c.Changed > 0 && v.mayChange()
	return show(v, importCheckPage, t.Name, d)
}

// figures counts the rows of each outcome.
func (v *visit) figures(c importing.Counts, address func(outcome string) (string, bool)) []importFigure {
	var out []importFigure
	for _, o := range []struct {
		outcome string
		n       int
	}{{importing.RowNew, c.New}, {importing.RowChange, c.Changed}, {importing.RowSkip, c.Skipped}, {importing.RowRefuse, c.Refused}} {
		f := importFigure{Label: v.L.T("import.outcome." + o.outcome), Count: v.L.Number(int64(o.n))}
		f.URL, f.Current = address(o.outcome)
		out = append(out, f)
	}
	return out
}

// checkNotes tells what would be made or changed beside the rows.
func (v *visit) checkNotes(c importing.Check) []string {
	var out []string
	if c.Companies > 0 {
		out = append(out, v.L.T("import.companies", "n", c.Companies))
	}
	lists := map[string][]string{}
	for _, item := range c.Items {
		lists[item.Field] = append(lists[item.Field], item.Name)
	}
	for _, field := range []string{"category", "business", "source"} {
		if names := lists[field]; len(names) > 0 {
			out = append(out, v.L.T("import.items", "field", v.L.T("field."+field), "names", strings.Join(names[:min(len(names), 10)], ", ")))
		}
	}
	if c.Told > 0 {
		out = append(out, v.L.T("import.told", "n", c.Told))
	}
	return out
}
