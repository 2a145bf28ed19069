package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"os"
	"time"

	"holm/licensing"
	"holm/lockout"
)

type reportCommands struct {
	Import reportImportCommand `cmd:"" help:"Take in a usage report: use beyond the licence, and whether its history is the one known."`
}

// usage is what a usage report says, as far as the vendor reads it.
type usage struct {
	Installation string          `json:"installation"`
	MadeAt       time.Time       `json:"made_at"`
	Version      string          `json:"version"`
	Ledger       []lockout.Entry `json:"ledger"`
}

// reportEntry is a usage report in the register.
type reportEntry struct {
	Installation string    `json:"installation"`
	Agreement    string    `json:"agreement"`
	ReceivedAt   time.Time `json:"received_at"`
	MadeAt       time.Time `json:"made_at"`
	Version      string    `json:"version"`
	Key          string    `json:"key"`
	Seq          int64     `json:"seq"`
	Head         string    `json:"head"`
	Problem      string    `json:"problem,omitempty"` // why its history is not the one known
	Accepted     bool      `json:"accepted,omitempty"`
	Lines        []overage `json:"lines"`
	Text         string    `json:"text,omitempty"` // the report, with the whole ledger
}

// trusted reports whether the history in it is believed.
func (e reportEntry) trusted() bool { return e.Problem == "" || e.Accepted }

// reportImportCommand takes in a report.
type reportImportCommand struct {
	File   string `arg:"" help:"The report."`
	Accept bool   `help:"Take its history as the true one from here on, after talking to the customer."`
}

func (c *reportImportCommand) Run(p *program) error {
	text, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	var u usage
	key, err := licensing.OpenStatement(text, licensing.ReportStatement, &u)
	if err != nil {
		return err
	}
	if u.Installation == "" || len(u.Ledger) == 0 {
		return misused("holm license report writes one", "%s is no usage report", c.File)
	}
	return p.with(func(r *register) error {
		s, err := p.having(r, u.Installation)
		if err != nil {
			return err
		}
		before, err := p.reports(r, u.Installation)
		if err != nil {
			return err
		}
		head := u.Ledger[len(u.Ledger)-1]
		e := reportEntry{Installation: u.Installation, Agreement: s.agreement.No, ReceivedAt: p.now(), MadeAt: u.MadeAt, Version: u.Version,
			Key: base64.StdEncoding.EncodeToString(key), Seq: head.Seq, Head: head.Hash, Accepted: c.Accept, Lines: []overage{}, Text: string(text)}
		if e.Problem, err = doubt(u, e, before); err != nil {
			return err
		}
		if e.trusted() {
			prices, err := p.prices(r)
			if err != nil {
				return err
			}
			if e.Lines, err = (biller{s: &s, prices: prices, before: before}).lines(u.Ledger); err != nil {
				return err
			}
		}
		no := fmt.Sprintf("%s %06d", u.Installation, len(before)+1)
		if err := r.add(p.ctx, usageReports, no, p.now(), e); err != nil {
			return err
		}
		return e.show(p)
	})
}

func (e reportEntry) show(p *program) error {
	e.Text = ""
	err := p.report(e, func() {
		fmt.Fprintf(p.stdout, "Report of installation %s, agreement %s, made %s by version %s\n", e.Installation, e.Agreement, stamp(e.MadeAt), e.Version)
		fmt.Fprintf(p.stdout, "Ledger %d:%s\n", e.Seq, e.Head)
		for _, l := range e.Lines {
			fmt.Fprintln(p.stdout, l)
		}
		if len(e.Lines) == 0 {
			fmt.Fprintln(p.stdout, "Nothing beyond the licence that was not invoiced before")
		}
	})
	if err != nil || e.trusted() {
		return err
	}
	return failed("it is entered and locks nobody; talk to the customer, then import it with --accept", "the report's history is not the one known: %s", e.Problem)
}

// doubt compares the report's chain with what earlier ones showed: a history
// that was rewritten, a copy that runs elsewhere, an older state restored.
func doubt(u usage, e reportEntry, before []reportEntry) (string, error) {
	if _, err := lockout.VerifyChain(lockout.Entry{}, u.Ledger); err != nil {
		return err.Error(), nil
	}
	last := lastTrusted(before)
	switch {
	case last == nil:
		return "", nil
	case last.Key != e.Key:
		return "it is signed with another key than the reports before", nil
	case last.Seq == e.Seq && last.Head == e.Head:
		return "", failed("nothing is to do", "the report of %s shows the same history", last.ReceivedAt.Format(time.DateOnly))
	case last.Seq > e.Seq:
		return shorter(e, *last)
	case u.Ledger[last.Seq-1].Hash != last.Head:
		return fmt.Sprintf("the ledger forks before entry %d", last.Seq), nil
	}
	return "", nil
}

// shorter tells an older report from the report of an older state.
func shorter(e, last reportEntry) (string, error) {
	var known usage
	if _, err := licensing.OpenStatement([]byte(last.Text), licensing.ReportStatement, &known); err != nil {
		return "", err
	}
	if known.Ledger[e.Seq-1].Hash == e.Head && !e.MadeAt.After(last.MadeAt) {
		return "", failed("nothing is to do", "a newer report was taken in on %s", last.ReceivedAt.Format(time.DateOnly))
	}
	return fmt.Sprintf("the ledger had %d entries and has %d", last.Seq, e.Seq), nil
}

// reports lists those of an installation, oldest first.
func (p *program) reports(r *register, installation string) ([]reportEntry, error) {
	all, err := entries[reportEntry](p.ctx, r, usageReports)
	var list []reportEntry
	for _, e := range all {
		if e.Installation == installation {
			list = append(list, e)
		}
	}
	return list, err
}

func lastTrusted(list []reportEntry) *reportEntry {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].trusted() {
			return &list[i]
		}
	}
	return nil
}

// seenHead is the newest head of an installation's ledger that is believed.
func (p *program) seenHead(r *register, installation string) (*licensing.Acknowledgement, error) {
	list, err := p.reports(r, installation)
	last := lastTrusted(list)
	if err != nil || last == nil {
		return nil, err
	}
	return &licensing.Acknowledgement{Seq: last.Seq, Head: last.Head}, nil
}

// sameKey refuses a statement signed with another key than the installation's
// reports were.
func (p *program) sameKey(r *register, installation string, key ed25519.PublicKey) error {
	list, err := p.reports(r, installation)
	if err != nil {
		return err
	}
	last := lastTrusted(list)
	if last != nil && last.Key != base64.StdEncoding.EncodeToString(key) {
		return failed("ask the customer; a new usage report taken in with --accept makes its key the known one",
			"it is signed with another key than the reports of installation %s", installation)
	}
	return nil
}
