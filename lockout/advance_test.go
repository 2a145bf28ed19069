package lockout

import (
	"testing"
	"time"
)

const hour, day = time.Hour, 24 * time.Hour

// run advances in steps of a minute of running time with the clock off by a
// distance from the truth.
func run(e EffectiveTime, long, off time.Duration) EffectiveTime {
	for range int(long / time.Minute) {
		e = e.Advance(Reading{Wall: origin.Add(e.Boot + time.Minute + off), Boot: e.Boot + time.Minute, BootID: "b"})
	}
	return e
}

func TestEffectiveTimeFollowsEvidence(t *testing.T) {
	start := EffectiveTime{}.Advance(Reading{Wall: origin, BootID: "b"})
	for _, c := range []struct {
		what    string
		off     time.Duration
		long    time.Duration
		want    time.Duration // At, from origin
		suspect bool
	}{
		{"right", 0, hour, hour, false},
		{"72 h ahead", 72 * hour, hour, 73 * hour, false},
		{"further, short", 72*hour + time.Minute, 24*hour - 2*time.Minute, 24*hour - 2*time.Minute, true},
		{"further, long", 100 * day, 25 * hour, 100*day + 25*hour, false},
		{"more than 400 days", 401 * day, 60 * hour, 60 * hour, true},
		{"24 h behind", -24 * hour, hour, hour, false},
		{"further behind", -25 * hour, hour, hour, true},
	} {
		got := run(start, c.long, c.off)
		if d := got.At.Sub(origin); d != c.want || got.Suspect != c.suspect {
			t.Errorf("%s: at %s (suspect %v), want %s (%v)", c.what, d, got.Suspect, c.want, c.suspect)
		}
	}
}

func TestAnotherBootProvesNoRunningTime(t *testing.T) {
	e := EffectiveTime{}.Advance(Reading{Wall: origin, Boot: hour, BootID: "b"})
	if got := e.Advance(Reading{Wall: origin, Boot: 90 * hour, BootID: "c"}); !got.At.Equal(origin) {
		t.Errorf("aged to %s", got.At)
	}
	if got := e.Advance(Reading{Wall: origin.Add(-day), Boot: 3 * hour, BootID: "b"}); !got.At.Equal(origin.Add(2 * hour)) {
		t.Errorf("with the clock put back: %s", got.At)
	}
}

func TestBelieve(t *testing.T) {
	poisoned := EffectiveTime{At: origin.AddDate(1, 0, 0)}
	for _, c := range []struct {
		what string
		from EffectiveTime
		v    Evidence
		want time.Time
	}{
		{"newer document", EffectiveTime{At: origin}, Evidence{IssuedAt: origin.Add(9 * day), Wall: origin}, origin.Add(9 * day)},
		{"older document", EffectiveTime{At: origin}, Evidence{IssuedAt: origin.Add(-day), Wall: origin}, origin},
		{"pulls back", poisoned, Evidence{IssuedAt: origin, Fresh: true, Wall: origin.Add(2 * day)}, origin.Add(2 * day)},
		{"clock a day before", poisoned, Evidence{IssuedAt: origin, Fresh: true, Wall: origin.Add(-day)}, origin},
		{"clock earlier", poisoned, Evidence{IssuedAt: origin, Fresh: true, Wall: origin.Add(-day - time.Second)}, poisoned.At},
		{"clock 45 days after", poisoned, Evidence{IssuedAt: origin, Fresh: true, Wall: origin.Add(45 * day)}, origin.Add(45 * day)},
		{"clock later", poisoned, Evidence{IssuedAt: origin, Fresh: true, Wall: origin.Add(45*day + time.Second)}, poisoned.At},
		{"seen before", poisoned, Evidence{IssuedAt: origin, Wall: origin}, poisoned.At},
		{"names the head", poisoned, Evidence{IssuedAt: origin, Fresh: true, NamesHead: true, Wall: origin.Add(300 * day)}, origin},
	} {
		got := c.from.Believe(c.v)
		if !got.At.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.what, got.At, c.want)
		}
		if back := c.want.Before(c.from.At); (got.Pulled == 1) != back {
			t.Errorf("%s: pulled %d times", c.what, got.Pulled)
		}
	}
}

func TestNewerCopyWins(t *testing.T) {
	a := Saved{EffectiveTime: EffectiveTime{At: origin.Add(day)}, Warned: Warned{LockAt: origin, Running: hour}}
	b := Saved{EffectiveTime: EffectiveTime{At: origin}, Warned: Warned{LockAt: origin, Running: 2 * hour}}
	if got := newer(b, a); !got.At.Equal(a.At) || got.Warned.Running != 2*hour {
		t.Errorf("%+v", got)
	}
	b.Pulled = 1
	if got := newer(a, b); !got.At.Equal(b.At) {
		t.Error("the copy from before the pull-back won")
	}
}

func TestSystemBootClock(t *testing.T) {
	c := SystemBootClock()
	first := c.Running()
	if c.BootID() == "" || c.Running() < first {
		t.Errorf("boot %q at %s", c.BootID(), first)
	}
}

func TestChain(t *testing.T) {
	m := &memory{}
	for _, kind := range []EntryKind{VersionStarted, StateChanged, Exported} {
		e, err := NewEntry(kind, origin, map[string]int{"n": 1})
		if err != nil {
			t.Fatal(err)
		}
		m.append(e)
	}
	if head, err := VerifyLedger(t.Context(), m); err != nil || head.Seq != 3 {
		t.Fatalf("head %d: %v", head.Seq, err)
	}
	for what, spoil := range map[string]func([]Entry) []Entry{
		"data": func(l []Entry) []Entry { l[1].Data = "{}"; return l },
		"time": func(l []Entry) []Entry { l[1].At = l[1].At.Add(time.Millisecond); return l },
		"kind": func(l []Entry) []Entry { l[1].Kind = Exported; return l },
		"gap":  func(l []Entry) []Entry { return append(l[:1], l[2]) },
		"rehashed": func(l []Entry) []Entry {
			l[1].Data = "{}"
			l[1] = l[1].After(l[0])
			return l
		},
	} {
		list := spoil(append([]Entry(nil), m.entries...))
		if _, err := VerifyChain(Entry{}, list); err == nil {
			t.Errorf("%s changed and the chain holds", what)
		}
	}
}
