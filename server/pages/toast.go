package pages

import "encoding/json"

// toast tells once, on the next page, what was done, and offers to undo it.
type toast struct {
	Text  string
	Undo  string // the step that undoes it, empty for none
	Again bool   // it was an undo: what is offered does it again
	Back  bool   // the undo leads back to the page that shows it
	URL   string // where more is told, empty for nowhere
	Form  string // the address of the form that undoes it, where that is no step
}

const toastName = "toast"

// say keeps a toast for the next page. The step, if any, undoes what it tells.
func (v *visit) say(text, step string) error { return v.keepToast(toast{Text: text, Undo: step}) }

// sayAgain is say after an undo.
func (v *visit) sayAgain(text, step string) error {
	return v.keepToast(toast{Text: text, Undo: step, Again: true})
}

// sayHere is say, where the undo leads back to the page that tells it.
func (v *visit) sayHere(text, step string) error {
	return v.keepToast(toast{Text: text, Undo: step, Back: true})
}

// sayForm is say for what a form of its own undoes.
func (v *visit) sayForm(text, address string) error {
	return v.keepToast(toast{Text: text, Form: address})
}

func (v *visit) keepToast(t toast) error {
	b, err := json.Marshal(t)
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
