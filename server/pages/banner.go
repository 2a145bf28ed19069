package pages

import (
	"time"

	"holm/crm"
	"holm/lockout"
)

// banner returns what the visitor should know of the system's state, nil when
// there is nothing to say. What is owed concerns administrators alone.
func (v *visit) banner() *banner {
	if b := v.stateBanner(); b != nil {
		return b
	}
	if b := v.warningBanner(); b != nil {
		return b
	}
	f := v.Verdict.Flags
	switch {
	case f.Demonstration:
		return &banner{Tone: "is-info", Icon: "info", Title: v.L.T("banner.demo.title"), Text: v.L.T("banner.demo.text")}
	case f.Nonproduction:
		return &banner{Tone: "is-info", Icon: "info", Title: v.L.T("banner.nonproduction.title"), Text: v.L.T("banner.nonproduction.text")}
	case v.p.Insecure && v.licensee():
		return &banner{Tone: "is-warn", Icon: "alert", Title: v.L.T("banner.insecure.title"), Text: v.L.T("banner.insecure.text")}
	}
	return nil
}

func (v *visit) licensee() bool { return v.Actor.May(crm.MayManageLicence) }

// stateBanner speaks of the states that everybody notices.
func (v *visit) stateBanner() *banner {
	since := v.Verdict.Since.In(v.Zone)
	switch v.Verdict.State {
	case lockout.ReadOnly:
		b := &banner{Tone: "is-info", Icon: "lock", Title: v.L.T("banner.read_only.title", "date", v.L.Date(since)),
			Text: v.L.T("banner.read_only.text")}
		if v.Actor.Main && v.p.Exporter != nil {
			b.Action, b.Address = v.L.T("banner.read_only.action"), "/export"
		}
		return b
	case lockout.WindDown:
		return v.toDates(&banner{Tone: "is-warn", Icon: "alert", Title: v.L.T("banner.wind_down.title"),
			Text: v.L.T("banner.wind_down.text", "date", v.L.LongMoment(v.boundary(lockout.ReadOnlyFrom)))})
	case lockout.Locked:
		return &banner{Tone: "is-danger", Icon: "lock", Title: v.L.T("banner.locked.title", "date", v.L.LongMoment(since)),
			Text: v.L.T("banner.locked.text")}
	}
	return nil
}

// warningBanner speaks of what is to come, to those who can act on it.
func (v *visit) warningBanner() *banner {
	if !v.licensee() {
		return v.everybodyBanner()
	}
	switch v.Verdict.State {
	case lockout.Overdue:
		title := v.L.T("banner.overdue.title")
		if len(v.Verdict.Outstanding) > 0 {
			title = v.L.T("banner.overdue.invoice", "invoice", v.Verdict.Outstanding[0].Invoice)
		}
		return v.toDates(&banner{Tone: "is-warn", Icon: "alert", Title: title,
			Text: v.L.T("banner.overdue.text", "date", v.L.LongMoment(v.Verdict.Term.LockAt.In(v.Zone)))})
	case lockout.Terminating:
		return v.toDates(&banner{Tone: "is-info", Icon: "info", Title: v.L.T("banner.terminating.title"),
			Text: v.L.T("banner.terminating.text", "date", v.L.LongDate(v.boundary(lockout.EffectiveAt)))})
	}
	f := v.Verdict.Flags
	switch {
	case len(f.OverLimit) > 0:
		b := v.toLicence(&banner{Tone: "is-warn", Icon: "alert", Title: v.L.T("banner.over_limit.title"), Text: v.L.T("banner.over_limit.text")})
		if b.Address != "" {
			b.Address += "#over"
		}
		return b
	case f.RebindPending:
		return v.toLicence(&banner{Tone: "is-warn", Icon: "alert", Title: v.L.T("banner.rebind.title"), Text: v.L.T("banner.rebind.text")})
	case f.ClockSuspect:
		return v.toLicence(&banner{Tone: "is-warn", Icon: "clock", Title: v.L.T("banner.clock.title"), Text: v.L.T("banner.clock.text")})
	case f.Warning && v.Verdict.State == lockout.Active:
		return v.toDates(&banner{Tone: "is-info", Icon: "info", Title: v.L.T("banner.warning.title", "date", v.L.Date(v.Verdict.Term.PaidThrough.In(v.Zone))),
			Text: v.L.T("banner.warning.text", "date", v.L.LongMoment(v.Verdict.Term.LockAt.In(v.Zone)))})
	case v.Verdict.State == lockout.Evaluation && !f.Demonstration:
		return v.toDates(&banner{Tone: "is-info", Icon: "info", Title: v.L.T("banner.evaluation.title", "date", v.L.Date(v.boundary(lockout.EvaluationEnds))),
			Text: v.L.T("banner.evaluation.text")})
	}
	return nil
}

// everybodyBanner tells everybody of what is about to be taken away, in its
// last seven days.
func (v *visit) everybodyBanner() *banner {
	for _, n := range v.Verdict.Notices() {
		kind, ok := forEverybody[n.Kind]
		if !ok || !n.Everybody {
			continue
		}
		title, text := v.L.notice(crm.Notice{Kind: kind, Values: map[string]string{crm.NoticeDate: stamp(n.At)}}, v.Zone)
		return v.toDates(&banner{Tone: "is-warn", Icon: "alert", Title: title + ".", Text: text})
	}
	return nil
}

// toDates leads to what happens when.
func (v *visit) toDates(b *banner) *banner {
	b.Action, b.Address = v.L.T("dates.title"), v.dates()
	return b
}

func (v *visit) toLicence(b *banner) *banner {
	if v.licensee() {
		b.Action, b.Address = v.L.T("banner.open_license"), "/admin/license"
	}
	return b
}

// boundary returns a date of the verdict, zero when it has none of the kind.
func (v *visit) boundary(kind lockout.BoundaryKind) time.Time {
	for _, b := range v.Verdict.Boundaries {
		if b.Kind == kind {
			return b.At.In(v.Zone)
		}
	}
	return time.Time{}
}
