package server_test

import (
	"context"
	"encoding/csv"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server"
)

// licensed is a verdict under a licence of a Danish customer in November.
func licensed(at time.Time, meters ...licensing.Meter) lockout.Verdict {
	l := &licensing.License{ID: "L-1", Customer: licensing.Customer{Name: "Lindholt Teknik A/S", Country: "DK", Language: "da", TimeZone: "Europe/Copenhagen"},
		Agreement: licensing.Agreement{No: "A-7", Date: licensing.Date{Year: 2026, Month: 3, Day: 10}, FirstPeriodEnd: licensing.Date{Year: 2027, Month: 3, Day: 31}, BillingPeriod: licensing.Quarterly},
		Meters:    meters}
	return lockout.Verdict{State: lockout.Active, At: at, License: l, TimeZone: l.Customer.TimeZone,
		Categories: []licensing.Category{{Code: "complete", Name: licensing.Text{"en": "Complete", "da": "Komplet"}, Seats: 5}}}
}

var storage = licensing.Meter{Code: crm.MeterStorage, Unit: "MB", Kind: licensing.MeterPeak, Price: 250, Currency: "DKK", Step: 1}

func (h *house) meter() {
	h.t.Helper()
	ctx := context.Background()
	if _, err := h.store.CloseMonths(ctx); err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.store.MeasureStorage(ctx); err != nil {
		h.t.Fatal(err)
	}
	if err := h.store.CountHolders(ctx); err != nil {
		h.t.Fatal(err)
	}
}

// TestUsage: this month with its share, projection and price, closed months
// with their statements in the customer's language.
func TestUsage(t *testing.T) {
	h := furnished(t)
	h.gate.turn(licensed(time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC), storage, licensing.Meter{Code: crm.MeterMailings, Included: 10, Kind: licensing.MeterCount}))
	h.meter()
	page := h.get("/admin/usage", http.StatusOK)
	h.has(page, "November 2026", "Storage for documents and database", "never blocked", "beyond:", "DKK for each", "Europe/Copenhagen", "so far")
	h.lacks(page, "mailings", "October 2026")
	h.gate.turn(licensed(time.Date(2026, 11, 30, 23, 30, 0, 0, time.UTC), storage)) // December in Copenhagen
	h.meter()
	h.has(h.get("/admin/usage", http.StatusOK), "December 2026", "November 2026", "/admin/usage/2026-11/pdf", "PDF of November 2026")

	sheet := h.get("/admin/usage/2026-11/csv", http.StatusOK)
	if got := sheet.Header.Get("Content-Disposition"); got != "attachment; filename=holm-forbrug-2026-11.csv" {
		t.Error(got)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet.text, "\ufeff")))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil || len(rows) != 3 || rows[0][0] != "Måned" || rows[1][1] != "Lagerplads til dokumenter og database" || rows[1][4] != "0" ||
		rows[1][3] != rows[1][5] || rows[2][1] != "Komplet" || rows[2][9] != "1" {
		t.Errorf("%v: %v", err, rows)
	}
	if pdf := h.get("/admin/usage/2026-11/pdf", http.StatusOK); !strings.HasPrefix(pdf.text, "%PDF-") || pdf.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("no PDF: %.40s", pdf.text)
	}
	for _, wrong := range []string{"2026-13/csv", "2026-11/docx", "2027-01/pdf", "2020-01/pdf"} {
		h.get("/admin/usage/"+wrong, http.StatusNotFound)
	}
}

func TestUsageWithoutMeters(t *testing.T) {
	h := furnished(t)
	h.has(h.get("/admin/usage", http.StatusOK), "The licence has no metered services.")
	hard := storage
	hard.Hard = true
	h.gate.turn(licensed(time.Now(), hard))
	h.has(h.upload("/documents", http.StatusConflict, nil, sent{"a.txt", "hello"}), "The licence allows no more this month", "of 0 B are used")
	h.has(h.get("/admin/usage", http.StatusOK), "allows no more than this")
}

// follower is a ledger as a running program follows it.
type follower struct {
	*house
	broken *lockout.BrokenChain
}

func (f follower) Chain(ctx context.Context) (lockout.Chain, error) {
	head, err := lockout.VerifyLedger(ctx, f.store)
	return lockout.Chain{Head: head, Broken: f.broken}, err
}

func (f follower) Record(ctx context.Context, kind lockout.EntryKind, data any) error {
	e, err := lockout.NewEntry(kind, time.Now(), data)
	if err == nil {
		_, err = f.store.AppendEntry(ctx, e)
	}
	return err
}

func (f follower) UsageReport(context.Context) ([]byte, error) { return nil, crm.ErrNotFound }

func (f follower) InspectionReport(context.Context, lockout.InspectionData) ([]byte, error) {
	return nil, crm.ErrNotFound
}

// TestForksAndBreaksAreShown: what the vendor acknowledged is this history,
// or another one; a restored copy and a broken chain are told.
func TestForksAndBreaksAreShown(t *testing.T) {
	h := furnished(t)
	f := follower{house: h}
	for _, kind := range []lockout.EntryKind{lockout.VersionStarted, lockout.RestoreDetected} {
		if err := f.Record(t.Context(), kind, map[string]any{"version": "1", "known_seq": 9, "found_seq": 4}); err != nil {
			t.Fatal(err)
		}
	}
	head, err := lockout.VerifyLedger(t.Context(), h.store)
	if err != nil {
		t.Fatal(err)
	}
	v := licensed(time.Now())
	for name, c := range map[string]struct {
		seen   *licensing.Acknowledgement
		broken *lockout.BrokenChain
		says   string
	}{
		"nothing seen": {nil, nil, "No renewal has acknowledged"},
		"this one":     {&licensing.Acknowledgement{Seq: head.Seq, Head: head.Hash}, nil, "The vendor has seen it up to entry 2"},
		"another":      {&licensing.Acknowledgement{Seq: head.Seq, Head: "00"}, nil, "acknowledges another entry 2 than this one"},
		"longer":       {&licensing.Acknowledgement{Seq: head.Seq + 7, Head: head.Hash}, nil, "acknowledges another entry 9 than this one"},
		"broken":       {nil, &lockout.BrokenChain{Seq: 2, What: "was changed"}, "Broken at entry 2"},
	} {
		t.Run(name, func(t *testing.T) {
			v.Renewal = &licensing.Renewal{IssuedAt: time.Now(), Ledger: c.seen}
			h.gate.turn(v)
			s, err := server.New(server.Options{Store: h.store, Gate: h.gate, Licences: refuser{}, History: follower{h, c.broken}, Now: time.Now,
				Log: slog.New(slog.DiscardHandler), Version: "test", Loopback: true})
			if err != nil {
				t.Fatal(err)
			}
			h.serve(s)
			h.logIn(mainLogin, mainPassword)
			h.has(h.get("/admin/history", http.StatusOK), c.says, "was an older copy", "4 entries were found, 9 were known")
		})
	}
}
