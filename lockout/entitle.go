package lockout

import (
	"slices"
	"time"

	"holm/licensing"
)

// entitle fills in what the licence gives: its term with the renewal's dates,
// its seats, modules and the dates of the timeline.
func (v *Verdict) entitle(in Input, p papers, l *licensing.License) {
	v.License, v.Term, v.Outstanding, v.Modules = l, l.Term, l.Outstanding, l.Modules
	if r := p.renewal(*l); r != nil {
		v.Renewal, v.Outstanding = r, r.Outstanding
		v.Term.PaidThrough, v.Term.WarnFrom = r.PaidThrough, r.WarnFrom
		v.Term.OverdueFrom, v.Term.LockAt = r.OverdueFrom, r.LockAt
	}
	v.Termination = p.termination(*l)
	v.Categories, v.Future = counts(l.Categories, in.Now)
	v.Flags.NextTermLoaded = p.next(in, *l, v.Term)
	v.Flags.Nonproduction = l.Environment == licensing.Nonproduction
	v.markDates()
}

// counts splits the categories of a licence into those that hold now, one per
// code, and those still to come.
func counts(list []licensing.Category, now time.Time) (current, future []licensing.Category) {
	for _, c := range list {
		if c.From != nil && now.Before(*c.From) {
			future = append(future, c)
			continue
		}
		i := slices.IndexFunc(current, func(have licensing.Category) bool { return have.Code == c.Code })
		if i < 0 {
			current = append(current, c)
		} else if later(c.From, current[i].From) {
			current[i] = inherit(c, current[i])
		} else {
			current[i] = inherit(current[i], c)
		}
	}
	slices.SortStableFunc(future, func(a, b licensing.Category) int { return a.From.Compare(*b.From) })
	return current, future
}

// inherit lets an entry that only changes the count keep the name and the
// features of the one before it.
func inherit(c, before licensing.Category) licensing.Category {
	if len(c.Name) == 0 {
		c.Name = before.Name
	}
	if c.Features == nil {
		c.Features = before.Features
	}
	return c
}

func later(a, b *time.Time) bool {
	if a == nil {
		return false
	}
	return b == nil || !a.Before(*b)
}
