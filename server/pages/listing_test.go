package pages

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"holm/crm"
)

// drawListing draws a list as somebody might have arranged it.
func drawListing(t *rapid.T, r roster) listing {
	l := listing{base: r.base, sorts: r.sorts, tabs: []tab{{Key: viewAll}, {Key: viewMine}, {Key: viewTrash}}}
	own := func(label string) crm.ViewSettings {
		sort := rapid.SampledFrom(append([]string{"", "-name"}, r.sorts...)).Draw(t, label+" sort")
		var names []string
		for _, f := range r.fields {
			names = append(names, f.Name)
		}
		var columns []crm.ViewColumn
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, 6, rapid.ID).Draw(t, label+" columns") {
			columns = append(columns, crm.ViewColumn{Field: name, Width: rapid.SampledFrom([]int{0, 64, 200, 640}).Draw(t, label+" width")})
		}
		filter := rapid.SampledFrom([]string{"", `owner is me`, `name contains "Ø & \"x\"?"`, `street_city empty and (stop is yes or employees > 3)`}).Draw(t, label+" filter")
		return arranged(crm.ViewSettings{Text: rapid.StringMatching(`[a-zø+&#% ]{0,8}`).Draw(t, label+" text"), Sort: sort,
			Columns: crm.JoinColumns(columns), Filter: filter}, r)
	}
	l.key = rapid.SampledFrom([]string{viewAll, viewMine, "17"}).Draw(t, "view")
	switch l.key {
	case viewMine:
		l.own.Filter = crm.IsMe("owner").String()
	case "17":
		l.own = own("view's")
		l.tabs = slices.Insert(l.tabs, rapid.IntRange(0, 2).Draw(t, "place"), tab{Key: "17", view: &crm.View{ID: 17, Settings: l.own}})
	}
	l.now = own("shown")
	return l
}

// TestAddressLeadsBackToTheSameList reads what a list writes as its address.
func TestAddressLeadsBackToTheSameList(t *testing.T) {
	r := companyRoster()
	rapid.Check(t, func(t *rapid.T) {
		l := drawListing(t, r)
		u, err := url.Parse(l.address())
		if err != nil {
			t.Fatal(err)
		}
		again := listing{base: r.base, sorts: r.sorts, tabs: l.tabs}
		if err := again.choose(nil, r, u.Query().Get("view")); err != nil {
			t.Fatalf("%s: %v", u, err)
		}
		again.own = arranged(again.own, r)
		again.now = again.own
		again.change(u.Query())
		if err := again.read(r, ""); err != nil || again.wrong != nil {
			t.Fatalf("%s: %v %v", u, err, again.wrong)
		}
		if again.key != l.key || again.now != l.now {
			t.Fatalf("%s shows %s %+v, not %s %+v", u, again.key, again.now, l.key, l.now)
		}
		if again.modified() != (l.now != again.own) || again.address() != l.address() {
			t.Fatalf("%s is written %s", l.address(), again.address())
		}
	})
}

func TestColumnsAreReadAsTheyAreWritten(t *testing.T) {
	r := companyRoster()
	for text, want := range map[string]string{
		"":                                   "",
		"phones":                             "phones",
		"phones,phones,nothing,logo,:3,name": "phones",
		"name:300,phones:1,emails:9999":      "name:304,phones:64,emails:640",
		"number:x,updated_at:-5":             "number,updated_at",
		strings.Join(r.usual, ","):           "",
	} {
		if got := joinColumns(r, r.columns(text)); got != want {
			t.Errorf("%q is written %q, not %q", text, got, want)
		}
		if again := joinColumns(r, r.columns(want)); again != want {
			t.Errorf("%q is written %q", want, again)
		}
	}
}
