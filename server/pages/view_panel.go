package pages

import (
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// viewPanel asks for the name of a view and whom it is for.
type viewPanel struct {
	Heading string
	Action  string
	Send    string // text of the button
	Entity  crm.Entity
	Version int64 // 0 for a new view
	Name    string
	Sharing []sharing
	Keep    []param // the arrangement, of a new view
	Back    string
	Wrong   map[string]string
}

// sharing is whom a view may be for.
type sharing struct {
	Value, Text, Hint string
	Chosen            bool
}

// viewMenu is what can be done about a view.
type viewMenu struct {
	Name   string
	By     string // who owns it, when it is somebody else
	Shared string // with whom, in words
	SaveAs string // address of the panel that makes a view of the list
	Rename string // address of the panel; empty when the visitor may not
	Delete string // address of the form
	Moves  []move
	Entity crm.Entity
	Back   string
}

// move is a new order of the tabs.
type move struct{ Key, Icon, Order string }

// panelOfView asks about a new view, or about the one that is shown.
func (v *visit) panelOfView(r roster, l listing, n *names) *viewPanel {
	p := &viewPanel{Entity: r.entity, Back: l.address()}
	chosen := string(crm.VisibleToOwner)
	switch {
	case l.panel == "save":
		p.Heading, p.Action, p.Send = v.L.T("view.save_as"), "/views", v.L.T("view.save")
		p.Keep = settingPairs(l.now)
	case l.panel == "view" && l.view != nil && v.Actor.MayArrange(l.view):
		p.Heading, p.Action, p.Send = v.L.T("view.rename"), "/views/"+l.key, v.L.T("view.save")
		p.Version, p.Name = l.view.Version, l.view.Name
		chosen = sharingOf(l.view)
	default:
		return nil
	}
	if l.sent != nil {
		p.Name, p.Wrong, chosen = l.sent.Name, l.sent.Wrong, l.sent.Sharing
	}
	p.Sharing = v.sharings(n, chosen)
	return p
}

func sharingOf(view *crm.View) string {
	if view.Visibility == crm.VisibleToGroup {
		return "group." + strconv.FormatInt(view.Group, 10)
	}
	return string(view.Visibility)
}

// sharings lists whom the visitor may share a view with.
func (v *visit) sharings(n *names, chosen string) []sharing {
	out := []sharing{{Value: string(crm.VisibleToOwner), Text: v.L.T("view.for_me")}}
	for _, g := range n.groups {
		value := "group." + strconv.FormatInt(g.ID, 10)
		if v.Actor.In(g.ID) || v.Actor.Admin || value == chosen {
			out = append(out, sharing{Value: value, Text: v.L.T("view.for_group", "group", g.Name)})
		}
	}
	out = append(out, sharing{Value: string(crm.VisibleToAll), Text: v.L.T("view.for_all")})
	for i := range out {
		out[i].Chosen = out[i].Value == chosen
	}
	return out
}

// settingPairs are the fields of a form that carries an arrangement along.
func settingPairs(s crm.ViewSettings) []param {
	return []param{{"columns", s.Columns}, {"sort", s.Sort}, {"filter", s.Filter}, {"q", s.Text}, {"group", s.Group}}
}

// viewMenu is nil for the trash, about which nothing can be done.
func (v *visit) viewMenu(r roster, l listing, n *names) *viewMenu {
	if l.key == viewTrash || !v.mayChange() {
		return nil
	}
	m := &viewMenu{Entity: r.entity, Back: l.address(), SaveAs: l.address(param{"panel", "save"}), Moves: v.moves(l)}
	if l.view == nil {
		return m
	}
	m.Name = l.view.Name
	switch l.view.Visibility {
	case crm.VisibleToAll:
		m.Shared = v.L.T("view.for_all")
	case crm.VisibleToGroup:
		m.Shared = v.L.T("view.for_group", "group", n.group(l.view.Group))
	}
	if l.view.Owner != v.User.ID {
		m.By = n.users[l.view.Owner]
	}
	if v.Actor.MayArrange(l.view) {
		m.Rename = l.address(param{"panel", "view"})
		m.Delete = "/views/" + l.key + "/trash"
	}
	return m
}

// moves are the places that the view's tab can go to.
func (v *visit) moves(l listing) []move {
	var keys []string
	for _, t := range l.tabs[:len(l.tabs)-1] {
		keys = append(keys, t.Key)
	}
	at := slices.Index(keys, l.key)
	if at < 0 {
		return nil
	}
	to := func(place int) string {
		order := slices.Delete(slices.Clone(keys), at, at+1)
		return strings.Join(slices.Insert(order, place, l.key), ",")
	}
	var out []move
	if at > 0 {
		out = append(out, move{"view.first", "pin", to(0)}, move{"view.left", "left", to(at - 1)})
	}
	if at+1 < len(keys) {
		out = append(out, move{"view.right", "right", to(at + 1)})
	}
	return out
}
