package pages

import (
	"context"
	"net/url"
	"strings"

	"holm/crm"
)

type searches interface {
	Search(ctx context.Context, a crm.Actor, text string, limit int) ([]crm.Hit, error)
}

var searchPage = page[searchData]{"search"}

type searchData struct {
	Text   string
	Found  bool
	Groups []hitGroup
}

type hitGroup struct {
	Title string
	Hits  []hit
}

type hit struct {
	Text, Small, URL, Kind string
	Icon, Hue, Letter      string
	Org                    bool
}

// searchRows is how many records a search shows.
const searchRows = 20

// showSearch answers the command box and the search page: records first, then
// what can be done here. A leading > asks for actions only, # for numbers, @
// for people.
func showSearch(v *visit) error {
	text := strings.TrimSpace(v.r.URL.Query().Get("q"))
	d := searchData{Text: text}
	only, words := "", text
	if text != "" && strings.ContainsAny(text[:1], ">#@") {
		only, words = text[:1], strings.TrimSpace(text[1:])
	}
	if words != "" && only != ">" {
		hits, err := v.p.Store.Search(v.ctx(), v.Actor, words, searchRows)
		if err != nil {
			return err
		}
		g := hitGroup{Title: v.L.T("search.records")}
		for _, h := range hits {
			if only == "@" && h.Entity != crm.EntityPerson {
				continue
			}
			g.Hits = append(g.Hits, v.hit(h))
		}
		if d.Found = len(g.Hits) > 0; d.Found {
			d.Groups = append(d.Groups, g)
		}
	}
	if v.part() == "cmd-list" && (only == "" || only == ">") {
		if g := v.actions(words); len(g.Hits) > 0 {
			d.Groups = append(d.Groups, g)
		}
	}
	return show(v, searchPage, v.L.T("search.title"), d)
}

func (v *visit) hit(h crm.Hit) hit {
	out := hit{Text: h.Title, Small: h.Detail, Kind: v.L.T(string(h.Entity) + ".kind"), Hue: hue(h.Title)}
	switch h.Entity {
	case crm.EntityCompany:
		out.URL, out.Org = recordURL(companyBase, h.ID), true
	case crm.EntityPerson:
		out.URL = recordURL(personBase, h.ID)
	case crm.EntityDocument:
		out.URL, out.Icon = recordURL(documentBase, h.ID), "document"
	}
	return out
}

// actions lists where one can go and what one can make.
func (v *visit) actions(words string) hitGroup {
	g := hitGroup{Title: v.L.T("search.actions_here")}
	add := func(text, address, icon, letter string) {
		if words == "" || strings.Contains(strings.ToLower(text), strings.ToLower(words)) {
			g.Hits = append(g.Hits, hit{Text: text, URL: address, Icon: icon, Letter: letter})
		}
	}
	for _, item := range v.navigation() {
		letter := ""
		if item.Letter != "" {
			letter = "g " + item.Letter
		}
		add(v.L.T(item.Key), item.URL, item.Icon, letter)
	}
	for _, item := range v.administration() {
		add(v.L.T(item.Key), item.URL, item.Icon, "")
	}
	add(v.L.T("me.title"), "/me", "person", "")
	add(v.L.T("help.keys"), "/help", "help", "?")
	if !v.mayChange() {
		return g
	}
	for _, item := range v.creatable() {
		kind := strings.TrimSuffix(item.Key, ".kind")
		if words == "" {
			add(v.L.T(kind+".new"), item.URL, "plus", "")
			continue
		}
		g.Hits = append(g.Hits, hit{Text: v.L.T(kind+".create_named", "name", words),
			URL: item.URL + "?name=" + url.QueryEscape(words), Icon: "plus"})
	}
	return g
}
