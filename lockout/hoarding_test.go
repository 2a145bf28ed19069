package lockout

import (
	"testing"
	"time"

	"holm/licensing"
)

func TestAnOlderLicenseWithMoreSeats(t *testing.T) {
	m := newMachine(t)
	old := m.license(1, func(l *licensing.License) { l.Categories[0].Seats = 50 })
	m.run(hour)
	m.install(m.license(2, nil))
	for range 2 {
		m.install(old)
		if n := m.keeper.Verdict().Seats("standard"); n != 10 {
			t.Fatalf("%d seats", n)
		}
		m.run(hour)
		m.clock(origin)
		m.powerOff(hour)
	}
}

func TestALicenseKeptBackUndoesNoTermination(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	kept := m.license(2, func(l *licensing.License) {
		l.Term.PaidThrough, l.Term.WarnFrom = l.Term.PaidThrough.AddDate(1, 0, 0), l.Term.PaidThrough.AddDate(1, 0, 0)
		l.Term.OverdueFrom, l.Term.LockAt = l.Term.PaidThrough, l.Term.PaidThrough.AddDate(0, 1, 0)
	})
	m.run(day)
	m.install(m.termination(2, 1))
	m.until(ReadOnly, 20*day)
	for what, prepare := range map[string]func(){
		"as it is": func() {}, "with the clock put back": func() { m.clock(origin.Add(time.Hour)) }, "after a restart": func() { m.powerOff(hour) },
	} {
		prepare()
		m.install(kept)
		if m.run(hour); m.state() != ReadOnly {
			t.Fatalf("%s: %s", what, m.state())
		}
	}
	m.off = 0
	m.run(tick)
	m.install(m.license(3, nil))
	if m.state() != Active {
		t.Errorf("a licence of after the termination: %s", m.state())
	}
}

// TestDocumentsKeptBackRewindNothing: each is newer than any seen and the
// clock is put to the day of its issue, yet time that ran stays run.
func TestDocumentsKeptBackRewindNothing(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	var kept [][]byte
	for seq := range int64(5) {
		kept = append(kept, m.renewal(1, seq+1, 10))
		m.run(hour)
	}
	issued := m.real
	m.until(Locked, 25*day)
	for _, text := range kept {
		before := m.keeper.Time().At
		m.clock(issued)
		m.install(text)
		if m.keeper.Time().At.Before(before) || m.state() == Active {
			t.Fatalf("effective time went from %s to %s, %s", before, m.keeper.Time().At, m.state())
		}
		m.run(hour)
	}
}

// TestAnArchiveWinsNoEvaluation: what the ledger remembers goes along.
func TestAnArchiveWinsNoEvaluation(t *testing.T) {
	for name, licensed := range map[string]bool{"after an evaluation": false, "after a licence": true} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			if licensed {
				m.install(m.license(1, nil))
				m.run(day)
			}
			m.run(31 * day)
			archive := m.register.copy()
			fresh := &memory{installation: Installation{ID: "new", EvaluationStart: m.real, MovedFrom: "here", MovedAt: m.real},
				documents: archive.documents, entries: archive.entries, version: 1}
			m.register, m.options.Register = fresh, fresh
			m.open()
			for range 40 {
				if s := m.state(); s == Evaluation || licensed && s == Active {
					t.Fatalf("%s", s)
				}
				m.run(day)
			}
			if m.state() != ReadOnly {
				t.Errorf("at the end: %s", m.state())
			}
			fresh = &memory{installation: Installation{ID: "new", EvaluationStart: m.real}, entries: archive.entries}
			m.register, m.options.Register = fresh, fresh
			m.open()
			if m.state() != ReadOnly {
				t.Errorf("without its documents: %s", m.state())
			}
		})
	}
}

// TestACopyForTests: nonproduction is refused where production was, and
// possible in a copy under a new id.
func TestACopyForTests(t *testing.T) {
	m := newMachine(t)
	m.install(m.license(1, nil))
	m.run(hour)
	tests := m.license(2, func(l *licensing.License) {
		l.Environment, l.Installation, l.Agreement.No = licensing.Nonproduction, "*", "A-TEST"
	})
	if _, err := m.keeper.Install(t.Context(), tests, true, "web"); err == nil {
		t.Error("nonproduction took over production")
	}
	m.stop()
	m.register.installation.ID, m.register.installation.MovedFrom, m.register.installation.MovedAt = "copy", "here", m.real
	m.open()
	m.install(tests)
	if v := m.keeper.Verdict(); !v.Flags.Nonproduction || v.Flags.RebindPending || v.State != Active {
		t.Errorf("%s %+v", v.State, v.Flags)
	}
}
