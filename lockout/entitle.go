package lockout

import "holm/licensing"

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
	v.Categories, v.Future = l.CategoriesAt(in.Now), l.FutureCategories(in.Now)
	v.Flags.NextTermLoaded = p.next(in, *l, v.Term)
	v.Flags.Nonproduction = l.Environment == licensing.Nonproduction
	v.markDates()
}
