package crm

import (
	"strconv"
	"strings"
	"time"
)

// View is a list that somebody arranged and keeps under a name.
type View struct {
	ID         int64
	CreatedAt  time.Time // UTC
	CreatedBy  int64
	UpdatedAt  time.Time
	UpdatedBy  int64
	Version    int64
	DeletedAt  *time.Time // in the trash since, nil when it is not
	Owner      int64
	Group      int64      // who else uses it, when Visibility is VisibleToGroup
	Visibility Visibility // VisibleToOwner: nobody else
	Entity     Entity     // the records it lists
	Name       string
	Settings   ViewSettings
}

// ViewSettings is how a list is arranged; the zero value is the usual list of
// all records.
type ViewSettings struct {
	Columns string `json:"columns,omitempty"` // as ViewColumns writes them; "" for the usual ones
	Sort    string `json:"sort,omitempty"`    // a field, "-" before it for the other way round
	Filter  string `json:"filter,omitempty"`  // as Filter.String writes it
	Text    string `json:"q,omitempty"`       // beginnings of words
	Group   string `json:"group,omitempty"`   // the field that rows stand together by
}

var viewFields = []field[View]{
	mandatory(text("name", 80, func(v *View) *string { return &v.Name })),
	reference("group", EntityGroup, func(v *View) *int64 { return &v.Group }),
	mandatory(choice("visibility", []string{string(VisibleToAll), string(VisibleToGroup), string(VisibleToOwner)},
		func(v *View) *string { return (*string)(&v.Visibility) })),
	text("columns", 4000, func(v *View) *string { return &v.Settings.Columns }),
	text("sort", 100, func(v *View) *string { return &v.Settings.Sort }),
	text("filter", 8000, func(v *View) *string { return &v.Settings.Filter }),
	text("q", 400, func(v *View) *string { return &v.Settings.Text }),
	text("group_by", 100, func(v *View) *string { return &v.Settings.Group }),
}

// Tidy trims what was entered and fills in what has a usual value.
func (v *View) Tidy() {
	tidyTexts(viewFields, v)
	v.Name = strings.TrimSpace(v.Name)
	if v.Visibility == "" {
		v.Visibility = VisibleToOwner
	}
	if v.Visibility != VisibleToGroup {
		v.Group = 0
	}
}

// Validate returns what is wrong as *Invalid, or nil.
func (v *View) Validate() error {
	var wrong Invalid
	check(viewFields, v, &wrong)
	if v.Visibility == VisibleToGroup && v.Group == 0 {
		wrong.Add("group", "error.required")
	}
	return wrong.Err()
}

// Differences lists what changed since before; nil before means all is new.
func (v *View) Differences(before *View) []FieldChange { return differences(viewFields, before, v) }

// MayUse reports whether the actor may see the view and list by it.
func (a Actor) MayUse(v *View) bool {
	switch {
	case a.Unbound() || v.Owner == a.User:
		return true
	case v.Visibility == VisibleToAll:
		return true
	}
	return v.Visibility == VisibleToGroup && (a.In(v.Group) || a.Admin)
}

// MayArrange reports whether the actor may change the view: its owner, and
// administrators when it is shared.
func (a Actor) MayArrange(v *View) bool {
	return a.MayUse(v) && (a.Unbound() || a.Admin || v.Owner == a.User)
}

// ViewColumn is a column of a list: a field, and its width in sixteenths of
// the size of type (pixels, as browsers begin), 0 for the usual one.
type ViewColumn struct {
	Field string
	Width int
}

// ViewColumns reads columns as a view keeps them: "name:240,category,phones".
// What it cannot read, and a field named twice, is left out.
func ViewColumns(text string) []ViewColumn {
	var out []ViewColumn
	seen := map[string]bool{}
	for part := range strings.SplitSeq(text, ",") {
		name, width, _ := strings.Cut(part, ":")
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		c := ViewColumn{Field: name}
		if n, err := strconv.Atoi(width); err == nil && n > 0 {
			c.Width = n
		}
		out = append(out, c)
	}
	return out
}

// JoinColumns writes columns as ViewColumns reads them.
func JoinColumns(columns []ViewColumn) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = c.Field
		if c.Width > 0 {
			parts[i] += ":" + strconv.Itoa(c.Width)
		}
	}
	return strings.Join(parts, ",")
}
