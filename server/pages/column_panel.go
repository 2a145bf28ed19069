package pages

import (
	"slices"

	"holm/crm"
)

// columnPanel chooses the columns of a list, their order and widths. Every
// step is an address, so that it needs nothing but links.
type columnPanel struct {
	Shown []columnLine
	More  []columnGroup
	Usual string // leads to the usual columns; empty when they are shown
	Close string
}

// columnLine is a column that is shown, with what can be done about it.
type columnLine struct {
	Field, Label   string
	Up, Down       string // empty at the ends
	Narrow, Widen  string
	Remove         string // empty for the first
	Least, Widest  bool
	First, Movable bool
}

// columnGroup are fields that belong together and are not shown.
type columnGroup struct {
	Label  string
	Fields []columnLine // Up adds the field
}

// withColumns leads to the list with other columns and the panel open.
func (l listing) withColumns(r roster, columns []crm.ViewColumn) string {
	l.now.Columns = joinColumns(r, columns)
	return l.address(param{"panel", "columns"})
}

func (v *visit) columnPanel(r roster, l listing, shown []column) *columnPanel {
	now := r.columns(l.now.Columns)
	p := &columnPanel{Close: l.address()}
	if l.now.Columns != "" {
		p.Usual = l.withColumns(r, r.columns(""))
	}
	for i, c := range shown {
		line := columnLine{Field: c.Field, Label: c.Label, First: i == 0, Movable: i > 0,
			Narrow: l.withColumns(r, resized(now, i, c.width-4*widthStep)), Widen: l.withColumns(r, resized(now, i, c.width+4*widthStep)),
			Least: c.width <= leastWidth, Widest: c.width >= mostWidth}
		if i > 0 {
			line.Remove = l.withColumns(r, slices.Delete(slices.Clone(now), i, i+1))
		}
		if i > 1 {
			line.Up = l.withColumns(r, swapped(now, i-1))
		}
		if i > 0 && i+1 < len(now) {
			line.Down = l.withColumns(r, swapped(now, i))
		}
		p.Shown = append(p.Shown, line)
	}
	p.More = v.columnsLeft(r, l, now)
	return p
}

// columnsLeft lists the fields that are not shown, by the sections of the
// record page.
func (v *visit) columnsLeft(r roster, l listing, now []crm.ViewColumn) []columnGroup {
	var groups []columnGroup
	add := func(label string, names []string) {
		g := columnGroup{Label: label}
		for _, name := range names {
			shown := slices.ContainsFunc(now, func(c crm.ViewColumn) bool { return c.Field == name })
			if _, ok := r.column(name); !ok || shown {
				continue
			}
			with := append(slices.Clone(now), crm.ViewColumn{Field: name})
			g.Fields = append(g.Fields, columnLine{Field: name, Label: v.label(name), Up: l.withColumns(r, with)})
		}
		if len(g.Fields) > 0 {
			groups = append(groups, g)
		}
	}
	for _, s := range r.sections {
		add(v.L.T("section."+s.key), s.fields)
	}
	var meta []string
	for _, f := range crm.MetaFields() {
		meta = append(meta, f.Name)
	}
	add(v.L.T("view.record"), meta)
	return groups
}

// swapped puts the column at i behind the one after it.
func swapped(columns []crm.ViewColumn, i int) []crm.ViewColumn {
	out := slices.Clone(columns)
	out[i], out[i+1] = out[i+1], out[i]
	return out
}

func resized(columns []crm.ViewColumn, i, width int) []crm.ViewColumn {
	out := slices.Clone(columns)
	out[i].Width = widthOf(width)
	return out
}
