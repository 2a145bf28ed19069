package lockout

import (
	"reflect"
	"testing"
	"time"

	"holm/licensing"

	"pgregory.net/rapid"
)

var origin = time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC)

func drawTime(t *rapid.T, name string) time.Time {
	return origin.Add(time.Duration(rapid.IntRange(0, 800*24).Draw(t, name)) * time.Hour)
}

func drawLicense(t *rapid.T, serial int64) licensing.License {
	start := drawTime(t, "not_before")
	day := func(name string, most int) time.Duration {
		return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * 24 * time.Hour
	}
	paid := start.Add(day("paid", 400))
	lock := paid.Add(day("lock", 120))
	return licensing.License{
		ID: "L" + time.Duration(serial).String(), Serial: serial, IssuedAt: start, Installation: "here",
		Environment: licensing.Production, Agreement: licensing.Agreement{No: "A", Kind: licensing.Onsite},
		Categories: []licensing.Category{{Code: "sales", Seats: rapid.IntRange(0, 50).Draw(t, "seats")}},
		Term: licensing.Term{NotBefore: start, WarnFrom: paid.Add(-day("warn", 60)), PaidThrough: paid, OverdueFrom: paid,
			LockAt: lock, LockMaxDays: rapid.IntRange(0, 90).Draw(t, "max")},
		Policy: licensing.Policy{MinWarnedHours: 72},
	}
}

func drawPapers(t *rapid.T) papers {
	var p papers
	for i := range rapid.IntRange(1, 4).Draw(t, "licenses") {
		p.licenses = append(p.licenses, drawLicense(t, int64(i+1)))
	}
	if rapid.Bool().Draw(t, "terminated") {
		at := drawTime(t, "effective")
		p.terminations = []licensing.Termination{{ID: "T", Agreement: "A", AfterSerial: rapid.Int64Range(0, 4).Draw(t, "after"),
			NoticeAt: at.AddDate(0, -1, 0), EffectiveAt: at, FullUntil: at.AddDate(0, 0, 14), ReadOnlyFrom: at.AddDate(0, 0, 14)}}
	}
	return p
}

func drawInput(t *rapid.T, p papers) Input {
	return Input{Installation: "here", EvaluationStart: origin, Now: drawTime(t, "now"), EverLicensed: true,
		Warned: Warned{LockAt: rapid.SampledFrom(p.licenses).Draw(t, "warned for").Term.LockAt,
			Running: time.Duration(rapid.IntRange(0, 100).Draw(t, "warned")) * time.Hour}}
}

func TestNeverLockedUnwarned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPapers(t)
		in := drawInput(t, p)
		v := decide(in, p)
		if v.State == Locked && (in.Warned.Running < 72*time.Hour || !in.Warned.LockAt.Equal(v.Term.LockAt)) {
			t.Fatalf("locked after %s of warning", in.Warned.Running)
		}
	})
}

// severity orders the states by what they take away.
func severity(s State) int {
	switch s {
	case ReadOnly:
		return 1
	case Locked:
		return 2
	default:
		return 0
	}
}

func TestNewerLicenseNeverWorsens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPapers(t)
		in := drawInput(t, p)
		before := decide(in, p)
		if before.License == nil {
			t.Skip("none in force")
		}
		l := *before.License
		more := time.Duration(rapid.IntRange(0, 300).Draw(t, "more")) * 24 * time.Hour
		l.ID, l.Serial = "new", 9
		l.Term.WarnFrom, l.Term.PaidThrough = l.Term.WarnFrom.Add(more), l.Term.PaidThrough.Add(more)
		l.Term.OverdueFrom, l.Term.LockAt = l.Term.OverdueFrom.Add(more), l.Term.LockAt.Add(more)
		p.licenses = append(p.licenses, l)
		after := decide(in, p)
		// Read-only is reached through the lock; a later lock may still stand where that had ended.
		if severity(after.State) > severity(before.State) && before.State != ReadOnly || after.Seats("sales") < before.Seats("sales") {
			t.Fatalf("%s became %s", before.State, after.State)
		}
	})
}

func TestOrderIsIrrelevant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPapers(t)
		in := drawInput(t, p)
		q := p
		q.licenses = rapid.Permutation(p.licenses).Draw(t, "order")
		if a, b := decide(in, p), decide(in, q); !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v\n%+v", a, b)
		}
	})
}
