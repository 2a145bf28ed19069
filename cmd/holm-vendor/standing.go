package main

import (
	"fmt"
	"time"

	"holm/licensing"
)

// standing is what an agreement has come to: its entry, its customer, and the
// documents that hold.
type standing struct {
	agreement agreement
	customer  licensing.Customer
	vendor    vendor
	zone      *time.Location
	license   *licensing.License // the highest serial, or nil
	renewal   *licensing.Renewal // the highest seq of license, or nil
	serial    int64              // the highest ever signed
	end       *licensing.Termination
	key       string // that signed license
}

func (p *program) standing(r *register, no string) (standing, error) {
	var s standing
	var err error
	if s.agreement, err = p.agreement(r, no); err != nil {
		return s, err
	}
	if s.customer, err = p.customer(r, s.agreement.Customer); err != nil {
		return s, err
	}
	if s.vendor, err = p.vendor(r); err != nil {
		return s, err
	}
	if s.zone, err = time.LoadLocation(s.customer.TimeZone); err != nil {
		return s, fmt.Errorf("customer's time zone: %w", err)
	}
	known, err := p.verified(r, no)
	for _, d := range known {
		s.take(d)
	}
	return s, err
}

func (s *standing) take(d licensing.Document) {
	if l, ok := d.License(); ok && l.Serial > s.serial {
		s.license, s.renewal, s.end, s.serial, s.key = &l, nil, nil, l.Serial, d.KeyID()
		s.agreement.Installation = first(s.agreement.Installation, l.Installation)
	}
	if r, ok := d.Renewal(); ok && s.license != nil && r.License == s.license.ID {
		s.renewal = &r
	}
	if r, ok := d.Rebind(); ok {
		s.agreement.Installation = r.New
	}
	if t, ok := d.Termination(); ok {
		s.end = &t
	}
}

// ended returns the termination that has taken effect, or nil.
func (s *standing) ended(now time.Time) *licensing.Termination {
	if s.end == nil || now.Before(s.end.EffectiveAt) {
		return nil
	}
	return s.end
}

// verified reads the agreement's documents back, proved anew.
func (p *program) verified(r *register, no string) ([]licensing.Document, error) {
	roots, err := p.roots(r)
	if err != nil {
		return nil, err
	}
	kept, err := r.documents(p.ctx, no)
	if err != nil {
		return nil, err
	}
	verifier := licensing.NewVerifier(roots)
	var list []licensing.Document
	for _, k := range kept {
		d, err := verifier.Verify([]byte(k.Text), list...)
		if err != nil {
			return nil, fmt.Errorf("document %s of the register: %w", k.ID, err)
		}
		list = append(list, d)
	}
	return list, nil
}

// current returns the licence that a renewal, change or end builds on.
func (s *standing) current() (licensing.License, error) {
	if s.license == nil {
		return licensing.License{}, failed("sign one with holm-vendor issue", "agreement %s has no licence yet", s.agreement.No)
	}
	l := *s.license
	l.Installation = s.agreement.Installation
	if s.renewal != nil {
		l.Term, l.Outstanding = l.TermWith(*s.renewal), s.renewal.Outstanding
	}
	return l, nil
}

// countries are those whose holidays no lock falls on.
func (s *standing) countries() []string {
	if s.customer.Country == s.vendor.Country {
		return []string{s.customer.Country}
	}
	return []string{s.customer.Country, s.vendor.Country}
}

// maySet refuses free dates in production.
func (s *standing) maySet(o output, environment licensing.Environment) error {
	if len(o.Set) > 0 && environment == licensing.Production {
		return misused("rehearse with an agreement of --environment nonproduction", "--set is not possible in production")
	}
	return nil
}
