package pages

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

const orderBase = "/admin/orders"

var (
	orderListPage = page[orderListData]{"order_list"}
	orderPage     = page[orderData]{"order"}
)

type orderListData struct {
	Orders           []letterLine
	MayBind, MayMake bool
	WhoBinds         string
	Licensed         bool
}

// orderData is the form of an order, or what it would change.
type orderData struct {
	Seats, Modules, Meters []orderChoice
	Note, Wrong            string
	Fewer                  string // the first day of what becomes less, as the form sends it back
	FewerText              string
	Changes                []letterChange // of an order that is looked at before it is made
	Sent                   []sentField    // of the form that is looked at
	Reduces                bool
}

// orderChoice is something that can be ordered.
type orderChoice struct {
	Name, Field, Later, Unit string
	Now, Wanted              int64
	Step                     int64
	On                       bool
	Small                    string
}

// sentField is a field of a form that is sent again.
type sentField struct{ Name, Value string }

func listOrders(v *visit) error {
	d := orderListData{MayBind: v.Actor.MayBind(), Licensed: v.Verdict.License != nil}
	d.MayMake = d.MayBind && d.Licensed && v.p.Signer != nil
	var err error
	if d.WhoBinds, err = v.whoBinds(); err != nil {
		return err
	}
	if d.Orders, err = v.letters(crm.StatementOrder); err != nil {
		return err
	}
	return show(v, orderListPage, v.L.T("nav.orders"), d)
}

func newOrder(v *visit) error {
	if !v.Actor.MayBind() || v.Verdict.License == nil {
		return v.noOrder()
	}
	d, err := v.orderForm()
	if err != nil {
		return err
	}
	return show(v, orderPage, v.L.T("order.new"), d)
}

// orderSeats is where more seats are ordered of the category that was full, ""
// when none was or the visitor may not see orders.
func (v *visit) orderSeats() string {
	if v.full == "" || !v.keepsLicence() || v.p.Signer == nil || v.Verdict.License == nil {
		return ""
	}
	return orderBase + "/new?" + url.Values{"category": {v.full}}.Encode()
}

// noOrder says in words why the visitor cannot order.
func (v *visit) noOrder() error {
	d := orderListData{MayBind: v.Actor.MayBind(), Licensed: v.Verdict.License != nil}
	var err error
	if d.WhoBinds, err = v.whoBinds(); err != nil {
		return err
	}
	if d.Orders, err = v.letters(crm.StatementOrder); err != nil {
		return err
	}
	return showStatus(v, http.StatusForbidden, orderListPage, v.L.T("nav.orders"), d)
}

// orderForm offers what can be ordered: with what was sent, else with the
// licence's numbers, and one more of the category that the address names.
func (v *visit) orderForm() (orderData, error) {
	l := v.Verdict.License
	fewer := l.Agreement.ReducesAfterNotice(v.agreementDay())
	d := orderData{Note: v.form("note"), Fewer: fewer.String(), FewerText: v.L.T("order.fewer_from", "date", v.L.Calendar(fewer))}
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return d, fmt.Errorf("counting the seats: %w", err)
	}
	sent := v.r.Method == http.MethodPost
	more := v.r.URL.Query().Get("category")
	for _, c := range v.orderable() {
		o := orderChoice{Name: v.categoryName(c.Code), Field: "seats." + c.Code, Now: int64(c.Seats), Wanted: int64(c.Seats), Later: v.later(c.Code), Step: 1,
			Small: v.L.T("order.used", "n", used[c.Code])}
		if c.Code == more {
			o.Wanted++
		}
		d.Seats = append(d.Seats, o)
	}
	for _, code := range v.modules() {
		on := slices.Contains(l.Modules, code)
		d.Modules = append(d.Modules, orderChoice{Name: v.moduleName(code), Field: "module." + code, Now: oneIf(on), Wanted: oneIf(on), On: on})
	}
	for _, m := range l.Meters {
		d.Meters = append(d.Meters, orderChoice{Name: v.L.meterName(m.Code), Field: "meter." + m.Code, Now: m.Included, Wanted: m.Included, Step: max(1, m.Step), Unit: m.Unit})
	}
	if sent {
		return d, d.take(v)
	}
	return d, nil
}

// take reads what the form sent.
func (d *orderData) take(v *visit) error {
	for _, list := range [][]orderChoice{d.Seats, d.Meters} {
		for i := range list {
			text := v.form(list[i].Field)
			if text == "" {
				continue
			}
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < 0 || n > 1_000_000_000 {
				d.Wrong = v.L.T("order.no_number", "what", list[i].Name)
				return nil
			}
			list[i].Wanted = n
		}
	}
	for i := range d.Modules {
		d.Modules[i].On = v.form(d.Modules[i].Field) != ""
		d.Modules[i].Wanted = oneIf(d.Modules[i].On)
	}
	return nil
}

func oneIf(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

// orderable are the categories of the licence, and the usual ones it lacks.
func (v *visit) orderable() []licensing.Category {
	out := slices.Clone(v.Verdict.Categories)
	for _, c := range slices.Concat(v.Verdict.Future, lockout.EvaluationCategories()) {
		if !slices.ContainsFunc(out, func(o licensing.Category) bool { return o.Code == c.Code }) {
			c.Seats = 0
			out = append(out, c)
		}
	}
	return out
}

// usualModules are those that the product knows, in the order of their names.
var usualModules = []string{"api", "custom_fields", "customer_centre", "mailings", "mirroring", "projects", "requests", "sales"}

func (v *visit) modules() []string {
	all := map[string]bool{}
	for _, code := range slices.Concat(usualModules, v.Verdict.License.Modules) {
		all[code] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// lines are what the order changes: the counts wanted afterwards.
func (d *orderData) lines(fewer licensing.Date) []licensing.OrderLine {
	var out []licensing.OrderLine
	add := func(kind licensing.LineKind, prefix string, list []orderChoice) {
		for _, c := range list {
			if c.Wanted == c.Now {
				continue
			}
			line := licensing.OrderLine{Kind: kind, Code: c.Field[len(prefix):], Before: c.Now, Wanted: c.Wanted}
			if c.Wanted < c.Now {
				line.From = fewer
			}
			out = append(out, line)
		}
	}
	add(licensing.OrderSeats, "seats.", d.Seats)
	add(licensing.OrderModule, "module.", d.Modules)
	add(licensing.OrderMeter, "meter.", d.Meters)
	return out
}

// placeOrder shows what an order changes and from when; once that was seen it
// makes the order.
func placeOrder(v *visit) error {
	if !v.Actor.MayBind() || v.Verdict.License == nil {
		return v.noOrder()
	}
	d, err := v.orderForm()
	if err != nil {
		return err
	}
	lines := d.lines(v.Verdict.License.Agreement.ReducesAfterNotice(v.agreementDay()))
	switch {
	case d.Wrong != "":
	case len([]rune(d.Note)) > 1000:
		d.Wrong = v.L.T("error.too_long", "max", 1000)
	case len(lines) == 0:
		d.Wrong = v.L.T("order.nothing")
	}
	if d.Wrong != "" || v.form("step") == "edit" {
		return showStatus(v, statusOf(d.Wrong), orderPage, v.L.T("order.new"), d)
	}
	if v.form("sure") != "" && v.form("fewer") == d.Fewer {
		return v.makeOrder(lines, d.Note)
	}
	if v.form("sure") != "" {
		d.Wrong = v.L.T("notice.moved")
	}
	d.Changes = v.orderChanges(lines)
	for _, list := range [][]orderChoice{d.Seats, d.Meters} {
		for _, c := range list {
			d.Sent = append(d.Sent, sentField{c.Field, strconv.FormatInt(c.Wanted, 10)})
		}
	}
	for _, c := range d.Modules {
		if c.On {
			d.Sent = append(d.Sent, sentField{c.Field, "1"})
		}
	}
	d.Reduces = slices.ContainsFunc(lines, func(l licensing.OrderLine) bool { return !l.From.IsZero() })
	return showStatus(v, statusOf(d.Wrong), orderPage, v.L.T("order.new"), d)
}

func statusOf(wrong string) int {
	if wrong != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

func (v *visit) makeOrder(lines []licensing.OrderLine, note string) error {
	l := v.Verdict.License
	o := licensing.Order{Schema: 1, ID: statementNumber("O"), Installation: v.p.Installation, Agreement: l.Agreement.No, Serial: l.Serial,
		PlacedAt: v.statedAt(), PlacedBy: v.User.Title(), Authority: v.authority(), Lines: lines, Note: note}
	if err := o.Check(); err != nil {
		return err
	}
	return v.keepStatement(crm.StatementOrder, o.ID, o)
}

// orderChanges tells the lines of an order in words.
func (v *visit) orderChanges(lines []licensing.OrderLine) []letterChange {
	var out []letterChange
	for _, l := range lines {
		c := letterChange{Before: v.L.Number(l.Before), Wanted: v.L.Number(l.Wanted), From: v.L.T("order.at_once")}
		switch l.Kind {
		case licensing.OrderSeats:
			c.What = v.L.T("install.seats_of", "category", v.categoryName(l.Code))
		case licensing.OrderModule:
			c.What, c.Before, c.Wanted = v.moduleName(l.Code), v.L.T("order.off"), v.L.T("order.on")
			if l.Wanted == 0 {
				c.Before, c.Wanted = c.Wanted, c.Before
			}
		default:
			c.What = v.L.T("order.included", "what", v.L.meterName(l.Code))
		}
		if !l.From.IsZero() {
			c.From = v.L.T("order.from", "date", v.L.Calendar(l.From))
		}
		out = append(out, c)
	}
	return out
}
