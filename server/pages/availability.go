package pages

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"holm/crm"
	"holm/licensing"
)

type availabilities interface {
	Interruptions(ctx context.Context, within crm.Span) ([]crm.Interruption, error)
	MaintenanceWindows(ctx context.Context, within crm.Span) ([]crm.ServiceMessage, error)
	AvailabilitySince(ctx context.Context) (time.Time, error)
}

const availabilityBase = "/admin/availability"

var availabilityPage = page[availabilityData]{"availability"}

type availabilityData struct {
	Month, Figure    string
	Look, Verdict    string // under the Online agreement: was the promise kept
	Facts            []pair
	Lines            []interruptionLine
	Windows          []serviceLine
	Earlier, Later   string
	Claim, ClaimFile string
	ClaimDue         string
	Bars             []availabilityDay
	Empty            bool
}

type interruptionLine struct {
	Cause, Look, From, To, Took string
	Counts                      bool
	Why                         string
}

// availabilityDay is a day of the month in the picture: how much of it was
// unavailable, in percent of its height.
type availabilityDay struct {
	X, Height float64
	Class     string
}

// measured is a month with what it was computed from.
type measured struct {
	crm.Availability
	month    crm.Span
	all      []crm.Interruption
	messages []crm.ServiceMessage
	first    time.Time
}

func (m measured) windows() []crm.Span {
	var out []crm.Span
	for _, w := range m.messages {
		out = append(out, w.Window())
	}
	return out
}

// measure computes the month that the address names, else the running one.
func (v *visit) measure() (measured, error) {
	zone := v.Verdict.Zone()
	at := v.Now
	if asked, err := time.ParseInLocation("2006-01", v.r.URL.Query().Get("month"), zone); err == nil {
		at = asked
	}
	m := measured{month: crm.MonthSpan(at, zone)}
	var err error
	if m.all, err = v.p.Store.Interruptions(v.ctx(), m.month); err != nil {
		return m, err
	}
	if m.messages, err = v.p.Store.MaintenanceWindows(v.ctx(), m.month); err != nil {
		return m, err
	}
	if m.first, err = v.p.Store.AvailabilitySince(v.ctx()); err != nil {
		return m, err
	}
	if m.first.IsZero() {
		m.first = v.Now
	}
	m.Availability = crm.Measure(m.month, m.first, v.Now, m.all, m.windows())
	return m, nil
}

func (v *visit) underOnline() bool {
	return v.Verdict.License != nil && v.Verdict.License.Agreement.Kind == licensing.Online
}

func showAvailability(v *visit) error {
	m, err := v.measure()
	if err != nil {
		return err
	}
	d := availabilityData{Month: capital(v.L.Month(m.month.From)), Figure: v.percent(m), Empty: m.Total == 0, Bars: m.days()}
	d.Facts = []pair{
		{Label: v.L.T("availability.observed"), Text: v.span(m.Observed.From, m.Observed.To), Small: v.L.T("availability.minutes", "n", int(m.Total/time.Minute))},
		{Label: v.L.T("availability.unavailable"), Text: v.took(m.Unavailable)},
		{Label: v.L.T("availability.maintenance"), Text: v.took(m.Maintenance), Small: v.L.T("availability.not_counted")},
		{Label: v.L.T("availability.locked"), Text: v.took(m.Locked), Small: v.L.T("availability.not_counted")},
	}
	if m.Suspended > 0 {
		d.Facts = append(d.Facts, pair{Label: v.L.T("availability.suspended"), Text: v.took(m.Suspended), Small: v.L.T("availability.not_counted")})
	}
	for _, i := range m.all {
		d.Lines = append(d.Lines, v.interruptionLine(i, m))
	}
	for _, w := range m.messages {
		d.Windows = append(d.Windows, v.serviceLine(w))
	}
	if m.month.From.After(m.first) {
		d.Earlier = availabilityBase + "?month=" + m.month.From.AddDate(0, -1, 0).Format("2006-01")
	}
	if m.month.To.Before(v.Now) {
		d.Later = availabilityBase + "?month=" + m.month.To.Format("2006-01")
	}
	if v.underOnline() {
		v.promise(m, &d)
	}
	return show(v, availabilityPage, v.L.T("nav.availability"), d)
}

// promise tells whether the promise of the Online agreement was kept, and
// prepares the claim when it was not.
func (v *visit) promise(m measured, d *availabilityData) {
	d.Look, d.Verdict = "is-done", v.L.T("availability.kept")
	if m.Kept() {
		return
	}
	d.Look, d.Verdict = "is-late", v.L.T("availability.missed")
	due := crm.ClaimDue(m.month).Add(-time.Minute)
	d.ClaimDue = v.L.T("availability.claim_due", "date", v.L.LongDate(due))
	if v.Now.After(due) {
		d.ClaimDue = v.L.T("availability.claim_late", "date", v.L.LongDate(due))
	}
	d.Claim = v.claim(m)
	d.ClaimFile = availabilityBase + "/claim?month=" + m.month.From.Format("2006-01")
}

func (v *visit) percent(m measured) string {
	k := m.Thousandths()
	return v.L.Decimal(k, 3) + " %"
}

// span writes from when to when.
func (v *visit) span(from, to time.Time) string {
	return v.L.Moment(from.In(v.Verdict.Zone())) + " – " + v.L.Moment(to.In(v.Verdict.Zone()))
}

// took writes a length of time.
func (v *visit) took(d time.Duration) string {
	d = d.Round(time.Second)
	h, m, s := int(d/time.Hour), int(d/time.Minute)%60, int(d/time.Second)%60
	switch {
	case h > 0:
		return v.L.T("availability.hours", "h", h, "m", m)
	case m > 0 && s > 0 && m < 10:
		return v.L.T("availability.minutes_seconds", "m", m, "s", s)
	case m > 0 || s == 0:
		return v.L.T("availability.minutes", "n", m)
	}
	return v.L.T("availability.seconds", "n", s)
}

func (v *visit) interruptionLine(i crm.Interruption, m measured) interruptionLine {
	zone := v.Verdict.Zone()
	l := interruptionLine{Cause: v.L.T("availability.cause." + string(i.Cause)), From: v.L.Moment(i.From.In(zone)), To: v.L.Moment(i.To.In(zone)),
		Took: v.took(i.Length()), Look: "is-late"}
	alone := crm.Measure(i.Span, i.From, i.To, []crm.Interruption{i}, m.windows())
	switch {
	case !i.Unplanned():
		l.Look, l.Why = "is-none", v.L.T("availability.why_licence")
	case alone.Unavailable == 0 && i.Length() > 0:
		l.Look, l.Why = "is-planned", v.L.T("availability.why_announced")
	case alone.Maintenance > 0:
		l.Counts, l.Why = true, v.L.T("availability.why_part", "time", v.took(alone.Unavailable))
	default:
		l.Counts, l.Why = true, v.L.T("availability.why_counts")
	}
	return l
}

// days draws the month, a column a day.
func (m measured) days() []availabilityDay {
	var out []availabilityDay
	for from, x := m.month.From, 0.0; from.Before(m.month.To); x++ {
		to := from.AddDate(0, 0, 1)
		a := crm.Measure(crm.Span{From: from, To: to}, m.Observed.From, m.Observed.To, m.all, m.windows())
		d := availabilityDay{X: x*10 + 1, Height: 4, Class: "none"}
		if a.Total > 0 {
			d.Height, d.Class = 40, "up"
			if a.Unavailable > 0 {
				d.Class = "part"
			}
			if a.Unavailable*2 > a.Total {
				d.Class = "down"
			}
		}
		out = append(out, d)
		from = to
	}
	return out
}

// claim is the text of a claim: who, under which agreement, and what happened.
func (v *visit) claim(m measured) string {
	l, zone := v.Verdict.License, v.Verdict.Zone()
	var b strings.Builder
	line := func(text string) { b.WriteString(text + "\n") }
	line(v.L.T("claim.to", "party", l.ContractingParty.Name, "address", l.ContractingParty.Address))
	line("")
	line(v.L.T("claim.subject", "month", v.L.Month(m.month.From), "no", l.Agreement.No))
	line("")
	line(v.L.T("claim.body", "customer", l.Customer.Name, "no", l.Customer.No, "month", v.L.Month(m.month.From), "figure", v.percent(m)))
	line(v.L.T("claim.formula", "total", int(m.Total/time.Minute), "unavailable", v.took(m.Unavailable)))
	line("")
	for _, i := range m.all {
		if counts := v.interruptionLine(i, m); counts.Counts {
			line("- " + i.From.In(zone).Format("2006-01-02 15:04:05") + " – " + i.To.In(zone).Format("2006-01-02 15:04:05 MST") +
				": " + counts.Cause + ", " + counts.Took)
		}
	}
	line("")
	line(v.L.T("claim.record", "id", l.Installation, "version", v.p.Version))
	line("")
	line(v.User.Title() + ", " + v.L.LongDate(v.Now.In(v.Zone)))
	return b.String()
}

// downloadClaim gives the claim as a text file.
func downloadClaim(v *visit) error {
	m, err := v.measure()
	if err != nil {
		return err
	}
	if !v.underOnline() || m.Kept() {
		return crm.ErrNotFound
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="claim-%s.txt"`, m.month.From.Format("2006-01")))
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write([]byte(v.claim(m))) // the reader has gone: nothing is left to do
	return nil
}
