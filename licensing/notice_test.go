package licensing_test

import (
	"testing"

	"pgregory.net/rapid"

	"holm/licensing"
)

func TestNoticeOn(t *testing.T) {
	for _, c := range []struct {
		agreed  string
		billing licensing.BillingPeriod
		given   string
		ends    string
		last    string
		later   string
	}{
		{"2026-03-10", licensing.Annual, "2026-11-21", "2027-03-31", "2027-03-01", "2028-03-31"},
		{"2026-03-10", licensing.Annual, "2027-03-01", "2027-03-31", "2027-03-01", "2028-03-31"},
		{"2026-03-10", licensing.Annual, "2027-03-02", "2028-03-31", "2028-03-01", "2029-03-31"},
		{"2026-03-10", licensing.Monthly, "2027-03-02", "2027-04-30", "2027-03-31", "2027-05-31"},
		{"2027-02-01", licensing.Quarterly, "2028-01-31", "2028-05-31", "2028-05-01", "2028-08-31"},
		{"2027-02-01", licensing.HalfYearly, "2028-01-30", "2028-02-29", "2028-01-30", "2028-08-31"},
	} {
		agreed := day(t, c.agreed)
		a := licensing.Agreement{Kind: licensing.Onsite, Date: agreed, FirstPeriodEnd: licensing.FirstPeriodEnd(agreed), BillingPeriod: c.billing}
		n := a.NoticeOn(day(t, c.given))
		if n.Ends.String() != c.ends || n.Last.String() != c.last || n.Later.String() != c.later {
			t.Errorf("%s %s, notice %s: %+v, want %+v", c.agreed, c.billing, c.given, n, c)
		}
	}
}

// TestNoticeIsNeverShort draws agreements and days: there are always 30 days
// from the last day of notice to the end, the day of notice is not after it,
// and a later notice ends later.
func TestNoticeIsNeverShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		agreed := licensing.Date{Year: 2020, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 4000).Draw(t, "agreed"))
		billing := rapid.SampledFrom([]licensing.BillingPeriod{licensing.Annual, licensing.HalfYearly, licensing.Quarterly, licensing.Monthly}).Draw(t, "billing")
		a := licensing.Agreement{Kind: licensing.Onsite, Date: agreed, FirstPeriodEnd: licensing.FirstPeriodEnd(agreed), BillingPeriod: billing}
		given := agreed.AddDays(rapid.IntRange(0, 2000).Draw(t, "given"))
		n := a.NoticeOn(given)
		if n.Last.Before(given) || n.Last.AddDays(licensing.NoticeDays) != n.Ends || !n.Ends.Before(n.Later) {
			t.Fatalf("%v: %+v", a, n)
		}
		if end := a.PeriodOn(n.Ends).End; end != n.Ends {
			t.Fatalf("%v ends within a period, %v", n, end)
		}
		if next := n.Ends.AddDays(1); next.Day != 1 {
			t.Fatalf("%v ends within a month", n)
		}
	})
}
