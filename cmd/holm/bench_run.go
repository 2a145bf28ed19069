package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"holm/crm"
)

type benchRun struct {
	Seconds int    `default:"60" help:"About how long to measure."`
	Profile string `hidden:"" placeholder:"FILE" help:"Write a CPU profile of the server there."`
	Only    string `hidden:"" help:"Measure only the operation of that name."`
}

// mostClients is how many ask at the same time, at most.
const mostClients = 16

// benchReport is what bench run reports.
type benchReport struct {
	Persons      int64         `json:"persons"` // the highest id less the first
	Database     int64         `json:"database_bytes"`
	System       string        `json:"system"`
	Processors   int           `json:"processors"`
	Start        float64       `json:"start_ms"`
	Idle         int64         `json:"idle_memory"`
	Loaded       int64         `json:"loaded_memory"`
	Peak         int64         `json:"peak_memory"`
	Measurements []measurement `json:"measurements"`
}

// Run prepares the visitors, starts the server as a process of its own and
// measures each operation for each rights profile.
func (c benchRun) Run(p *program) (err error) {
	p.config.Database = ""
	r := benchReport{System: runtime.GOOS + "/" + runtime.GOARCH + " " + runtime.Version(), Processors: runtime.GOMAXPROCS(0)}
	visitors, err := c.prepare(p, &r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.tidy(p, visitors)) }()
	if err := c.measureAll(p, visitors, &r); err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(p.config.Data, "holm.db"))
	if err != nil {
		return fmt.Errorf("looking at the database: %w", err)
	}
	r.Database = info.Size()
	return p.report(r, r.print)
}

func (c benchRun) prepare(p *program, r *benchReport) (visitors []*visitor, err error) {
	in, err := p.open()
	if err != nil {
		return nil, err
	}
	defer in.close(&err)
	if err := onlyDemonstration(p, in); err != nil {
		return nil, err
	}
	newest, err := in.store.Persons(p.ctx, crm.SystemActor(), crm.Query{Sort: crm.Sort{Field: "created_at", Desc: true}, Limit: 1})
	if err != nil {
		return nil, err
	}
	for _, n := range newest.Items {
		r.Persons = n.ID - 1000
	}
	return newVisitors(p, in)
}

// tidy ends the keys that were made to measure with.
func (c benchRun) tidy(p *program, visitors []*visitor) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	for _, v := range visitors {
		if err := in.store.RevokeAPIKey(p.ctx, crm.SystemActor(), v.keyID); err != nil {
			return err
		}
	}
	return nil
}

func (c benchRun) measureAll(p *program, visitors []*visitor, r *benchReport) (err error) {
	server, err := startMeasured(p, c.Profile)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	r.Start = float64(server.start) / float64(time.Millisecond)
	idle, err := server.usage("collect")
	if err != nil {
		return err
	}
	r.Idle = idle.Memory
	if _, err := server.usage("warm"); err != nil { // what is made once, beside the first requests that search
		return err
	}
	all := operations()
	if c.Only != "" {
		all = slices.DeleteFunc(all, func(o operation) bool { return o.name != c.Only })
	}
	if len(all) == 0 {
		return fail(errUsage, "leave --only away", "no operation is called %q", c.Only)
	}
	counts := []int{1, mostClients}
	each := time.Duration(c.Seconds) * time.Second / time.Duration(len(all)*len(visitors)*len(counts)) * 5 / 6
	for _, v := range visitors {
		if err := v.logIn(server.url); err != nil {
			return err
		}
	}
	for _, o := range all {
		for _, v := range visitors {
			for _, clients := range counts {
				m, err := measure(server, v, o, clients, each)
				if err != nil {
					return fmt.Errorf("measuring %s: %w", o.name, err)
				}
				r.Measurements = append(r.Measurements, m)
			}
		}
	}
	loaded, err := server.usage("")
	r.Loaded, r.Peak = loaded.Memory, loaded.Peak
	return err
}

// print writes the report for people: a star marks what misses its figure.
func (r benchReport) print(t *table) {
	const mib = 1 << 20
	t.row(fmt.Sprintf("%d persons, database %d MiB, %s, %d processors", r.Persons, r.Database/mib, r.System, r.Processors))
	t.row(fmt.Sprintf("start to first answer %.0f ms, memory idle %d MiB, after load %d MiB, peak with file pages %d MiB",
		r.Start, r.Idle/mib, r.Loaded/mib, r.Peak/mib))
	t.row("")
	t.row("OPERATION", "SEES", "CLIENTS", "REQUESTS/S", "P50 MS", "P95 MS", "P99 MS", "CPU MS", "")
	for _, m := range r.Measurements {
		star := ""
		if m.missed() {
			star = "*"
		}
		t.row(m.Operation, m.Profile, fmt.Sprint(m.Clients), fmt.Sprintf("%.0f", m.PerSecond), fmt.Sprintf("%.1f", m.P50),
			fmt.Sprintf("%.1f", m.P95), fmt.Sprintf("%.1f", m.P99), fmt.Sprintf("%.2f", m.CPU), star)
	}
}
