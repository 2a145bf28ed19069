package pages

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"holm/crm"
	"holm/export"
	"holm/lockout"
	"holm/server/importing"
)

var importDonePage = page[importDoneData]{"import_done"}

// importDoneData is an import that runs or has ended.
type importDoneData struct {
	jobData
	Figures  []importFigure
	Notes    []string
	Rows     []importRowLine // rows that were not taken, the first of them
	Files    bool            // they can be downloaded
	Undo     string          // the step that takes the import back; empty where that cannot be
	List     string
	ListText string
}

func (v *visit) showImported(j crm.Job, t importing.Task) error {
	job, err := v.jobData(j)
	if err != nil {
		return err
	}
	result, err := importing.ResultOf(j)
	if err != nil {
		return err
	}
	base, kind := companyBase, "company"
	if t.Plan.Entity == crm.EntityPerson {
		base, kind = personBase, "person"
	}
	d := importDoneData{jobData: job, List: base, ListText: v.L.T(kind + ".many")}
	d.URL, d.Link = recordURL(importBase, j.ID), ""
	d.Figures = v.figures(result.Counts, func(string) (string, bool) { return "", false })
	d.Notes = v.checkNotes(importing.Check{Counts: result.Counts})
	rows, err := v.p.Store.ImportRows(v.ctx(), j.ID, 0, 100)
	if err != nil {
		return err
	}
	for _, r := range rows {
		line, err := v.importedRow(r, base)
		if err != nil {
			return err
		}
		d.Rows = append(d.Rows, line)
	}
	d.Files = len(rows) > 0
	if j.State.Ended() && result.New+result.Changed+result.Companies > 0 && v.mayChange() {
		d.Undo = crm.Step{Batch: t.Batch}.String()
	}
	return show(v, importDonePage, t.Name, d)
}

func (v *visit) importedRow(r crm.ImportRow, base string) (importRowLine, error) {
	var reasons []importing.Reason
	if err := json.Unmarshal([]byte(r.Reasons), &reasons); err != nil {
		return importRowLine{}, fmt.Errorf("reading why row %d was not taken: %w", r.No, err)
	}
	line := importRowLine{No: int(r.No), Outcome: v.L.T("import.outcome." + string(r.Outcome)), Look: importLooks[string(r.Outcome)], Why: v.reasons(reasons)}
	for _, c := range r.Cells {
		if c != "" && len(line.Title) < 60 {
			line.Title += c + " "
		}
	}
	if r.Record != 0 {
		line.URL = recordURL(base, r.Record)
	}
	return line, nil
}

// downloadRows gives back the rows that were not taken, in the columns of the
// file, with what became of each and why.
func downloadRows(v *visit) error {
	j, t, err := v.importJob()
	if err != nil {
		return err
	}
	form := export.Form(v.r.PathValue("form"))
	kinds := map[export.Form]string{export.CSV: "text/csv; charset=utf-8", export.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
	if kinds[form] == "" {
		return crm.ErrNotFound
	}
	l := export.List{Name: v.L.T("import.not_taken"), Rows: func(ctx context.Context, yield func([]any) error) error {
		return v.eachRow(ctx, j.ID, len(t.Columns), yield)
	}}
	for i, c := range t.Columns {
		if c == "" {
			c = v.L.T("import.column_no", "n", i+1)
		}
		l.Columns = append(l.Columns, crm.Column{Name: "c" + strconv.Itoa(i), Title: c, Type: crm.ColumnText})
	}
	for _, key := range []string{"import.row", "import.outcome", "import.why"} {
		l.Columns = append(l.Columns, crm.Column{Name: key, Title: v.L.T(key), Type: crm.ColumnText})
	}
	h := v.w.Header()
	h.Set("Content-Type", kinds[form])
	h.Set("Content-Disposition", `attachment; filename="import-`+strconv.FormatInt(j.ID, 10)+"."+string(form)+`"`)
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusOK)
	if _, err := export.Records(v.ctx(), v.w, form, l); err != nil {
		v.p.Log.Error("rows that were not taken could not be sent", "import", j.ID, "error", err) // the answer has begun
	}
	return nil
}

func (v *visit) eachRow(ctx context.Context, job int64, columns int, yield func([]any) error) error {
	for after := int64(0); ; {
		rows, err := v.p.Store.ImportRows(ctx, job, after, crm.MaxLimit)
		if err != nil {
			return err
		}
		for _, r := range rows {
			line, err := v.importedRow(r, "")
			if err != nil {
				return err
			}
			cells := make([]any, 0, columns+3)
			for i := range columns {
				cell := ""
				if i < len(r.Cells) {
					cell = r.Cells[i]
				}
				cells = append(cells, cell)
			}
			if err := yield(append(cells, strconv.FormatInt(r.No, 10), line.Outcome, line.Why)); err != nil {
				return err
			}
			after = r.No
		}
		if len(rows) < crm.MaxLimit {
			return nil
		}
	}
}

// importRoutes are the addresses of importing.
func (p *Pages) importRoutes() []Route {
	if p.Importer == nil {
		return nil
	}
	return []Route{
		{http.MethodGet, importBase, Users, lockout.Read, showImports},
		{http.MethodPost, importBase, Users, lockout.Change, receiveImport},
		{http.MethodGet, importBase + "/{id}", Users, lockout.Read, showImport},
		{http.MethodPost, importBase + "/{id}", Users, lockout.Change, saveImport},
		{http.MethodPost, importBase + "/{id}/start", Users, lockout.Change, startImport},
		{http.MethodPost, importBase + "/{id}/discard", Users, lockout.Change, discardImport},
		{http.MethodGet, importBase + "/{id}/rows/{form}", Users, lockout.Read, downloadRows},
	}
}
