package licensing_test

import (
	"testing"

	"holm/licensing"
)

func TestDifferenceNamesReductions(t *testing.T) {
	a := authority(t)
	future := noon.AddDate(0, 6, 0)
	cases := map[string]struct {
		change  func(*licensing.License)
		field   string
		reduces bool
	}{
		"more seats":    {func(l *licensing.License) { l.Categories[0].Seats++ }, "seats", false},
		"fewer seats":   {func(l *licensing.License) { l.Categories[0].Seats-- }, "seats", true},
		"category gone": {func(l *licensing.License) { l.Categories = l.Categories[:1] }, "seats", true},
		"module on":     {func(l *licensing.License) { l.Modules = append(l.Modules, "mirroring") }, "module", false},
		"module off":    {func(l *licensing.License) { l.Modules = nil }, "module", true},
		"paid longer":   {func(l *licensing.License) { l.Term.PaidThrough = l.Term.PaidThrough.AddDate(0, 0, 9) }, "paid_through", false},
		"earlier lock":  {func(l *licensing.License) { l.Term.LockAt = l.Term.LockAt.AddDate(0, 0, -1) }, "lock_at", true},
		"suspended":     {func(l *licensing.License) { l.Suspended = []string{"light"} }, "suspended", true},
		"fewer to come": {func(l *licensing.License) {
			l.Categories = append(l.Categories, licensing.Category{Code: "light", Seats: 1, From: &future})
		}, "future_seats", true},
		"more to come": {func(l *licensing.License) {
			l.Categories = append(l.Categories, licensing.Category{Code: "light", Seats: 9, From: &future})
		}, "future_seats", false},
		"shorter locked": {func(l *licensing.License) { l.Term.LockMaxDays = 10 }, "lock_max_days", true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			before, after := a.Sample("i"), a.Sample("i")
			before.Modules, after.Modules = []string{"sales"}, []string{"sales"}
			if d := licensing.Difference(before, after); len(d) != 0 {
				t.Fatalf("equal licences differ: %v", d)
			}
			c.change(&after)
			changes := licensing.Difference(before, after)
			if len(changes) != 1 || changes[0].Field != c.field || licensing.Reduces(changes) != c.reduces {
				t.Errorf("got %v", changes)
			}
		})
	}
}
