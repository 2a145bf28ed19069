package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"holm/crm"
)

type listItems interface {
	ListItems(ctx context.Context, list string) ([]crm.ListItem, error)
	CreateListItem(ctx context.Context, a crm.Actor, i *crm.ListItem) error
	UpdateListItem(ctx context.Context, a crm.Actor, i crm.ListItem) error
}

const listBase = "/admin/lists"

var (
	pickListsPage = page[pickListsData]{"pick_lists"}
	listItemPage  = page[listItemData]{"list_item"}
)

type pickListsData struct {
	Lists     []pickList
	MayChange bool
}

type pickList struct {
	Name, Label string
	Items       []itemLine
}

type itemLine struct {
	ID                    int64
	URL, Name, Look       string
	Missing               string // languages without a name
	Active, First, Latest bool
}

type listItemData struct {
	Action, Title, List, ListLabel string
	Version                        int64
	Names                          []nameLine
	Colour, Refused                string
	Colours                        []choice
	Active, MayChange, Fresh       bool
	Wrong                          map[string]string
}

// nameLine is a name in one language.
type nameLine struct{ Code, Language, Text string }

func listPickLists(v *visit) error {
	all, err := v.p.Store.ListItems(v.ctx(), "")
	if err != nil {
		return fmt.Errorf("reading the pick lists: %w", err)
	}
	d := pickListsData{MayChange: v.mayChange()}
	for _, name := range crm.Lists {
		list := pickList{Name: name, Label: v.L.T("list_item.list." + name)}
		for _, item := range all {
			if item.List == name {
				list.Items = append(list.Items, v.itemLine(item))
			}
		}
		if n := len(list.Items); n > 0 {
			list.Items[0].First, list.Items[n-1].Latest = true, true
		}
		d.Lists = append(d.Lists, list)
	}
	return show(v, pickListsPage, v.L.T("nav.lists"), d)
}

func (v *visit) itemLine(item crm.ListItem) itemLine {
	line := itemLine{ID: item.ID, URL: recordURL(listBase, item.ID), Name: item.Names.In(v.L.code), Active: item.Active, Look: tagLook(item.Colour)}
	for _, c := range v.p.words.Languages() {
		if item.Names[c.Value] == "" {
			if line.Missing != "" {
				line.Missing += ", "
			}
			line.Missing += c.Text
		}
	}
	return line
}

func newListItem(v *visit) error {
	list := v.r.URL.Query().Get("list")
	if !slices.Contains(crm.Lists, list) {
		return crm.ErrNotFound
	}
	return v.showItem(http.StatusOK, crm.ListItem{List: list, Active: true}, nil, "")
}

func showListItem(v *visit) error {
	item, _, err := v.listItem()
	if err != nil {
		return err
	}
	return v.showItem(http.StatusOK, item, nil, "")
}

// listItem is the item in the address, and its list.
func (v *visit) listItem() (crm.ListItem, []crm.ListItem, error) {
	id, err := v.id()
	if err != nil {
		return crm.ListItem{}, nil, err
	}
	all, err := v.p.Store.ListItems(v.ctx(), "")
	if err != nil {
		return crm.ListItem{}, nil, fmt.Errorf("reading the pick lists: %w", err)
	}
	at := slices.IndexFunc(all, func(i crm.ListItem) bool { return i.ID == id })
	if at < 0 {
		return crm.ListItem{}, nil, crm.ErrNotFound
	}
	list := slices.DeleteFunc(slices.Clone(all), func(i crm.ListItem) bool { return i.List != all[at].List })
	return all[at], list, nil
}

func (v *visit) showItem(status int, item crm.ListItem, wrong map[string]string, refused string) error {
	d := listItemData{Action: listBase, Title: v.L.T("list_item.new"), List: item.List, ListLabel: v.L.T("list_item.list." + item.List),
		Version: item.Version, Colour: item.Colour, Active: item.Active, MayChange: v.mayChange(), Fresh: item.ID == 0, Wrong: wrong, Refused: refused,
		Colours: v.colours()}
	if item.ID != 0 {
		d.Action, d.Title = recordURL(listBase, item.ID), item.Names.In(v.L.code)
	}
	for _, c := range v.p.words.Languages() {
		d.Names = append(d.Names, nameLine{c.Value, c.Text, item.Names[c.Value]})
	}
	return showStatus(v, status, listItemPage, d.Title, d)
}

// colours are the colours to choose from.
func (v *visit) colours() []choice {
	out := []choice{{"", v.L.T("colour.none")}}
	for _, c := range crm.Colours {
		out = append(out, choice{c, v.L.T("colour." + c)})
	}
	return out
}

// itemOfForm is the item as a form describes it.
func (v *visit) itemOfForm(item crm.ListItem) crm.ListItem {
	item.Names = crm.Texts{}
	for _, c := range v.p.words.Languages() {
		if text := v.form("name." + c.Value); text != "" {
			item.Names[c.Value] = text
		}
	}
	item.Colour, item.Active = v.form("colour"), v.form("active") != ""
	return item
}

func createListItem(v *visit) error {
	item := v.itemOfForm(crm.ListItem{List: v.form("list")})
	if !slices.Contains(crm.Lists, item.List) {
		return crm.ErrNotFound
	}
	all, err := v.p.Store.ListItems(v.ctx(), item.List)
	if err != nil {
		return fmt.Errorf("reading the pick lists: %w", err)
	}
	item.Active = true
	for _, other := range all {
		item.Rank = max(item.Rank, other.Rank+1)
	}
	return v.itemDone(item, v.p.Store.CreateListItem(v.ctx(), v.Actor, &item))
}

func saveListItem(v *visit) error {
	item, _, err := v.listItem()
	if err != nil {
		return err
	}
	item = v.itemOfForm(item)
	item.Version = v.number("version")
	return v.itemDone(item, v.p.Store.UpdateListItem(v.ctx(), v.Actor, item))
}

func (v *visit) itemDone(item crm.ListItem, err error) error {
	var invalid *crm.Invalid
	var conflict *crm.Conflict
	switch {
	case errors.As(err, &invalid):
		return v.showItem(http.StatusUnprocessableEntity, item, v.wrongFields(invalid), "")
	case errors.As(err, &conflict):
		now, _, err := v.listItem()
		if err != nil {
			return err
		}
		return v.showItem(http.StatusConflict, now, nil, v.L.T("list_item.conflict"))
	case err != nil:
		return err
	}
	if err := v.say(v.L.T("list_item.saved", "name", item.Names.In(v.L.code)), ""); err != nil {
		return err
	}
	return v.to(listBase + "#" + item.List)
}

// moveListItem puts an item one place up or down in its list.
func moveListItem(v *visit) error {
	item, list, err := v.listItem()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(i crm.ListItem) bool { return i.ID == item.ID })
	to := at + 1
	if v.form("up") != "" {
		to = at - 1
	}
	if to < 0 || to >= len(list) {
		return v.to(listBase + "#" + item.List)
	}
	list[at], list[to] = list[to], list[at]
	for i := range list {
		if rank := int64(i + 1); list[i].Rank != rank {
			list[i].Rank = rank
			if err := v.p.Store.UpdateListItem(v.ctx(), v.Actor, list[i]); err != nil {
				return err
			}
		}
	}
	return v.to(listBase + "?moved=" + strconv.FormatInt(item.ID, 10) + "#" + item.List)
}
