package pages

var helpPage = page[helpData]{"help"}

type helpData struct{ Keys []keyHelp }

// keyHelp explains one shortcut.
type keyHelp struct {
	Text string // message key
	Keys []string
}

func showHelp(v *visit) error {
	return show(v, helpPage, v.L.T("nav.help"), helpData{Keys: []keyHelp{
		{"keys.box", []string{"Ctrl", "K"}},
		{"keys.search", []string{"/"}},
		{"keys.sheet", []string{"?"}},
		{"keys.companies", []string{"g", "c"}},
		{"keys.persons", []string{"g", "p"}},
		{"keys.create", []string{"c"}},
		{"keys.rows", []string{"j", "k"}},
		{"keys.open", []string{"Enter"}},
		{"keys.through", []string{"J", "K"}},
		{"keys.peek", []string{"Space"}},
		{"keys.filter", []string{"f"}},
		{"keys.edit", []string{"e"}},
		{"keys.save", []string{"Ctrl", "Enter"}},
		{"keys.undo", []string{"Ctrl", "Z"}},
		{"keys.close", []string{"Esc"}},
	}})
}
