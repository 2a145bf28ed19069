package crm

import "strings"

// Group is a team; records belong to one, users to any number.
type Group struct {
	ID      int64
	Version int64
	Name    string
}

// Validate returns what is wrong as *Invalid, or nil.
func (g *Group) Validate() error {
	var wrong Invalid
	checkText(Field{Name: "name", Type: TypeText, Max: 100, Mandatory: true}, strings.TrimSpace(g.Name), &wrong)
	return wrong.Err()
}
