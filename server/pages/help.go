package pages

var helpPage = page[helpData]{"help"}

type helpData struct{ Groups []keyGroup }

// keyGroup is what keys do in one place.
type keyGroup struct {
	Title string // message key
	Keys  []keyHelp
}

// keyHelp explains one shortcut.
type keyHelp struct {
	Text string // message key
	Keys []string
}

// keySheet is the sheet of all shortcuts.
func (v *visit) keySheet() []keyGroup {
	return []keyGroup{
		{"keys.everywhere", []keyHelp{
			{"keys.box", []string{"Ctrl", "K"}},
			{"keys.sheet", []string{"?"}},
			{"keys.companies", []string{"g", "c"}},
			{"keys.persons", []string{"g", "p"}},
			{"keys.create", []string{"c"}},
			{"keys.save", []string{"Ctrl", "Enter"}},
			{"keys.undo", []string{"Ctrl", "Z"}},
			{"keys.close", []string{"Esc"}},
		}},
		{"keys.in_lists", []keyHelp{
			{"keys.search", []string{"/"}},
			{"keys.filter", []string{"f"}},
			{"keys.rows", []string{"j", "k"}},
			{"keys.open", []string{"Enter"}},
			{"keys.peek", []string{"Space"}},
		}},
		{"keys.in_cells", []keyHelp{
			{"keys.cells", []string{"←", "↑", "→", "↓"}},
			{"keys.cell_edit", []string{"Enter", "F2"}},
			{"keys.cell_down", []string{"Enter"}},
			{"keys.cell_right", []string{"Tab"}},
			{"keys.cell_empty", []string{"Delete"}},
			{"keys.cell_leave", []string{"Esc"}},
		}},
		{"keys.on_selected", []keyHelp{
			{"keys.select", []string{"x"}},
			{"keys.select_range", []string{"Shift", v.L.T("keys.select_click")}},
			{"keys.assign", []string{"a"}},
		}},
		{"keys.on_records", []keyHelp{
			{"keys.edit", []string{"e"}},
			{"keys.through", []string{"J", "K"}},
		}},
	}
}

func showHelp(v *visit) error {
	return show(v, helpPage, v.L.T("nav.help"), helpData{Groups: v.keySheet()})
}
