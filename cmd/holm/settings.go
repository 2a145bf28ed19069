package main

import "fmt"

type settingsCommand struct{}

type settingLine struct {
	Name   string `json:"name"`
	Value  any    `json:"value"`
	Source string `json:"source"`
	Help   string `json:"help"`
}

// Run prints every setting with its value and where that came from. Secrets
// are hidden.
func (settingsCommand) Run(p *program) error {
	var lines []settingLine
	for _, s := range p.config.settings() {
		value := s.value.Interface()
		if s.secret && s.value.String() != "" {
			value = "(hidden)"
		}
		lines = append(lines, settingLine{s.name, value, first(p.config.source[s.name], "default"), s.help})
	}
	return p.report(lines, func(t *table) {
		t.row("SETTING", "VALUE", "FROM", "IS")
		for _, l := range lines {
			t.row(l.Name, fmt.Sprint(l.Value), l.Source, l.Help)
		}
	})
}
