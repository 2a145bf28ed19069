package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// proves runs verify on the report of an inspection with that ledger.
func (l *life) proves(ledger []lockout.Entry, change func([]byte) []byte) (code int, said string) {
	l.Helper()
	claims := struct {
		Inspection lockout.InspectionData `json:"inspection"`
		usage
	}{lockout.InspectionData{No: 1, On: licensing.DateOf(l.now), By: "vendor"}, usage{Installation: l.data.installation.ID, MadeAt: l.now, Version: "1", Ledger: ledger}}
	text, err := licensing.SignStatement(licensing.InspectionStatement, claims, l.key)
	if err != nil {
		l.Fatal(err)
	}
	if change != nil {
		text = change(text)
	}
	if err := os.WriteFile(l.path("inspection.json"), text, 0o600); err != nil {
		l.Fatal(err)
	}
	var out, failed bytes.Buffer
	args := []string{"--register", l.path("register"), "--passphrase-file", l.path("pass"), "verify", l.path("inspection.json")}
	code = run(context.Background(), args, func(string) string { return "" }, strings.NewReader(""), &out, &failed, func() time.Time { return l.now })
	return code, out.String() + failed.String()
}

// TestAnInspectionIsProvedOffline: genuine, going on from the history known;
// or changed, rewritten, cut short, forked, or of another key.
func TestAnInspectionIsProvedOffline(t *testing.T) {
	l := newLife(t, "annual")
	l.begin()
	l.pass(10*24*time.Hour, time.Hour)
	l.report()
	known := slices.Clone(l.data.entries)
	l.pass(3*24*time.Hour, time.Hour)
	now := l.data.entries
	rewritten := slices.Clone(now)
	rewritten[1].Data = `{"to":"ACTIVE"}`
	var fork []lockout.Entry
	for i, e := range now {
		if i > 2 {
			e.Data = strings.Replace(e.Data, "9", "8", 1)
		}
		var head lockout.Entry
		if i > 0 {
			head = fork[i-1]
		}
		fork = append(fork, e.After(head))
	}
	for _, c := range []struct {
		name   string
		ledger []lockout.Entry
		key    byte
		change func([]byte) []byte
		code   int
		says   string
	}{
		{"genuine", now, 'k', nil, exitDone, "goes on from the history known"},
		{"the very history known", known, 'k', nil, exitDone, "goes on from the history known"},
		{"an entry rewritten", rewritten, 'k', nil, exitFailed, "ledger entry 2: was changed"},
		{"an entry left out", slices.Delete(slices.Clone(now), 2, 3), 'k', nil, exitFailed, "missing"},
		{"an older state", known[:3], 'k', nil, exitFailed, "are known"},
		{"a fork", fork, 'k', nil, exitFailed, "forks before"},
		{"another key", now, 'x', nil, exitFailed, "another key"},
		{"a byte changed", now, 'k', func(text []byte) []byte {
			at := bytes.Index(text, []byte(`"inspection": "`)) + 40
			text[at] ^= 1
			return text
		}, exitFailed, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			key := l.key
			defer func() { l.key = key }()
			l.key = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{c.key}, 32))
			code, said := l.proves(c.ledger, c.change)
			if code != c.code || !strings.Contains(said, c.says) {
				t.Errorf("exit %d: %s", code, said)
			}
		})
	}
}

// TestOverageOfMeters: what closed months show beyond the licence is invoiced
// once, a step that was begun whole, whatever the unit.
func TestOverageOfMeters(t *testing.T) {
	entry := func(kind lockout.EntryKind, data any) lockout.Entry {
		text, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		return lockout.Entry{Kind: kind, Data: string(text)}
	}
	l := licensing.License{Meters: []licensing.Meter{{Code: "storage", Unit: "GB", Included: 10, Step: 5, Price: 1000, Currency: "DKK"}},
		Categories: []licensing.Category{{Code: "sales", Seats: 5}}}
	s := standing{license: &l, zone: time.UTC}
	closed := entry(lockout.MeterClosed, lockout.MeterData{Month: "2026-10", Code: "storage", Used: 16, Included: 10, Unit: "GB", Exact: 15_000_000_001})
	over := entry(lockout.OverLimit, lockout.PeakData{Day: "2026-10-05", Users: map[string]int{"sales": 2}})
	ledger := []lockout.Entry{entry(lockout.MeterClosed, lockout.MeterData{Month: "2026-09", Code: "storage", Used: 10, Included: 10}), closed, over, over,
		entry(lockout.HoldersCounted, lockout.HoldersData{Month: "2026-10", Users: map[string]int{"sales": 9}})}
	prices := priceList{Currency: "DKK", Categories: []pricedCategory{{Code: "sales", Price: 45000}}}
	lines, err := biller{s: &s, prices: prices}.lines(ledger)
	if err != nil || len(lines) != 2 || lines[0] != (overage{Month: "2026-10", Kind: "meter", Code: "storage", Used: 16, Included: 10, Amount: 2000, Currency: "DKK"}) ||
		lines[1].Days != 1 || lines[1].Used != 7 || lines[1].Amount != 90000 {
		t.Errorf("%v: %+v", err, lines)
	}
	again, err := biller{s: &s, prices: prices, before: []reportEntry{{Lines: lines}}}.lines(ledger)
	if err != nil || len(again) != 0 {
		t.Errorf("invoiced twice: %v, %+v", err, again)
	}
}
