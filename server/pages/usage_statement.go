package pages

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"mime"
	"net/http"
	"strconv"

	"holm/crm"
	"holm/licensing"
	"holm/server/paper"
)

// downloadUsage gives out a month's statement, as CSV or PDF, in the
// customer's language.
func downloadUsage(v *visit) error {
	month, err := crm.ParseMonth(v.r.PathValue("month"))
	form := v.r.PathValue("form")
	if err != nil || form != "csv" && form != "pdf" {
		return fmt.Errorf("address %s: %w", v.r.URL.Path, crm.ErrNotFound)
	}
	list, err := v.usage(month)
	if err != nil {
		return err
	}
	of := &usageMonth{Month: month}
	for _, m := range list {
		if m.Month == month {
			of = m
		}
	}
	if month > v.thisMonth() || len(of.Meters) == 0 && len(of.Users) == 0 {
		return fmt.Errorf("the statement of %s: %w", month, crm.ErrNotFound)
	}
	s := v.usageStatement(of)
	text, kind := s.csv(), "text/csv; charset=utf-8"
	if form == "pdf" {
		if text, err = paper.PDF(s.sheet()); err != nil {
			return err
		}
		kind = "application/pdf"
	}
	return v.sendFile("holm-"+s.l.T("usage.file")+"-"+string(month)+"."+form, kind, text)
}

// sendFile answers with a file to keep.
func (v *visit) sendFile(name, kind string, text []byte) error {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Length", strconv.Itoa(len(text)))
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(text) // the reader has gone: nothing is left to do
	return nil
}

// usageStatement is a month's statement in the customer's language.
type usageStatement struct {
	l      *locale
	v      *visit
	m      *usageMonth
	closed bool
}

func (v *visit) usageStatement(m *usageMonth) usageStatement {
	s := usageStatement{l: v.L, v: v, m: m, closed: m.closed(v.thisMonth())}
	if l := v.Verdict.License; l != nil && l.Customer.Language != "" {
		s.l = v.p.words.In(l.Customer.Language)
	}
	return s
}

// meterRow is a meter's month with what the licence of today asks for more.
type meterRow struct {
	crm.MeterMonth
	of licensing.Meter
}

func (s usageStatement) meters() (rows []meterRow) {
	for _, m := range s.m.Meters {
		if m.Included < 0 {
			continue
		}
		row := meterRow{m, licensing.Meter{Code: m.Code, Unit: m.Unit}}
		for _, of := range s.v.meters() {
			if of.Code == m.Code {
				row.of = of
			}
		}
		row.of.Unit = m.Unit
		rows = append(rows, row)
	}
	return rows
}

func (r meterRow) cost() int64 { return crm.Steps(r.Over(), r.of.Step) * r.of.Price }

// csv has one line per meter and per category, with a line of headings.
func (s usageStatement) csv() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff") // spreadsheets take it for UTF-8 by this
	w := csv.NewWriter(&b)
	w.Comma = ';'
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	rows := [][]string{{s.l.T("usage.month"), s.l.T("usage.what"), s.l.T("usage.unit"), s.l.T("usage.used"), s.l.T("usage.included"), s.l.T("usage.beyond"),
		s.l.T("usage.cost"), s.l.T("usage.currency"), s.l.T("usage.peak"), s.l.T("usage.holders"), s.l.T("usage.over_days")}}
	for _, r := range s.meters() {
		rows = append(rows, []string{string(s.m.Month), s.l.meterName(r.Code), r.Unit, number(r.Units()), number(r.Included), number(r.Over()),
			fmt.Sprintf("%d.%02d", r.cost()/100, r.cost()%100), r.of.Currency, "", "", ""})
	}
	for _, code := range s.m.categories() {
		u := s.m.Users[code]
		rows = append(rows, []string{string(s.m.Month), s.category(code), s.l.T("usage.users"), "", "", "", "", "",
			strconv.Itoa(u.Peak), s.holders(u), strconv.Itoa(u.OverDays)})
	}
	_ = w.WriteAll(rows) // into memory: never fails
	return b.Bytes()
}

func (s usageStatement) holders(u *usageUsers) string {
	if u.Holders == 0 {
		return ""
	}
	return strconv.Itoa(u.Holders)
}

func (s usageStatement) category(code string) string {
	if code == "*" {
		return s.l.T("usage.all_users")
	}
	if c, ok := s.v.Verdict.Category(code); ok && c.Name.In(s.l.code) != "" {
		return c.Name.In(s.l.code)
	}
	return s.v.categoryName(code)
}

// sheet is the statement on paper.
func (s usageStatement) sheet() paper.Sheet {
	zone := s.v.Verdict.Zone()
	month := s.l.Month(s.m.Month.Start(zone))
	lede := s.l.T("usage.running")
	if s.closed {
		lede = s.l.T("usage.closed")
	}
	sheet := paper.Sheet{Title: s.l.T("usage.statement", "month", month), Lede: lede, Language: s.l.code, At: s.v.Verdict.At,
		Foot: s.l.T("usage.foot", "date", s.l.Moment(s.v.Verdict.At.In(zone)))}
	if l := s.v.Verdict.License; l != nil {
		sheet.Facts = [][2]string{{s.l.T("agreement.customer"), l.Customer.Name}, {s.l.T("agreement.agreement"), l.Agreement.No},
			{s.l.T("agreement.installation"), l.Installation}}
	}
	sheet.Facts = append(sheet.Facts, [2]string{s.l.T("usage.zone"), zone.String()})
	meters := paper.Part{Title: s.l.T("usage.meters"), Columns: []paper.Column{{Title: s.l.T("usage.what"), Share: 3}, {Title: s.l.T("usage.used"), Share: 2, Right: true},
		{Title: s.l.T("usage.included"), Share: 2, Right: true}, {Title: s.l.T("usage.beyond"), Share: 2, Right: true}, {Title: s.l.T("usage.cost"), Share: 2, Right: true}}}
	for _, r := range s.meters() {
		meters.Rows = append(meters.Rows, []string{s.l.meterName(r.Code), s.l.amount(r.Used, r.of), s.l.units(r.Included, r.of), s.l.units(r.Over(), r.of),
			s.l.Money(r.cost()) + " " + r.of.Currency})
	}
	meters.Note = s.l.T("usage.meters_note")
	if len(meters.Rows) == 0 {
		meters.Note = s.l.T("usage.no_meters")
	}
	users := paper.Part{Title: s.l.T("usage.users_title"), Note: s.l.T("usage.users_note"), Columns: []paper.Column{{Title: s.l.T("seats.category"), Share: 3},
		{Title: s.l.T("usage.peak"), Share: 2, Right: true}, {Title: s.l.T("usage.holders"), Share: 2, Right: true}, {Title: s.l.T("usage.over_days"), Share: 2, Right: true}}}
	for _, code := range s.m.categories() {
		u := s.m.Users[code]
		users.Rows = append(users.Rows, []string{s.category(code), s.l.Number(int64(u.Peak)), s.holders(u), s.l.Number(int64(u.OverDays))})
	}
	sheet.Parts = []paper.Part{meters, users}
	return sheet
}
