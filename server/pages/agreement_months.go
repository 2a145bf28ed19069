package pages

import (
	"maps"
	"slices"
)

var monthsPage = page[monthsData]{"agreement_months"}

// How many months of the record the page shows, and how many the file has.
const (
	recordShown = 24
	recordKept  = 60
)

// monthsData is the record of users by month and category.
type monthsData struct {
	Categories []string
	Months     []recordLine
	Download   string
}

type recordLine struct {
	Month   string
	Users   []monthUsers // by category
	Running bool
}

func showMonths(v *visit) error {
	list, err := v.usage(v.thisMonth().Add(1 - recordShown))
	if err != nil {
		return err
	}
	codes := map[string]bool{}
	for _, m := range list {
		for _, code := range m.categories() {
			codes[code] = true
		}
	}
	d := monthsData{Download: agreementBase + "/months/file"}
	all := slices.Sorted(maps.Keys(codes))
	for _, code := range all {
		d.Categories = append(d.Categories, v.recordName(code))
	}
	for _, m := range list {
		if len(m.Users) == 0 {
			continue
		}
		line := recordLine{Month: capital(v.L.Month(m.Month.Start(v.Verdict.Zone()))), Running: !m.closed(v.thisMonth())}
		for _, code := range all {
			u, users := m.users(code), monthUsers{}
			users.Peak = v.L.Number(int64(u.Peak))
			if u.Holders > 0 {
				users.Holders = v.L.T("months.holders", "n", u.Holders)
			}
			if u.OverDays > 0 {
				users.Over = v.L.T("months.over_days", "n", u.OverDays)
			}
			line.Users = append(line.Users, users)
		}
		d.Months = append(d.Months, line)
	}
	return show(v, monthsPage, v.L.T("months.title"), d)
}

// recordName is a category's name; "*" counts users of all categories.
func (v *visit) recordName(code string) string {
	if code == "*" {
		return v.L.T("usage.all_users")
	}
	return v.categoryName(code)
}

// downloadMonths gives five years of the record, a line for each month and
// category.
func downloadMonths(v *visit) error {
	list, err := v.usage(v.thisMonth().Add(1 - recordKept))
	if err != nil {
		return err
	}
	var rows [][]any
	for _, m := range list {
		for _, code := range m.categories() {
			u := m.users(code)
			rows = append(rows, []any{string(m.Month), code, v.recordName(code), int64(u.Peak), int64(u.Holders), int64(u.OverDays)})
		}
	}
	return v.sendCSV("users-by-month.csv", []string{v.L.T("months.month"), v.L.T("months.code"), v.L.T("seats.category"), v.L.T("months.most"),
		v.L.T("months.different"), v.L.T("months.over")}, rows)
}
