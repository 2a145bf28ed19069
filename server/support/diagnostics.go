// Package support puts together what the vendor's support needs: a case that
// somebody describes, and diagnostics that hold neither data of the customer
// nor secrets. What is not known to be harmless is left out.
package support

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Database is what is asked of the store.
type Database interface {
	Diagnosis(ctx context.Context) (crm.Diagnosis, error)
	SeatsUsed(ctx context.Context) (map[string]int, error)
}

// Check is one finding of the doctor.
type Check struct {
	Name string
	OK   bool
	Is   string // words and numbers of the program alone
}

// Diagnostics knows where everything is asked.
type Diagnostics struct {
	Database     Database
	Gate         lockout.Gate
	Doctor       func(ctx context.Context) []Check
	Log          *Recent             // nil: no lines
	About        []crm.DiagnosisLine // version, build and configuration
	Disk         func() (free uint64, err error)
	Installation string
	Started      time.Time // zero for a command
	Now          func() time.Time
}

// Files makes the diagnostics. Whatever cannot be told says so; nothing keeps
// the rest from being told.
func (d *Diagnostics) Files(ctx context.Context) []crm.SupportFile {
	return []crm.SupportFile{
		{Name: "diagnostics/system.txt", Content: d.system()},
		{Name: "diagnostics/database.txt", Content: d.database(ctx)},
		{Name: "diagnostics/licence.txt", Content: d.licence(ctx)},
		{Name: "diagnostics/doctor.txt", Content: d.doctor(ctx)},
		{Name: "diagnostics/log.txt", Content: d.log()},
	}
}

// table writes lines of columns.
func table(write func(row func(cells ...any))) []byte {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 4, 2, ' ', 0)
	write(func(cells ...any) {
		parts := make([]string, len(cells))
		for i, c := range cells {
			parts[i] = fmt.Sprint(c)
		}
		fmt.Fprintln(w, strings.TrimRight(strings.Join(parts, "\t"), "\t"))
	})
	_ = w.Flush() // to memory
	return []byte(b.String())
}

func (d *Diagnostics) system() []byte {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return table(func(row func(...any)) {
		row("made at", d.Now().UTC().Format(time.RFC3339))
		row("installation", d.Installation)
		row("system", runtime.GOOS+"/"+runtime.GOARCH)
		row("processors", runtime.NumCPU())
		row("goroutines", runtime.NumGoroutine())
		row("memory in use", fmt.Sprintf("%d MB", m.HeapAlloc>>20))
		row("memory of the system", fmt.Sprintf("%d MB", m.Sys>>20))
		row("collections", m.NumGC)
		if !d.Started.IsZero() {
			row("running for", d.Now().Sub(d.Started).Round(time.Second))
		}
		if free, err := d.Disk(); err != nil {
			row("disk", Describe(err))
		} else {
			row("disk free", fmt.Sprintf("%d MB", free>>20))
		}
		for _, l := range d.About {
			row(l.Name, l.Value)
		}
	})
}

func (d *Diagnostics) database(ctx context.Context) []byte {
	facts, err := d.Database.Diagnosis(ctx)
	return table(func(row func(...any)) {
		row("engine", facts.Engine)
		row("schema", facts.Schema)
		for _, o := range facts.Options {
			row(o.Name, o.Value)
		}
		for _, t := range facts.Tables {
			more := ""
			if t.More {
				more = "or more"
			}
			row("rows of "+t.Table, t.Rows, more)
		}
		if err != nil {
			row("failed", Describe(err))
		}
	})
}

// licence tells state, dates and counts. Neither the customer nor the words of
// the vendor's documents are told: the installation's id leads the vendor there.
func (d *Diagnostics) licence(ctx context.Context) []byte {
	v := d.Gate.Verdict()
	used, err := d.Database.SeatsUsed(ctx)
	return table(func(row func(...any)) {
		row("state", v.State)
		row("since", v.Since.UTC().Format(time.RFC3339))
		row("effective time", v.At.UTC().Format(time.RFC3339))
		if v.License != nil {
			row("serial", v.License.Serial)
			row("kind", v.License.Agreement.Kind)
			row("environment", v.License.Environment)
			row("hosting", v.License.Hosting)
		}
		for _, b := range v.Boundaries {
			row(b.Kind, b.At.UTC().Format(time.RFC3339))
		}
		sum := 0
		for _, n := range used {
			sum += n
		}
		seats := 0
		for _, c := range v.Categories {
			seats += c.Seats
		}
		row("categories", len(v.Categories))
		row("seats", seats)
		row("seats used", sum)
		row("modules", len(v.Modules))
		f := v.Flags
		for _, flag := range []struct {
			name string
			on   bool
		}{{"over limit", len(f.OverLimit) > 0}, {"clock suspect", f.ClockSuspect}, {"rebind pending", f.RebindPending}, {"next term loaded", f.NextTermLoaded},
			{"nonproduction", f.Nonproduction}, {"demonstration", f.Demonstration}, {"no roots", f.NoRoots}} {
			if flag.on {
				row("flag", flag.name)
			}
		}
		if err != nil {
			row("failed", Describe(err))
		}
	})
}

func (d *Diagnostics) doctor(ctx context.Context) []byte {
	checks := d.Doctor(ctx)
	return table(func(row func(...any)) {
		for _, c := range checks {
			mark := "ok"
			if !c.OK {
				mark = "WRONG"
			}
			row(mark, c.Name, c.Is)
		}
	})
}

func (d *Diagnostics) log() []byte {
	if d.Log == nil {
		return []byte("The log of a running server is told by the page, Help > Support.\n")
	}
	all := slices.Clone(d.Log.Lines())
	if len(all) == 0 {
		return []byte("No line yet.\n")
	}
	return []byte(strings.Join(all, "\n") + "\n")
}
