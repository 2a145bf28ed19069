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

type tags interface {
	Tags(ctx context.Context) ([]crm.Tag, error)
	CountTags(ctx context.Context, tags []crm.Tag) error
	UpdateTag(ctx context.Context, a crm.Actor, g crm.Tag) error
	MergeTags(ctx context.Context, a crm.Actor, from, into int64) error
	DeleteTag(ctx context.Context, a crm.Actor, id int64) error
}

const tagBase = "/admin/tags"

var (
	tagListPage = page[tagListData]{"tag_list"}
	tagPage     = page[tagData]{"tag"}
)

type tagListData struct {
	Tags      []tagLine
	MayChange bool
}

type tagLine struct{ URL, Name, Look, Uses string }

type tagData struct {
	Action, Title, Name, Colour, Uses string
	Version                           int64
	Wrong                             map[string]string
	Refused                           string
	Colours, Others                   []choice
	MayChange                         bool
}

// countedTags reads every tag with how many records have it.
func (v *visit) countedTags() ([]crm.Tag, error) {
	all, err := v.p.Store.Tags(v.ctx())
	if err == nil {
		err = v.p.Store.CountTags(v.ctx(), all)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the tags: %w", err)
	}
	return all, nil
}

func listTags(v *visit) error {
	all, err := v.countedTags()
	if err != nil {
		return err
	}
	d := tagListData{MayChange: v.mayChange()}
	for _, g := range all {
		d.Tags = append(d.Tags, tagLine{recordURL(tagBase, g.ID), g.Name, tagLook(g.Colour), v.tagUses(g)})
	}
	return show(v, tagListPage, v.L.T("nav.tags"), d)
}

func (v *visit) tagUses(g crm.Tag) string { return v.count(g.Uses, g.Uses >= crm.TagUsesCap) }

func showTag(v *visit) error { return v.showTag(http.StatusOK, nil, nil, "") }

// showTag shows a tag; form is what a refused change wanted.
func (v *visit) showTag(status int, form *crm.Tag, wrong map[string]string, refused string) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	all, err := v.countedTags()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(g crm.Tag) bool { return g.ID == id })
	if at < 0 {
		return crm.ErrNotFound
	}
	g := all[at]
	d := tagData{Action: recordURL(tagBase, id), Title: g.Name, Name: g.Name, Colour: g.Colour, Version: g.Version, Uses: v.tagUses(g),
		Wrong: wrong, Refused: refused, Colours: v.colours(), MayChange: v.mayChange()}
	if form != nil {
		d.Name, d.Colour = form.Name, form.Colour
	}
	for _, other := range all {
		if other.ID != id {
			d.Others = append(d.Others, choice{strconv.FormatInt(other.ID, 10), other.Name})
		}
	}
	return showStatus(v, status, tagPage, d.Title, d)
}

func saveTag(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	g := crm.Tag{ID: id, Version: v.number("version"), Name: v.form("name"), Colour: v.form("colour")}
	return v.tagDone(v.p.Store.UpdateTag(v.ctx(), v.Actor, g), &g, "tag.saved")
}

func mergeTag(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	return v.tagDone(v.p.Store.MergeTags(v.ctx(), v.Actor, id, v.number("into")), nil, "tag.merged")
}

func deleteTag(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if v.form("sure") == "" {
		return v.showTag(http.StatusUnprocessableEntity, nil, nil, v.L.T("tag.not_sure"))
	}
	return v.tagDone(v.p.Store.DeleteTag(v.ctx(), v.Actor, id), nil, "tag.deleted")
}

// tagDone leads on after a change, or shows what is wrong with it.
func (v *visit) tagDone(err error, form *crm.Tag, said string) error {
	var invalid *crm.Invalid
	var conflict *crm.Conflict
	switch {
	case errors.As(err, &invalid):
		return v.showTag(http.StatusUnprocessableEntity, form, v.wrongFields(invalid), "")
	case errors.As(err, &conflict):
		return v.showTag(http.StatusConflict, nil, nil, v.L.T("list_item.conflict"))
	case errors.Is(err, crm.ErrTaken):
		return v.showTag(http.StatusConflict, form, map[string]string{"name": v.L.T("tag.taken")}, "")
	case err != nil:
		return err
	}
	if err := v.say(v.L.T(said), ""); err != nil {
		return err
	}
	return v.to(tagBase)
}
