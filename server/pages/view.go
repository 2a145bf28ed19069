package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

type savedViews interface {
	Views(ctx context.Context, a crm.Actor, entity crm.Entity) ([]crm.View, error)
	View(ctx context.Context, a crm.Actor, id int64) (crm.View, error)
	CreateView(ctx context.Context, a crm.Actor, v *crm.View) error
	UpdateView(ctx context.Context, a crm.Actor, id, version int64, change func(*crm.View)) (crm.View, error)
	TrashView(ctx context.Context, a crm.Actor, id int64) error
	RestoreView(ctx context.Context, a crm.Actor, id int64) (crm.View, error)
}

// tab is a view above a list.
type tab struct {
	Key     string
	Label   string
	URL     string
	Current bool
	view    *crm.View // nil for the views that everybody has
}

// tabs are the views that the visitor may use, in the order they gave them;
// those without a place come after, the trash last.
func (v *visit) tabs(r roster, views []crm.View) []tab {
	all := []tab{{Key: viewAll, Label: v.L.T(r.kind + ".all")}, {Key: viewMine, Label: v.L.T(r.kind + ".mine")}}
	for i := range views {
		all = append(all, tab{Key: strconv.FormatInt(views[i].ID, 10), Label: views[i].Name, view: &views[i]})
	}
	order := v.tabOrder(r.entity)
	place := func(t tab) int {
		if i := slices.Index(order, t.Key); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(all, func(a, b tab) int { return place(a) - place(b) })
	all = append(all, tab{Key: viewTrash, Label: v.L.T("list.trash")})
	for i := range all {
		all[i].URL = r.base + "?view=" + all[i].Key
		if i == 0 {
			all[i].URL = r.base
		}
	}
	return all
}

// tabOrder is the order that the visitor gave to the views of a kind of
// record, by their keys.
func (v *visit) tabOrder(e crm.Entity) []string {
	tabs := map[crm.Entity][]string{}
	v.preference("tabs", &tabs) // none: nothing was arranged yet
	return tabs[e]
}

// keepTabOrder notes the order among the user's preferences.
func (v *visit) keepTabOrder(e crm.Entity, order []string) error {
	tabs := map[crm.Entity][]string{}
	if !v.preference("tabs", &tabs) {
		tabs = map[crm.Entity][]string{}
	}
	tabs[e] = order
	return v.keepPreference("tabs", tabs)
}

// rosterOf finds the list of a kind of record.
func rosterOf(e crm.Entity) (roster, error) {
	for _, r := range []roster{companyRoster(), personRoster(), documentRoster()} {
		if r.entity == e {
			return r, nil
		}
	}
	return roster{}, fmt.Errorf("a list of %q: %w", e, crm.ErrNotFound)
}

// sentView reads the arrangement that a form carries along.
func (v *visit) sentView(r roster) crm.ViewSettings {
	s := crm.ViewSettings{Columns: v.form("columns"), Sort: v.form("sort"), Filter: v.form("filter"), Text: v.form("q"), Group: v.form("group")}
	return arranged(s, r)
}

// sentSharing reads whom a view is for: "owner", "everyone" or "group.3".
func (v *visit) sentSharing() (crm.Visibility, int64) {
	whom, group, _ := strings.Cut(v.form("sharing"), ".")
	id, _ := strconv.ParseInt(group, 10, 64) // anything else is no group, which the store refuses
	return crm.Visibility(whom), id
}

func createView(v *visit) error {
	r, err := rosterOf(crm.Entity(v.form("entity")))
	if err != nil {
		return err
	}
	view := crm.View{Entity: r.entity, Name: v.form("name"), Settings: v.sentView(r)}
	view.Visibility, view.Group = v.sentSharing()
	err = v.p.Store.CreateView(v.ctx(), v.Actor, &view)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.askView(r, "save", invalid)
	}
	if err != nil {
		return err
	}
	return v.toView(r, view, v.L.T("view.created", "name", view.Name))
}

// saveView changes what the form has of a view: its arrangement, or its name
// and whom it is shared with.
func saveView(v *visit) error {
	old, r, err := v.viewOf()
	if err != nil {
		return err
	}
	view, err := v.p.Store.UpdateView(v.ctx(), v.Actor, old.ID, v.number("version"), func(view *crm.View) {
		if v.r.PostForm.Has("name") {
			view.Name = v.form("name")
			view.Visibility, view.Group = v.sentSharing()
			return
		}
		view.Settings = v.sentView(r)
	})
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.askView(r, "view", invalid)
	}
	if err != nil {
		return err
	}
	return v.toView(r, view, v.L.T("view.saved", "name", view.Name))
}

// askView asks again for what was refused, and keeps what was written.
func (v *visit) askView(r roster, panel string, wrong *crm.Invalid) error {
	back, err := url.Parse(v.back(r.base))
	if err != nil {
		return err
	}
	q := back.Query()
	q.Set("panel", panel)
	l, err := v.listing(r, q)
	if err != nil {
		return err
	}
	l.sent = &viewForm{Name: v.form("name"), Sharing: v.form("sharing"), Wrong: v.wrongFields(wrong)}
	return v.showListing(r, l, http.StatusUnprocessableEntity)
}

// viewForm is what somebody wrote about a view.
type viewForm struct {
	Name    string
	Sharing string
	Wrong   map[string]string
}

// viewOf finds the view that an address names, and the list it belongs to.
func (v *visit) viewOf() (crm.View, roster, error) {
	id, err := v.id()
	if err != nil {
		return crm.View{}, roster{}, err
	}
	view, err := v.p.Store.View(v.ctx(), v.Actor, id)
	if err != nil {
		return view, roster{}, err
	}
	r, err := rosterOf(view.Entity)
	return view, r, err
}

func trashView(v *visit) error {
	view, r, err := v.viewOf()
	if err != nil {
		return err
	}
	if err := v.p.Store.TrashView(v.ctx(), v.Actor, view.ID); err != nil {
		return err
	}
	if err := v.sayForm(v.L.T("view.deleted", "name", view.Name), "/views/"+strconv.FormatInt(view.ID, 10)+"/restore"); err != nil {
		return err
	}
	return v.to(r.base)
}

func restoreView(v *visit) error {
	view, r, err := v.viewOf()
	if err != nil {
		return err
	}
	if view, err = v.p.Store.RestoreView(v.ctx(), v.Actor, view.ID); err != nil {
		return err
	}
	return v.toView(r, view, v.L.T("view.restored", "name", view.Name))
}

// orderViews keeps the order of the tabs; the first is what the list opens
// with.
func orderViews(v *visit) error {
	r, err := rosterOf(crm.Entity(v.form("entity")))
	if err != nil {
		return err
	}
	order := slices.DeleteFunc(strings.Split(v.form("order"), ","), func(key string) bool {
		id, err := strconv.ParseInt(key, 10, 64)
		return key != viewAll && key != viewMine && (err != nil || id < 1)
	})
	if len(order) > maxTabs {
		order = order[:maxTabs]
	}
	if err := v.keepTabOrder(r.entity, order); err != nil {
		return err
	}
	return v.to(v.back(r.base))
}

// maxTabs is how many places of tabs are remembered.
const maxTabs = 300

// toView leads to a view and tells what was done.
func (v *visit) toView(r roster, view crm.View, text string) error {
	if err := v.say(text, ""); err != nil {
		return err
	}
	return v.to(r.base + "?view=" + strconv.FormatInt(view.ID, 10))
}
