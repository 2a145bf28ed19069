package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"holm/licensing"
)

// readTheHistory looks at usage, history, report and inspections of a company
// in its third month, by mouse and without scripts, in English and German.
func readTheHistory(t *testing.T, b *chromium) {
	h := newHouse(t)
	h.clock = &ahead{since: time.Now().Add(-time.Hour)}
	vendor, l := h.vendor()
	l.Categories = []licensing.Category{{Code: "complete", Seats: 3, Name: licensing.Text{"en": "Complete", "de": "Komplett"}},
		{Code: "sales", Seats: 2, Name: licensing.Text{"en": "Sales", "de": "Vertrieb"}}}
	l.Meters = []licensing.Meter{{Code: "storage", Unit: "MB", Included: 1, Price: 2500, Currency: "EUR", Step: 1, Kind: licensing.MeterPeak}}
	l.Modules = []string{"api"}
	l.Term.PaidThrough = time.Now().AddDate(1, 0, 0).UTC().Truncate(time.Second)
	l.Term.OverdueFrom, l.Term.WarnFrom, l.Term.LockAt = l.Term.PaidThrough, l.Term.PaidThrough.AddDate(0, 0, -30), l.Term.PaidThrough.AddDate(0, 0, 30)
	h.must("license", "install", h.file(must[[]byte](t)(vendor.SignLicense(l))), "--acknowledge")
	for _, login := range []string{"bo", "cilla", "dan"} {
		h.must("user", "add", login+"@skovby.example", "--name", login, "--category", "sales")
		h.must("user", "deactivate", login+"@skovby.example")
	}
	for range 2 {
		h.must("license", "usage")
		h.clock.by += 31 * 24 * time.Hour
	}
	h.serve()
	h.uploads(1_600_000)
	h.must("license", "usage")
	h.browser() // accepts the terms
	p := b.open(t, h.url)
	p.logIn("anna@skovby.example", housePassword)
	for path, name := range map[string]string{"/admin/usage": "usage", "/admin/history": "history", "/admin/history/report": "usage-report"} {
		p.visit(path)
		p.look(name)
	}
	p.visit("/admin/usage")
	p.sees("Different users", "beyond:", "so far")
	p.visit("/admin/inspections")
	p.click("button.btn--primary", "Record")
	p.sees("The inspection is recorded.", "1 of 2")
	p.look("inspections")
	p.visit("/admin/history")
	p.choose("#kind", "inspection")
	p.click("main form button", "Show")
	p.at("/admin/history\\?kind=inspection")
	p.sees("Inspection 1 announced for")
	for _, name := range []string{"usage", "history", "inspections"} {
		p.visit("/admin/" + name + "?lang=de")
		p.shoot(name + "-de")
	}
}

// uploads keeps a document of so many bytes.
func (h *house) uploads(bytes int) {
	h.t.Helper()
	q, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/api/v1/documents?name=long.txt", strings.NewReader(strings.Repeat("x", bytes)))
	if err != nil {
		h.t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bearer "+h.key())
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := r.Body.Close(); err != nil || r.StatusCode != http.StatusCreated {
		h.t.Fatalf("%v: an upload answers %s", err, r.Status)
	}
}
