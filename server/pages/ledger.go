package pages

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"

	"holm/licensing"
	"holm/lockout"
)

// History is the ledger as the running program follows it, and what the
// installation signs of it.
type History interface {
	// Chain says how far the ledger was followed and whether it holds.
	Chain(ctx context.Context) (lockout.Chain, error)
	// Record appends an entry without personal data.
	Record(ctx context.Context, kind lockout.EntryKind, data any) error
	// UsageReport makes the signed usage report.
	UsageReport(ctx context.Context) ([]byte, error)
	// InspectionReport makes the signed report of an inspection.
	InspectionReport(ctx context.Context, i lockout.InspectionData) ([]byte, error)
}

type ledgers interface {
	Ledger(ctx context.Context, kind lockout.EntryKind, before int64, limit int) ([]lockout.Entry, error)
	Entries(ctx context.Context, after int64, limit int) ([]lockout.Entry, error)
}

const (
	ledgerBase  = "/admin/history"
	ledgerShown = 50
)

var ledgerPage = page[ledgerData]{"ledger"}

type ledgerData struct {
	Proof, Seen   proofLine
	Restored      string
	Kind          string
	Kinds         []choice
	Entries       []ledgerLine
	Newest, Older string // addresses
}

// proofLine is a sentence with how good it is.
type proofLine struct{ Text, Look string }

type ledgerLine struct {
	Seq                    int64
	When, Kind, What, Hash string
}

func showLedger(v *visit) error {
	kind := lockout.EntryKind(v.r.URL.Query().Get("kind"))
	before, err := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 1 {
		before = math.MaxInt64
	}
	d := ledgerData{Kind: string(kind), Kinds: []choice{{"", v.L.T("ledger.every")}}}
	for _, k := range lockout.Kinds() {
		d.Kinds = append(d.Kinds, choice{string(k), v.L.T("ledger.kind." + string(k))})
	}
	entries, err := v.p.Store.Ledger(v.ctx(), kind, before, ledgerShown+1)
	if err != nil {
		return err
	}
	address := func(seq int64) string {
		q := url.Values{}
		if kind != "" {
			q.Set("kind", string(kind))
		}
		if seq > 0 {
			q.Set("before", strconv.FormatInt(seq, 10))
		}
		if len(q) == 0 {
			return ledgerBase
		}
		return ledgerBase + "?" + q.Encode()
	}
	if len(entries) > ledgerShown {
		entries = entries[:ledgerShown]
		d.Older = address(entries[ledgerShown-1].Seq)
	}
	if before != math.MaxInt64 {
		d.Newest = address(0)
	}
	for _, e := range entries {
		d.Entries = append(d.Entries, ledgerLine{e.Seq, v.L.Moment(e.At.In(v.Zone)), v.entryKind(e.Kind), v.entryText(e), e.Hash})
	}
	if err := v.proof(&d); err != nil {
		return err
	}
	return show(v, ledgerPage, v.L.T("nav.ledger"), d)
}

// proof says whether the chain holds, and what the vendor has seen of it.
func (v *visit) proof(d *ledgerData) error {
	chain, err := v.p.History.Chain(v.ctx())
	if err != nil {
		return fmt.Errorf("following the ledger: %w", err)
	}
	d.Proof = proofLine{v.L.T("ledger.whole", "n", int(chain.Head.Seq)), "is-done"}
	if chain.Broken != nil {
		d.Proof = proofLine{v.L.T("ledger.broken", "seq", strconv.FormatInt(chain.Broken.Seq, 10)), "is-late"}
	}
	if d.Seen, err = v.vendorSaw(); err != nil {
		return err
	}
	restored, err := v.p.Store.Ledger(v.ctx(), lockout.RestoreDetected, math.MaxInt64, 1)
	if err == nil && len(restored) > 0 {
		d.Restored = v.L.T("ledger.restored", "date", v.L.Moment(restored[0].At.In(v.Zone)))
	}
	return err
}

// vendorSaw says what the renewal in force acknowledges, and whether it is this
// history that the vendor has seen.
func (v *visit) vendorSaw() (proofLine, error) {
	r := v.Verdict.Renewal
	if r == nil || r.Ledger == nil {
		return proofLine{v.L.T("ledger.not_seen"), ""}, nil
	}
	at := v.L.Date(r.IssuedAt.In(v.Zone))
	same, err := v.acknowledged(*r.Ledger)
	if err != nil {
		return proofLine{}, err
	}
	if !same {
		return proofLine{v.L.T("ledger.fork", "date", at, "seq", strconv.FormatInt(r.Ledger.Seq, 10)), "is-late"}, nil
	}
	return proofLine{v.L.T("ledger.seen", "date", at, "seq", strconv.FormatInt(r.Ledger.Seq, 10)), "is-done"}, nil
}

// acknowledged reports whether the ledger has the entry that the vendor saw.
func (v *visit) acknowledged(a licensing.Acknowledgement) (bool, error) {
	at, err := v.p.Store.Entries(v.ctx(), a.Seq-1, 1)
	if err != nil {
		return false, err
	}
	return len(at) == 1 && at[0].Seq == a.Seq && at[0].Hash == a.Head, nil
}

var reportPage = page[reportData]{"usage_report"}

// reportData is a usage report as people read it.
type reportData struct {
	Facts   []pair
	Seats   []seatLine
	Entries []ledgerLine // by kind: how many of each
}

func showReport(v *visit) error {
	text, err := v.p.History.UsageReport(v.ctx())
	if err != nil {
		return fmt.Errorf("making the usage report: %w", err)
	}
	d, err := v.reportData(text)
	if err != nil {
		return err
	}
	return show(v, reportPage, v.L.T("ledger.report"), d)
}

// reportData reads the very report that is downloaded, proved by its key.
func (v *visit) reportData(text []byte) (reportData, error) {
	var claims struct {
		Installation string
		Version      string
		Ledger       []lockout.Entry
	}
	key, err := licensing.OpenStatement(text, licensing.ReportStatement, &claims)
	if err != nil {
		return reportData{}, fmt.Errorf("reading the usage report: %w", err)
	}
	if len(claims.Ledger) == 0 {
		return reportData{}, errors.New("the usage report has no ledger")
	}
	head := claims.Ledger[len(claims.Ledger)-1]
	d := reportData{Facts: []pair{{Label: v.L.T("agreement.installation"), Text: claims.Installation, Mono: true},
		{Label: v.L.T("help.version"), Text: claims.Version}, {Label: v.L.T("ledger.state"), Text: v.L.T("state." + string(v.Verdict.State))},
		{Label: v.L.T("ledger.entries"), Text: v.L.Number(head.Seq), Small: head.Hash},
		{Label: v.L.T("ledger.key"), Text: fmt.Sprintf("%x", key[:8]), Mono: true}}}
	count := map[lockout.EntryKind]int64{}
	for _, e := range claims.Ledger {
		count[e.Kind]++
	}
	for _, kind := range lockout.Kinds() {
		if count[kind] > 0 {
			d.Entries = append(d.Entries, ledgerLine{Seq: count[kind], Kind: v.L.T("ledger.kind." + string(kind)), What: v.L.Number(count[kind])})
		}
	}
	if d.Seats, _, err = v.seats(); err != nil {
		return d, err
	}
	return d, nil
}

func downloadReport(v *visit) error {
	text, err := v.p.History.UsageReport(v.ctx())
	if err != nil {
		return fmt.Errorf("making the usage report: %w", err)
	}
	return v.sendFile("holm-usage-report-"+v.Verdict.Today().String()+".json", "application/json", text)
}
