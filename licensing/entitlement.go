package licensing

import (
	"cmp"
	"slices"
	"time"
)

// BelongsTo reports whether the licence is made out to the installation. "*"
// means any, and never holds in production.
func (l License) BelongsTo(installationID string) bool {
	if l.Installation == "*" {
		return l.Environment != Production
	}
	return installationID != "" && l.Installation == installationID
}

// CategoriesAt returns one entry per code: the one whose From came last by t.
// Order is that of first mention.
func (l License) CategoriesAt(t time.Time) []Category {
	var now []Category
	for _, c := range l.Categories {
		if c.From != nil && c.From.After(t) {
			continue
		}
		i := slices.IndexFunc(now, func(o Category) bool { return o.Code == c.Code })
		switch {
		case i < 0:
			now = append(now, c)
		case begins(c).Before(begins(now[i])):
			now[i] = inherit(now[i], c)
		default:
			now[i] = inherit(c, now[i])
		}
	}
	return now
}

// FutureCategories returns the counts that come after t, soonest first.
func (l License) FutureCategories(t time.Time) []Category {
	var future []Category
	for _, c := range l.Categories {
		if c.From != nil && c.From.After(t) {
			future = append(future, c)
		}
	}
	slices.SortStableFunc(future, func(a, b Category) int { return begins(a).Compare(begins(b)) })
	return future
}

// TermWith returns the licence's term with a renewal's dates.
func (l License) TermWith(r Renewal) Term {
	term := l.Term
	term.PaidThrough, term.WarnFrom, term.OverdueFrom, term.LockAt = r.PaidThrough, r.WarnFrom, r.OverdueFrom, r.LockAt
	return term
}

// For returns the environment that the renewal is for.
func (r Renewal) For() Environment { return cmp.Or(r.Environment, Production) }

func begins(c Category) time.Time {
	if c.From == nil {
		return time.Time{}
	}
	return *c.From
}

// inherit gives a later count the name and features it leaves out.
func inherit(c, before Category) Category {
	if len(c.Name) == 0 {
		c.Name = before.Name
	}
	if c.Features == nil {
		c.Features = before.Features
	}
	return c
}
