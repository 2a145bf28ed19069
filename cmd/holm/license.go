package main

import (
	"fmt"
	"sort"
	"strconv"
	"time"

	"holm/licensing"
	"holm/lockout"
)

type licenseCommand struct {
	Status  licenseStatus  `cmd:"" help:"The state, every date, seats and what is owed."`
	Check   licenseCheck   `cmd:"" help:"Verify a document and show what it would change."`
	Install licenseInstall `cmd:"" help:"Put a document in force at once."`
	List    licenseList    `cmd:"" help:"List the documents kept."`
	Request licenseRequest `cmd:"" help:"What the vendor needs to know to write a licence."`
	Report  licenseReport  `cmd:"" help:"The signed usage report."`
	Order   licenseOrder   `cmd:"" help:"An order of users or modules for the vendor."`
	Refresh licenseRefresh `cmd:"" help:"Ask the vendor for newer documents now."`
	Usage   licenseUsage   `cmd:"" help:"What the licence meters, month by month."`
	Ledger  ledgerCommand  `cmd:"" help:"The ledger."`
}

// stateReport is a verdict as the operator reads it.
type stateReport struct {
	State       lockout.State       `json:"state"`
	Since       time.Time           `json:"since"`
	At          time.Time           `json:"at"` // the effective time
	License     string              `json:"license,omitempty"`
	Serial      int64               `json:"serial,omitempty"`
	Agreement   string              `json:"agreement,omitempty"`
	Customer    string              `json:"customer,omitempty"`
	Boundaries  []lockout.Boundary  `json:"boundaries"`
	Seats       []seatReport        `json:"seats"`
	Modules     []string            `json:"modules,omitempty"`
	Outstanding []licensing.Invoice `json:"outstanding,omitempty"`
	Flags       lockout.Flags       `json:"flags"`
}

type seatReport struct {
	Category string `json:"category"`
	Seats    int    `json:"seats"`
	Used     int    `json:"used"`
}

func reportState(v lockout.Verdict, used map[string]int) stateReport {
	r := stateReport{State: v.State, Since: v.Since, At: v.At, Boundaries: v.Boundaries, Modules: v.Modules,
		Outstanding: v.Outstanding, Flags: v.Flags, Seats: []seatReport{}}
	if v.License != nil {
		r.License, r.Serial, r.Agreement, r.Customer = v.License.ID, v.License.Serial, v.License.Agreement.No, v.License.Customer.Name
	}
	for _, c := range v.Categories {
		r.Seats = append(r.Seats, seatReport{c.Code, c.Seats, used[c.Code]})
	}
	for code, n := range used {
		if _, known := v.Category(code); !known {
			r.Seats = append(r.Seats, seatReport{code, v.SeatTotal, n})
		}
	}
	sort.Slice(r.Seats, func(i, k int) bool { return r.Seats[i].Category < r.Seats[k].Category })
	return r
}

func (r stateReport) write(t *table) {
	t.row("State", string(r.State), "since "+moment(r.Since))
	t.row("Effective time", moment(r.At))
	if r.License != "" {
		t.row("Licence", r.License, "serial "+strconv.FormatInt(r.Serial, 10))
		t.row("Agreement", r.Agreement, r.Customer)
	}
	for _, b := range r.Boundaries {
		t.row("Date", string(b.Kind), moment(b.At))
	}
	for _, s := range r.Seats {
		t.row("Seats", s.Category, fmt.Sprintf("%d of %d used", s.Used, s.Seats))
	}
	for _, m := range r.Modules {
		t.row("Module", m)
	}
	for _, o := range r.Outstanding {
		t.row("Owed", o.Invoice, fmt.Sprintf("%d.%02d %s, due %s", o.Amount/100, o.Amount%100, o.Currency, o.Due))
	}
}

type licenseStatus struct{}

// Run reports the verdict.
func (licenseStatus) Run(p *program) (err error) {
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	used, err := in.store.SeatsUsed(p.ctx)
	if err != nil {
		return err
	}
	r := reportState(in.keeper.Verdict(), used)
	return p.report(r, r.write)
}

type licenseCheck struct {
	File string `arg:""`
}

// Run verifies without installing.
func (c licenseCheck) Run(p *program) (err error) {
	text, err := p.readInput(c.File)
	if err != nil {
		return err
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	receipt, err := in.keeper.Check(p.ctx, text)
	if err != nil {
		return fmt.Errorf("checking %s: %w", c.File, err)
	}
	d := receipt.Document
	r := checkReport{string(d.Type()), d.ID(), d.IssuedAt(), d.KeyID(), receipt.Known, receipt.Difference}
	return p.report(r, r.write)
}

// checkReport is what a document is and would change.
type checkReport struct {
	Type       string             `json:"type"`
	ID         string             `json:"id"`
	IssuedAt   time.Time          `json:"issued_at"`
	Key        string             `json:"key"`
	Known      bool               `json:"known"` // it is installed already
	Difference lockout.Difference `json:"difference"`
}

func (r checkReport) write(t *table) {
	t.row("Genuine", r.Type, r.ID)
	t.row("Issued", moment(r.IssuedAt), "key "+r.Key)
	if r.Known {
		t.row("Installed already")
	}
	d := r.Difference
	t.row("State", string(d.Before), "-> "+string(d.After))
	for _, s := range d.Seats {
		t.row("Seats", s.Code, fmt.Sprintf("%d -> %d %s", s.Before, s.After, moment(s.From)))
	}
	for _, m := range d.Added {
		t.row("Module", m, "added")
	}
	for _, m := range d.Removed {
		t.row("Module", m, "removed")
	}
	for _, b := range d.Dates {
		t.row("Date", string(b.Kind), first(moment(b.Before), "none")+" -> "+first(moment(b.After), "none"))
	}
	for _, less := range d.Reductions {
		t.row("Reduces", less, "install it with --acknowledge")
	}
}

type licenseInstall struct {
	File        string `arg:""`
	Acknowledge bool   `help:"Accept that it reduces seats, modules or dates."`
}

// Run puts a document in force; a running server follows within a second.
func (c licenseInstall) Run(p *program) (err error) {
	text, err := p.readInput(c.File)
	if err != nil {
		return err
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if _, err := in.keeper.Install(p.ctx, text, c.Acknowledge, "command"); err != nil {
		return fmt.Errorf("installing %s: %w", c.File, err)
	}
	used, err := in.store.SeatsUsed(p.ctx)
	if err != nil {
		return err
	}
	r := reportState(in.keeper.Verdict(), used)
	return p.report(r, func(t *table) {
		t.row("Installed " + c.File)
		r.write(t)
	})
}
