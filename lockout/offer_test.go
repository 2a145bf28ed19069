package lockout

import (
	"errors"
	"testing"

	"holm/licensing"
)

// TestOffersOnlyAdd: what the vendor's address gives adds what is newer, lets
// reductions wait, and leaves no trace of anything else.
func TestOffersOnlyAdd(t *testing.T) {
	m := newMachine(t)
	offer := func(text []byte) Receipt {
		t.Helper()
		r, err := m.keeper.Offer(t.Context(), text, "refresh")
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	older := m.license(1, func(l *licensing.License) { l.Categories[0].Seats = 500 })
	m.run(hour)
	m.install(m.license(2, nil))
	second, first := m.renewal(2, 2, 40), m.renewal(2, 1, 400)
	m.run(hour)
	if r := offer(second); r.Older || r.Waiting || r.Known {
		t.Errorf("a renewal: older %t, waiting %t, known %t", r.Older, r.Waiting, r.Known)
	}
	through := m.keeper.Verdict().Term.PaidThrough
	if r := offer(second); !r.Known {
		t.Error("the same renewal is not known")
	}
	count := len(m.keeper.Documents())
	if r := offer(first); !r.Older {
		t.Error("an older renewal was taken in")
	}
	if r := offer(older); !r.Older || m.keeper.Verdict().Seats("standard") == 500 {
		t.Error("an older licence was taken in")
	}
	head := m.keeper.past.head
	var rejection *licensing.Rejection
	if _, err := m.keeper.Offer(t.Context(), []byte("<html>hotel</html>"), "refresh"); !errors.As(err, &rejection) {
		t.Errorf("garbage: %v", err)
	}
	if m.keeper.past.head != head || len(m.keeper.Documents()) != count || !m.keeper.Verdict().Term.PaidThrough.Equal(through) {
		t.Error("what was not newer left a trace")
	}
	fewer := m.license(3, func(l *licensing.License) {
		l.Categories[0].Seats = 1
		l.Term.NotBefore = m.real.Add(30 * day)
	})
	if r := offer(fewer); !r.Waiting || m.keeper.Verdict().Seats("standard") != 10 {
		t.Errorf("fewer seats did not wait: %t, %d seats", r.Waiting, m.keeper.Verdict().Seats("standard"))
	}
}
