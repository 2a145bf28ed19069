package pages

import "encoding/json"

// toast tells once, on the next page, what was done, and offers to undo it.
type toast struct {
	Text string
	Undo string // where the undo form goes, empty for none
	URL  string // where more is told, empty for nowhere
}

const toastName = "toast"

// say keeps a toast for the next page.
func (v *visit) say(text, undo string) error {
	b, err := json.Marshal(toast{Text: text, Undo: undo})
	if err != nil {
		return err
	}
	v.p.Sessions.Keep(v.ctx(), toastName, string(b))
	return nil
}

// takeToast returns the kept toast, once.
func (v *visit) takeToast() *toast {
	s := v.p.Sessions.Take(v.ctx(), toastName)
	if s == "" {
		return nil
	}
	var t toast
	if json.Unmarshal([]byte(s), &t) != nil {
		return nil // written by another release: a message is lost, no more
	}
	return &t
}
