package licensing

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Change is one thing that a new document changes. Field is a stable name
// (seats, future_seats, feature, module, meter, a date's claim name, …); Code
// says of which category or meter. Before and After are an int, an int64, a
// bool, a string, a time.Time, or nil when there is none.
type Change struct {
	Field         string
	Code          string
	Before, After any
	Reduction     bool // somebody has to acknowledge it
}

// Reduces reports whether any of the changes takes something away.
func Reduces(changes []Change) bool {
	return slices.ContainsFunc(changes, func(c Change) bool { return c.Reduction })
}

// String writes the change on one line, in English.
func (c Change) String() string {
	name := c.Field
	if c.Code != "" {
		name += " " + c.Code
	}
	mark := ""
	if c.Reduction {
		mark = "  (reduction)"
	}
	return fmt.Sprintf("%s: %s -> %s%s", name, plain(c.Before), plain(c.After), mark)
}

func plain(v any) string {
	switch value := v.(type) {
	case nil:
		return "none"
	case time.Time:
		return value.Format(time.RFC3339)
	}
	return fmt.Sprint(v)
}

// Difference lists what a new licence changes against an old one. Counts are
// compared as they stand when the new licence begins.
func Difference(old, new License) []Change {
	d := differ{}
	at := new.Term.NotBefore
	d.categories(old.CategoriesAt(at), new.CategoriesAt(at))
	d.future(old.FutureCategories(at), new.FutureCategories(at), new.CategoriesAt(at))
	d.set("module", "", old.Modules, new.Modules)
	d.meters(old.Meters, new.Meters)
	d.changes = append(d.changes, DifferenceTerm(old.Term, new.Term)...)
	d.set("suspended", "", new.Suspended, old.Suspended) // more of them is less
	for i := range d.changes {
		if c := &d.changes[i]; c.Field == "suspended" {
			c.Before, c.After = c.After, c.Before
		}
	}
	d.value("hosting", string(old.Hosting), string(new.Hosting), false)
	d.value("environment", string(old.Environment), string(new.Environment), true)
	d.value("installation", old.Installation, new.Installation, true)
	d.value("min_warned_hours", old.Policy.MinWarnedHours, new.Policy.MinWarnedHours, new.Policy.MinWarnedHours < old.Policy.MinWarnedHours)
	d.value("export_when_locked", old.Policy.ExportWhenLocked, new.Policy.ExportWhenLocked, !new.Policy.ExportWhenLocked)
	return d.changes
}

// DifferenceTerm lists what new dates change: an earlier end, lock or
// read-only date is a reduction.
func DifferenceTerm(old, new Term) []Change {
	d := differ{}
	d.date("not_before", old.NotBefore, new.NotBefore, false)
	d.date("warn_from", old.WarnFrom, new.WarnFrom, false)
	d.date("paid_through", old.PaidThrough, new.PaidThrough, true)
	d.date("overdue_from", old.OverdueFrom, new.OverdueFrom, true)
	d.date("lock_at", old.LockAt, new.LockAt, true)
	less := new.LockMaxDays > 0 && (old.LockMaxDays == 0 || new.LockMaxDays < old.LockMaxDays)
	d.value("lock_max_days", old.LockMaxDays, new.LockMaxDays, less)
	return d.changes
}

type differ struct{ changes []Change }

func (d *differ) value(field string, before, after any, reduction bool) {
	if before != after {
		d.changes = append(d.changes, Change{Field: field, Before: before, After: after, Reduction: reduction})
	}
}

func (d *differ) date(field string, before, after time.Time, earlierIsLess bool) {
	if before.Equal(after) {
		return
	}
	c := Change{Field: field, Before: before, After: after}
	switch {
	case before.IsZero():
		c.Before, c.Reduction = nil, earlierIsLess
	case after.IsZero():
		c.After = nil
	default:
		c.Reduction = earlierIsLess && after.Before(before)
	}
	d.changes = append(d.changes, c)
}

func (d *differ) categories(old, new []Category) {
	for _, c := range new {
		before, found := category(old, c.Code)
		switch {
		case !found:
			d.changes = append(d.changes, Change{Field: "seats", Code: c.Code, After: c.Seats})
		case before.Seats != c.Seats:
			d.changes = append(d.changes, Change{"seats", c.Code, before.Seats, c.Seats, c.Seats < before.Seats})
		}
		if found {
			d.set("feature", c.Code, before.Features, c.Features)
		}
	}
	for _, c := range old {
		if _, found := category(new, c.Code); !found {
			d.changes = append(d.changes, Change{Field: "seats", Code: c.Code, Before: c.Seats, Reduction: true})
		}
	}
}

// future tells of counts to come that were not known. Less than there is at
// the start is a reduction now, because nobody will be asked again.
func (d *differ) future(old, new, now []Category) {
	for _, c := range new {
		known := slices.ContainsFunc(old, func(o Category) bool {
			return o.Code == c.Code && o.Seats == c.Seats && o.From.Equal(*c.From)
		})
		if known {
			continue
		}
		present, _ := category(now, c.Code)
		d.changes = append(d.changes, Change{"future_seats", c.Code, present.Seats,
			fmt.Sprintf("%d from %s", c.Seats, c.From.Format(time.DateOnly)), c.Seats < present.Seats})
	}
}

func (d *differ) meters(old, new []Meter) {
	for _, m := range new {
		i := slices.IndexFunc(old, func(o Meter) bool { return o.Code == m.Code })
		switch {
		case i < 0:
			d.changes = append(d.changes, Change{Field: "meter", Code: m.Code, After: m.Included, Reduction: m.Hard})
		case old[i].Included != m.Included:
			d.changes = append(d.changes, Change{"meter", m.Code, old[i].Included, m.Included, m.Included < old[i].Included})
		case old[i].Hard != m.Hard:
			d.changes = append(d.changes, Change{"meter_hard", m.Code, old[i].Hard, m.Hard, m.Hard})
		}
	}
	for _, o := range old {
		if !slices.ContainsFunc(new, func(m Meter) bool { return m.Code == o.Code }) {
			d.changes = append(d.changes, Change{Field: "meter", Code: o.Code, Before: o.Included, Reduction: true})
		}
	}
}

// set tells what came to a list, and what left it.
func (d *differ) set(field, code string, old, new []string) {
	for _, name := range new {
		if !slices.Contains(old, name) {
			d.changes = append(d.changes, Change{Field: field, Code: code, After: name})
		}
	}
	for _, name := range old {
		if !slices.Contains(new, name) {
			d.changes = append(d.changes, Change{Field: field, Code: code, Before: name, Reduction: true})
		}
	}
}

func category(list []Category, code string) (Category, bool) {
	i := slices.IndexFunc(list, func(c Category) bool { return c.Code == code })
	if i < 0 {
		return Category{}, false
	}
	return list[i], true
}

// Compact joins changes into lines for a terminal or a mail.
func Compact(changes []Change) string {
	lines := make([]string, len(changes))
	for i, c := range changes {
		lines[i] = c.String()
	}
	return strings.Join(lines, "\n")
}
