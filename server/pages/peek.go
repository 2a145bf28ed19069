package pages

import (
	"errors"

	"holm/crm"
)

// peekData is a record beside the rows of a list: what it is at a glance.
type peekData struct {
	ID       int64
	Kind     string
	Title    string
	URL      string
	Org      bool
	Stop     bool
	Facts    []cell
	Sections []section
	Close    string
	Mail     string
	Phone    string
}

// peekAt shows the record that the address asks for beside the rows; nil when
// there is none that the visitor may see.
func (v *visit) peekAt(r roster, l listing) (*peekData, error) {
	if l.peek == 0 {
		return nil, nil
	}
	p, err := r.peek(v, l.peek)
	if errors.Is(err, crm.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p.Kind, p.ID, p.URL, p.Close = r.kind, l.peek, recordURL(r.base, l.peek), l.address()
	return &p, nil
}
