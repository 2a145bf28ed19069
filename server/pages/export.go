package pages

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// Exporter makes the complete export in the background and keeps its files.
type Exporter interface {
	// Progress returns the job that runs, or how the last one ended.
	Progress() ExportProgress
	// Start begins a job; while one runs it is an error.
	Start(ctx context.Context, a crm.Actor) error
	// Files lists the finished archives, the newest first.
	Files(ctx context.Context) ([]ExportFile, error)
	// Open opens a finished archive for download; crm.ErrNotFound for an
	// unknown name.
	Open(ctx context.Context, name string) (io.ReadSeekCloser, ExportFile, error)
	// Statement returns the newest hosting statement, zero when there is none.
	Statement(ctx context.Context) (HostingStatement, error)
	// StateHosting records where the installation runs now, in the ledger.
	StateHosting(ctx context.Context, a crm.Actor, h licensing.Hosting, host string) error
}

// ExportProgress says how far an export is.
type ExportProgress struct {
	Running bool
	Step    string // the table or part that is being written
	Percent int
	Failed  string // why the last one failed, for the operator; empty when it did not
}

// ExportFile is a finished archive.
type ExportFile struct {
	Name   string
	Size   int64
	SHA256 string
	MadeAt time.Time
}

// HostingStatement says who stated when where the installation runs.
type HostingStatement struct {
	Hosting licensing.Hosting
	Host    string
	At      time.Time
	By      string
}

// Own reports whether the customer owns or manages the hardware.
func (h HostingStatement) Own() bool {
	return h.Hosting == licensing.HostingOwn || h.Hosting == licensing.HostingManaged
}

var exportPage = page[exportData]{"export"}

type exportData struct {
	Running, MayStart, MayDownload bool
	Percent                        int
	Step, WhyNot, Wrong            string
	NeedsStatement, MayState       bool
	Stated                         string
	Files                          []exportLine
	End                            []pair
}

type exportLine struct {
	ExportFile
	Made string
}

func showExport(v *visit) error { return v.showExport(http.StatusOK, "") }

func (v *visit) showExport(status int, wrong string) error {
	progress := v.p.Exporter.Progress()
	d := exportData{Running: progress.Running, Percent: progress.Percent, Step: progress.Step, Wrong: wrong}
	if wrong == "" && progress.Failed != "" && !progress.Running {
		d.Wrong = v.L.T("export.failed", "reason", progress.Failed)
	}
	files, err := v.p.Exporter.Files(v.ctx())
	if err != nil {
		return fmt.Errorf("listing the exports: %w", err)
	}
	for _, f := range files {
		d.Files = append(d.Files, exportLine{f, v.L.Moment(f.MadeAt.In(v.Zone))})
	}
	stated, err := v.p.Exporter.Statement(v.ctx())
	if err != nil {
		return fmt.Errorf("reading the hosting statement: %w", err)
	}
	d.NeedsStatement, d.MayState = v.Verdict.HostingStatementNeeded(), v.Verdict.State != lockout.Locked
	if !stated.At.IsZero() {
		d.Stated = v.L.T("export.stated", "date", v.L.Moment(stated.At.In(v.Zone)), "by", stated.By, "where", v.L.T("hosting."+string(stated.Hosting)))
	}
	allowed := v.may(lockout.FullExport)
	d.MayStart = allowed && (!d.NeedsStatement || stated.Own())
	d.MayDownload = d.MayStart
	switch {
	case !allowed:
		d.WhyNot = v.L.T("export.not_now")
	case !d.MayStart:
		d.WhyNot = v.L.T("export.statement_first")
	}
	d.End = v.theEnd()
	return showStatus(v, status, exportPage, v.L.T("nav.export"), d)
}

func stateHosting(v *visit) error {
	h := licensing.Hosting(v.form("hosting"))
	if v.form("sure") == "" || h != licensing.HostingOwn && h != licensing.HostingManaged {
		return v.showExport(http.StatusUnprocessableEntity, v.L.T("export.statement_missing"))
	}
	if err := v.p.Exporter.StateHosting(v.ctx(), v.Actor, h, ""); err != nil {
		return err
	}
	return v.to("/export")
}

func startExport(v *visit) error {
	if err := v.exportAllowed(); err != nil {
		return err
	}
	if v.p.Exporter.Progress().Running {
		return v.to("/export")
	}
	if err := v.p.Exporter.Start(v.ctx(), v.Actor); err != nil {
		return err
	}
	return v.to("/export")
}

// exportAllowed refuses an export that still waits for the hosting statement.
func (v *visit) exportAllowed() error {
	if !v.Verdict.HostingStatementNeeded() {
		return nil
	}
	stated, err := v.p.Exporter.Statement(v.ctx())
	if err != nil {
		return fmt.Errorf("reading the hosting statement: %w", err)
	}
	if !stated.Own() {
		return crm.ErrForbidden
	}
	return nil
}

// exportName is what the name of an archive looks like; no path fits it.
var exportName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$`)

func downloadExport(v *visit) error {
	if err := v.exportAllowed(); err != nil {
		return err
	}
	name := v.r.PathValue("name")
	if !exportName.MatchString(name) || strings.Contains(name, "..") {
		return crm.ErrNotFound
	}
	file, info, err := v.p.Exporter.Open(v.ctx(), name)
	if err != nil {
		return err
	}
	defer file.Close()
	h := v.w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	http.ServeContent(v.w, v.r, name, info.MadeAt, file)
	return nil
}

// theEnd tells the dates of a termination.
func (v *visit) theEnd() []pair {
	t := v.Verdict.Termination
	if t == nil {
		return nil
	}
	return []pair{
		{Label: v.L.T("boundary.notice_at"), Text: v.when(t.NoticeAt), Small: v.L.T("cause." + string(t.Cause))},
		{Label: v.L.T("boundary.effective_at"), Text: v.when(t.EffectiveAt), Small: v.L.T("agreement.no", "no", t.Agreement)},
		{Label: v.L.T("boundary.full_until"), Text: v.when(t.FullUntil)},
		{Label: v.L.T("boundary.read_only_from"), Text: v.when(t.ReadOnlyFrom)},
	}
}
