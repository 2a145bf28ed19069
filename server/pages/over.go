package pages

import (
	"slices"
	"time"

	"holm/crm"
)

// overCategory is a category with more users than seats, or that will have,
// and the holders who were here least recently.
type overCategory struct {
	Title, Text string
	Order       string
	Holders     []overHolder
	Moves       string // the category that a holder can be moved to, "" for none
	MovesTo     string // its name
}

type overHolder struct {
	URL, Name, Login, Seen string
	Main                   bool
}

// overMost is how many holders are listed beyond those too many.
const overMost = 5

// over lists the categories with more users than seats, now or from a date
// that the licence has. Nobody is logged out; whoever manages users sees whom
// to deactivate or move.
func (v *visit) over() ([]overCategory, error) {
	if !v.Actor.May(crm.MayManageUsers) {
		return nil, nil
	}
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return nil, err
	}
	type excess struct {
		code        string
		seats, most int
		from        time.Time
	}
	var list []excess
	for _, c := range v.Verdict.Categories {
		if v.Verdict.Flags.OverLimit[c.Code] > 0 && used[c.Code] > c.Seats {
			list = append(list, excess{c.Code, c.Seats, used[c.Code], time.Time{}})
		}
	}
	for _, c := range v.Verdict.Future {
		now := slices.ContainsFunc(list, func(e excess) bool { return e.code == c.Code })
		if !now && c.From != nil && used[c.Code] > c.Seats && v.Verdict.Seats(c.Code) > c.Seats {
			list = append(list, excess{c.Code, c.Seats, used[c.Code], *c.From})
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	users, err := v.p.Store.Users(v.ctx(), v.Actor)
	if err != nil {
		return nil, err
	}
	var out []overCategory
	for _, e := range list {
		o := overCategory{Title: v.L.T("over.now", "category", v.categoryName(e.code)), Text: v.L.T("over.count", "seats", e.seats, "used", e.most)}
		if !e.from.IsZero() {
			o.Title = v.L.T("over.later", "category", v.categoryName(e.code), "date", v.L.Date(e.from.In(v.Zone)))
		}
		o.Moves = v.lower(e.code, used)
		o.MovesTo = v.categoryName(o.Moves)
		o.Holders = v.leastActive(users, e.code, e.most-e.seats+overMost)
		v.full = e.code
		o.Order = v.orderSeats()
		v.full = ""
		out = append(out, o)
	}
	return out, nil
}

// lower is the category with the most free seats that takes functions away and
// gives no other, "" for none.
func (v *visit) lower(code string, used map[string]int) string {
	best, free := "", 0
	for _, c := range v.Verdict.Categories {
		if n := c.Seats - used[c.Code]; n > free && v.Verdict.Lowers(code, c.Code) {
			best, free = c.Code, n
		}
	}
	return best
}

// leastActive are the holders of seats in a category, who was here longest ago
// first; the main user, who keeps theirs, last.
func (v *visit) leastActive(users []crm.User, code string, most int) []overHolder {
	var holders []crm.User
	for _, u := range users {
		if u.HoldsSeat() && u.Category == code {
			holders = append(holders, u)
		}
	}
	seen := func(u crm.User) time.Time {
		if u.LastSeenAt == nil {
			return time.Time{}
		}
		return *u.LastSeenAt
	}
	slices.SortStableFunc(holders, func(a, b crm.User) int {
		if a.Main != b.Main {
			return int(oneIf(a.Main) - oneIf(b.Main))
		}
		return seen(a).Compare(seen(b))
	})
	var out []overHolder
	for _, u := range holders[:min(most, len(holders))] {
		line := overHolder{URL: recordURL(userBase, u.ID), Name: u.Title(), Login: u.Login, Seen: v.seen(u), Main: u.Main}
		if line.Seen == "" {
			line.Seen = v.L.T("over.never")
		}
		out = append(out, line)
	}
	return out
}
