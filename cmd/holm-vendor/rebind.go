package main

import (
	"crypto/rand"

	"holm/licensing"
	"holm/licensing/issue"
)

// rebindCommand moves an agreement to another installation.
type rebindCommand struct {
	Agreement    string `help:"Agreement number." required:""`
	Installation string `help:"The new installation's id." required:"" placeholder:"ID"`
	Reason       string `help:"Why."`
	output
}

func (c *rebindCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		s, err := p.standing(r, c.Agreement)
		if err != nil {
			return err
		}
		l, err := s.current()
		if err != nil {
			return err
		}
		if err := s.maySet(c.output, l.Environment); err != nil {
			return err
		}
		installation, err := installationID(c.Installation, l.Environment)
		if err != nil {
			return err
		}
		if err := p.taken(r, installation, s.agreement, s.agreement.Replaces); err != nil {
			return err
		}
		id, err := issue.NewID(rand.Reader)
		if err != nil {
			return err
		}
		b := licensing.Rebind{Schema: 1, ID: id, IssuedAt: p.now(), License: l.ID, Old: l.Installation, New: installation, Reason: c.Reason}
		if err := (setter{p.now(), s.zone}).apply(&b, c.Set); err != nil {
			return err
		}
		return p.sign(r, c.output, documentEntry{ID: id, Type: licensing.TypeRebind, Agreement: c.Agreement, License: l.ID}, b, whole)
	})
}
