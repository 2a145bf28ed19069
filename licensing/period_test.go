package licensing_test

import (
	"testing"

	"holm/licensing"
)

func day(t *testing.T, text string) licensing.Date {
	t.Helper()
	d, err := licensing.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFirstPeriodEnd(t *testing.T) {
	for agreed, want := range map[string]string{
		"2026-03-10": "2027-03-31", "2027-02-01": "2028-02-29", "2024-02-29": "2025-02-28", "2026-12-31": "2027-12-31",
	} {
		if got := licensing.FirstPeriodEnd(day(t, agreed)); got.String() != want {
			t.Errorf("%s: got %s, want %s", agreed, got, want)
		}
	}
}

func TestNoticeAndReduction(t *testing.T) {
	a := licensing.Agreement{Kind: licensing.Onsite, Date: day(t, "2026-01-31"), FirstPeriodEnd: day(t, "2027-01-31"), BillingPeriod: licensing.Quarterly}
	for notice, want := range map[string]string{
		"2026-06-01": "2027-01-31", "2027-01-01": "2027-01-31", "2027-01-02": "2027-04-30", "2027-02-15": "2027-04-30",
	} {
		if got := a.EndsAfterNotice(day(t, notice)); got.String() != want {
			t.Errorf("notice %s: ends %s, want %s", notice, got, want)
		}
	}
	for notice, want := range map[string]string{"2026-03-30": "2026-04-30", "2026-03-31": "2026-07-31"} {
		if got := a.ReducesAfterNotice(day(t, notice)); got.String() != want {
			t.Errorf("reduction ordered %s: from %s, want %s", notice, got, want)
		}
	}
}
