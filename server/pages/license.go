package pages

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

var licensePage = page[licenseData]{"license"}

type seatCounts interface {
	// SeatsUsed returns the active users per category.
	SeatsUsed(ctx context.Context) (map[string]int, error)
}

// licenseData is what the licence page tells, and the lock page in part.
type licenseData struct {
	State, StateClass string
	Headline, Lede    string
	Line              *termline
	Notes             []note
	Owed              owed
	Seats             []seatLine
	SeatSum           seatLine
	Over              []overCategory
	Everything        bool
	Modules           []string
	From              string
	Agreement         []pair
	PayTo             []pair
	MayInstall        bool
	Wrong             string
	Preview           *preview
	Refresh           *refreshData
}

type note struct{ Tone, Icon, Title, Text string }

type pair struct {
	Label, Text, Small string
	Mono               bool
}

// owed is what is unpaid, by invoice and by currency.
type owed struct {
	Note, To string
	Lines    []owedLine
	Sums     []amount
}

type owedLine struct {
	licensing.Invoice
	Sum int64
}

type amount struct {
	Amount   int64
	Currency string
}

type seatLine struct {
	Name, Later    string
	Used, Of, Free int
	Width          int
	Boxes          []seatBox // one a seat; none when there are too many to count by eye
	Share          int       // percent used, for the bar that takes their place
}

type seatBox struct {
	X     float64
	Class string
}

func showLicense(v *visit) error { return v.showLicense(http.StatusOK, nil, nil) }

// showLicense shows the licence; form is what was refused about asking the
// vendor.
func (v *visit) showLicense(status int, form *crm.Refresh, wrong map[string]string) error {
	d, err := v.licenseData()
	if err == nil {
		d.Refresh, err = v.refreshPart(form, wrong)
	}
	if err != nil {
		return err
	}
	return showStatus(v, status, licensePage, v.L.T("nav.license"), d)
}

func (v *visit) licenseData() (licenseData, error) {
	d := licenseData{MayInstall: !v.Verdict.Flags.NoRoots, Everything: v.Verdict.Everything}
	v.headline(&d)
	d.Line, d.Notes, d.Owed = v.termline(), v.notes(), v.owed()
	var err error
	if d.Seats, d.SeatSum, err = v.seats(); err != nil {
		return d, err
	}
	if d.Over, err = v.over(); err != nil {
		return d, err
	}
	for _, code := range v.Verdict.Modules {
		d.Modules = append(d.Modules, v.moduleName(code))
	}
	d.Agreement, d.From, d.PayTo = v.agreement()
	return d, nil
}

// headline says in one sentence what the dates mean today.
func (v *visit) headline(d *licenseData) {
	verdict, state := v.Verdict, string(v.Verdict.State)
	if verdict.Flags.Demonstration {
		state = "DEMONSTRATION"
	}
	d.State = v.L.T("license.state."+state, "date", v.L.LongDay(verdict.Since.In(v.Zone)))
	d.Lede = v.L.T("license.lede." + state)
	at := verdict.Term.PaidThrough
	switch verdict.State {
	case lockout.Evaluation:
		at = v.boundary(lockout.EvaluationEnds)
	case lockout.Overdue:
		at = verdict.Term.LockAt
	case lockout.Locked, lockout.ReadOnly:
		at = verdict.Since
	case lockout.Terminating:
		at = v.boundary(lockout.EffectiveAt)
	case lockout.WindDown:
		at = v.boundary(lockout.ReadOnlyFrom)
	}
	when := v.L.LongMoment(at.In(v.Zone))
	if verdict.State == lockout.Active || verdict.State == lockout.Evaluation || verdict.State == lockout.ReadOnly {
		when = v.L.LongDate(at.In(v.Zone))
	}
	d.Headline = v.L.T("license.head."+state, "date", when)
	d.StateClass = map[lockout.State]string{lockout.Active: "is-done", lockout.Evaluation: "is-planned", lockout.Overdue: "is-wait",
		lockout.Locked: "is-late", lockout.Terminating: "is-wait", lockout.WindDown: "is-wait", lockout.ReadOnly: "is-none"}[verdict.State]
}

// notes are the flags that accompany the state.
func (v *visit) notes() []note {
	var out []note
	add := func(on bool, tone, icon, key string) {
		if on {
			out = append(out, note{tone, icon, v.L.T("banner." + key + ".title"), v.L.T("banner." + key + ".text")})
		}
	}
	f := v.Verdict.Flags
	add(f.NoRoots, "is-warn", "alert", "no_roots")
	add(len(f.OverLimit) > 0, "is-warn", "alert", "over_limit")
	add(f.RebindPending, "is-warn", "alert", "rebind")
	add(f.ClockSuspect, "is-warn", "clock", "clock")
	add(f.NextTermLoaded, "is-ok", "check", "next_term")
	add(f.Nonproduction, "is-info", "info", "nonproduction")
	return out
}

func (v *visit) owed() owed {
	o := owed{}
	for _, invoice := range v.Verdict.Outstanding {
		sum := invoice.Amount + invoice.Interest + invoice.Costs
		o.Lines = append(o.Lines, owedLine{invoice, sum})
		i := slices.IndexFunc(o.Sums, func(a amount) bool { return a.Currency == invoice.Currency })
		if i < 0 {
			o.Sums = append(o.Sums, amount{0, invoice.Currency})
			i = len(o.Sums) - 1
		}
		o.Sums[i].Amount += sum
	}
	written := time.Time{}
	if l := v.Verdict.License; l != nil {
		written = l.IssuedAt
		o.To = v.L.T("owed.to", "party", l.ContractingParty.Name)
	}
	if r := v.Verdict.Renewal; r != nil {
		written = r.IssuedAt
	}
	o.Note = v.L.T("owed.note", "date", v.L.Date(written.In(v.Zone)))
	return o
}

// seats draws the seats of each category.
func (v *visit) seats() ([]seatLine, seatLine, error) {
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return nil, seatLine{}, fmt.Errorf("counting the seats: %w", err)
	}
	var out []seatLine
	sum := seatLine{}
	for _, c := range append(slices.Clone(v.Verdict.Categories), v.unlicensed(used)...) {
		line := seatLine{Name: v.categoryName(c.Code), Used: used[c.Code], Of: c.Seats, Free: c.Seats - used[c.Code], Later: v.later(c.Code)}
		if n := max(line.Of, line.Used); n > 40 {
			line.Share = min(100, 100*line.Used/max(1, line.Of))
		} else {
			line.Width = 10 * n
			for i := range n {
				box := seatBox{X: float64(10*i) + 0.5}
				switch {
				case i >= line.Of:
					box.Class = "over"
				case i < line.Used:
					box.Class = "used"
				}
				line.Boxes = append(line.Boxes, box)
			}
		}
		sum.Used += line.Used
		sum.Of += line.Of
		out = append(out, line)
	}
	if v.Verdict.SeatTotal > 0 {
		sum.Of = v.Verdict.SeatTotal
	}
	sum.Free = sum.Of - sum.Used
	return out, sum, nil
}

// unlicensed returns the categories that users hold and the licence lacks.
func (v *visit) unlicensed(used map[string]int) []licensing.Category {
	var out []licensing.Category
	for _, code := range slices.Sorted(maps.Keys(used)) {
		if _, known := v.Verdict.Category(code); !known && used[code] > 0 {
			out = append(out, licensing.Category{Code: code})
		}
	}
	return out
}

// later tells the counts of a category that are still to come.
func (v *visit) later(code string) string {
	var parts []string
	before := v.Verdict.Seats(code)
	for _, c := range v.Verdict.Future {
		if c.Code == code && c.From != nil {
			parts = append(parts, v.L.T("seats.from", "n", c.Seats, "before", before, "date", v.L.Date(c.From.In(v.Zone))))
			before = c.Seats
		}
	}
	return strings.Join(parts, ", ")
}

// moduleName is a module's name in words, its code when it has none.
func (v *visit) moduleName(code string) string {
	if v.L.Has("module." + code) {
		return v.L.T("module." + code)
	}
	return code
}

// agreement tells whose licence it is and under which agreement.
func (v *visit) agreement() (pairs []pair, from string, payTo []pair) {
	installation := pair{Label: v.L.T("agreement.installation"), Text: v.p.Installation, Mono: true}
	l := v.Verdict.License
	if l == nil {
		if installation.Text == "" {
			return nil, v.L.T("agreement.none"), nil
		}
		return []pair{installation}, v.L.T("agreement.none"), nil
	}
	installation.Text, installation.Small = l.Installation, v.L.T("agreement.environment."+string(l.Environment))
	customer := pair{Label: v.L.T("agreement.customer"), Text: l.Customer.Name, Small: v.L.T("agreement.no", "no", l.Customer.No)}
	if l.Customer.OrgNo != "" {
		customer.Small += ", " + l.Customer.OrgNo
	}
	party := pair{Label: v.L.T("agreement.party"), Text: l.ContractingParty.Name}
	if l.ContractingParty.Law != "" {
		party.Small = v.L.T("agreement.law", "law", l.ContractingParty.Law, "venue", l.ContractingParty.Venue)
	}
	hosting := pair{Label: v.L.T("agreement.runs"), Text: v.L.T("hosting." + string(l.Hosting)), Small: l.Host}
	pairs = []pair{customer,
		{Label: v.L.T("agreement.agreement"), Text: l.Agreement.No, Small: v.L.T("agreement.of", "date", v.L.Calendar(l.Agreement.Date)) + ", " + v.L.T("agreement.billing."+string(l.Agreement.BillingPeriod))},
		{Label: v.L.T("agreement.paid_through"), Text: v.when(v.Verdict.Term.PaidThrough)},
		party, hosting, installation}
	payTo = []pair{{Label: v.L.T("locked.receiver"), Text: l.ContractingParty.Name, Small: l.ContractingParty.Address},
		{Label: v.L.T("locked.reference"), Text: l.Agreement.No, Mono: true}}
	return pairs, v.L.T("license.from", "id", l.ID, "serial", fmt.Sprint(l.Serial)), payTo
}
