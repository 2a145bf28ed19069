package licensing

import (
	"cmp"
	"crypto/ed25519"
	"time"
)

// The limits that protect the customer. Documents that pass them may still be
// refused by the installation they are not meant for.
const (
	MinWarnedHours  = 72  // production: hours of running time in which the lock date shows
	MaxLockDays     = 120 // production: from paid_through to lock_at
	MaxIssuerMonths = 24  // life of a signing key
	FullDays        = 14  // full access after the end of an agreement
)

// summerTime is what 14 days by the calendar may be short of in hours.
const summerTime = time.Hour

// Check refuses claims that no vendor may sign: with a claim missing, or
// outside the limits that protect the customer. Signing applies it as
// verification does. It returns a *Rejection.
func Check(claims any) error {
	switch c := claims.(type) {
	case License:
		return checkLicense(c)
	case Renewal:
		return checkRenewal(c)
	case Termination:
		return checkTermination(c)
	case Rebind:
		return checkRebind(c)
	case Issuer:
		return checkIssuer(c)
	case Revocation:
		if c.After.IsZero() {
			return reject(Incomplete, "after is missing")
		}
		return missing("key_id", c.KeyID)
	}
	return reject(WrongType, "no such document")
}

func checkLicense(l License) error {
	err := missing("id", l.ID, "customer.no", l.Customer.No, "customer.name", l.Customer.Name,
		"customer.time_zone", l.Customer.TimeZone, "agreement.no", l.Agreement.No, "installation", l.Installation)
	if err != nil {
		return err
	}
	switch {
	case l.Serial < 1:
		return reject(Incomplete, "serial is missing")
	case len(l.Categories) == 0:
		return reject(Incomplete, "categories are missing")
	case l.Agreement.Kind != Onsite && l.Agreement.Kind != Online:
		return reject(Bounds, "no agreement of the kind %q", l.Agreement.Kind)
	case l.Term.NotBefore.IsZero() || l.Term.PaidThrough.IsZero():
		return reject(Incomplete, "term.not_before or term.paid_through is missing")
	}
	if err := checkContent(l); err != nil {
		return err
	}
	switch l.Environment {
	case Production:
		if l.Installation == "*" {
			return reject(Bounds, "a production licence names its installation")
		}
		if l.Policy.MinWarnedHours < MinWarnedHours {
			return reject(Bounds, "policy.min_warned_hours is %d, at least %d", l.Policy.MinWarnedHours, MinWarnedHours)
		}
		return checkLock(l.Term)
	case Nonproduction, Trial:
		return checkYear(l.Term.NotBefore, l.Term)
	}
	return reject(Bounds, "no environment %q", l.Environment)
}

// checkContent refuses words that schema 1 does not have, and numbers that
// count nothing.
func checkContent(l License) error {
	switch l.Agreement.BillingPeriod {
	case Annual, HalfYearly, Quarterly, Monthly:
	default:
		return reject(Bounds, "no billing period %q", l.Agreement.BillingPeriod)
	}
	switch l.Hosting {
	case HostingOwn, HostingManaged, HostingHosted, HostingUndeclared, "":
	default:
		return reject(Bounds, "no hosting %q", l.Hosting)
	}
	for i, c := range l.Categories {
		if c.Code == "" || c.Code == "*" || c.Seats < 0 {
			return reject(Bounds, "category %q with %d seats", c.Code, c.Seats)
		}
		for _, other := range l.Categories[:i] {
			if other.Code == c.Code && begins(other).Equal(begins(c)) {
				return reject(Bounds, "two counts of %q begin at once", c.Code)
			}
		}
	}
	for _, m := range l.Meters {
		known := m.Kind == MeterCount || m.Kind == MeterDistinct || m.Kind == MeterPeak
		if m.Code == "" || !known || m.Included < 0 || m.Price < 0 || m.Step < 0 {
			return reject(Bounds, "meter %q of the kind %q, %d included", m.Code, m.Kind, m.Included)
		}
	}
	for _, a := range l.Announcements {
		if a.ID == "" || a.EffectiveAt.IsZero() {
			return reject(Incomplete, "an announcement has an id and effective_at")
		}
	}
	return nil
}

// checkLock keeps the production limits of the dates.
func checkLock(t Term) error {
	switch {
	case t.LockAt.IsZero() || t.OverdueFrom.IsZero():
		return reject(Bounds, "lock_at or overdue_from is missing")
	case t.OverdueFrom.Before(t.PaidThrough) || t.LockAt.Before(t.OverdueFrom):
		return reject(Bounds, "paid_through, overdue_from and lock_at are out of order")
	case t.LockAt.After(t.PaidThrough.AddDate(0, 0, MaxLockDays)):
		return reject(Bounds, "lock_at lies more than %d days after paid_through", MaxLockDays)
	case t.LockMaxDays < 0:
		return reject(Bounds, "lock_max_days is %d", t.LockMaxDays)
	}
	return nil
}

// checkYear keeps what is not for production within twelve months.
func checkYear(from time.Time, t Term) error {
	if t.LockAt.IsZero() || t.PaidThrough.After(from.AddDate(1, 0, 1)) || t.LockAt.After(t.PaidThrough.AddDate(0, 0, MaxLockDays)) {
		return reject(Bounds, "a licence that is not for production ends within 12 months and names lock_at")
	}
	return nil
}

func checkRenewal(r Renewal) error {
	if err := missing("license", r.License); err != nil {
		return err
	}
	if r.Seq < 1 || r.PaidThrough.IsZero() {
		return reject(Incomplete, "seq or paid_through is missing")
	}
	term := Term{PaidThrough: r.PaidThrough, WarnFrom: r.WarnFrom, OverdueFrom: r.OverdueFrom, LockAt: r.LockAt}
	switch cmp.Or(r.Environment, Production) {
	case Production:
		return checkLock(term)
	case Nonproduction, Trial:
		return checkYear(r.IssuedAt, term)
	}
	return reject(Bounds, "no environment %q", r.Environment)
}

func checkRebind(r Rebind) error {
	if r.Old == r.New && r.Old != "" {
		return reject(Bounds, "it moves %s to itself", r.Old)
	}
	return missing("id", r.ID, "license", r.License, "old_installation", r.Old, "new_installation", r.New)
}

func checkTermination(t Termination) error {
	if err := missing("id", t.ID, "agreement", t.Agreement, "cause", string(t.Cause)); err != nil {
		return err
	}
	if t.EffectiveAt.IsZero() || t.FullUntil.IsZero() || t.ReadOnlyFrom.IsZero() {
		return reject(Incomplete, "effective_at, full_until or read_only_from is missing")
	}
	if t.FullUntil.Before(t.EffectiveAt) || t.ReadOnlyFrom.Before(t.FullUntil) {
		return reject(Bounds, "effective_at, full_until and read_only_from are out of order")
	}
	switch t.Cause {
	case CauseCustomer, CauseVendor, CauseBreach, CauseNonpayment:
	default:
		return reject(Bounds, "no cause %q", t.Cause)
	}
	switch cmp.Or(t.Environment, Production) {
	case Production, Nonproduction, Trial:
	default:
		return reject(Bounds, "no environment %q", t.Environment)
	}
	if t.Export != "main_user" && (t.Export != "none" || t.Kind != Online) {
		return reject(Bounds, "export %q is not possible under this agreement", t.Export)
	}
	early := t.FullUntil.Before(t.EffectiveAt.AddDate(0, 0, FullDays).Add(-summerTime))
	excused := (t.Cause == CauseNonpayment || t.Cause == CauseBreach) && t.Reason != ""
	if cmp.Or(t.Environment, Production) == Production && early && !excused {
		return reject(Bounds, "full access lasts %d days after effective_at", FullDays)
	}
	return nil
}

func checkIssuer(i Issuer) error {
	switch {
	case len(i.PublicKey) != ed25519.PublicKeySize:
		return reject(Damaged, "the certificate holds no Ed25519 key")
	case i.KeyID != KeyID(i.PublicKey):
		return reject(Bounds, "the certificate's key has another name")
	case i.ValidFrom.IsZero() || !i.ValidTo.After(i.ValidFrom):
		return reject(Incomplete, "valid_from or valid_to is missing")
	case i.ValidTo.After(i.ValidFrom.AddDate(0, MaxIssuerMonths, 0)):
		return reject(Bounds, "a signing key is valid for at most %d months", MaxIssuerMonths)
	}
	return nil
}

// missing takes pairs of name and value.
func missing(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			return reject(Incomplete, "%s is missing", pairs[i])
		}
	}
	return nil
}

// fits refuses a renewal or termination for another environment or kind of
// agreement than the known licence it names.
func fits(claims any, known []Document) error {
	for _, k := range known {
		l, ok := k.License()
		if !ok {
			continue
		}
		switch c := claims.(type) {
		case Renewal:
			if c.License == l.ID && cmp.Or(c.Environment, Production) != l.Environment {
				return reject(WrongEnvironment, "the licence %s is for %s", l.ID, l.Environment)
			}
		case Termination:
			if c.Agreement == l.Agreement.No && c.Export == "none" && l.Agreement.Kind != Online {
				return reject(Bounds, "export is always possible under an onsite agreement")
			}
			if c.Agreement == l.Agreement.No && c.AfterSerial >= l.Serial && cmp.Or(c.Environment, Production) != Production && l.Environment == Production {
				return reject(WrongEnvironment, "the agreement %s is for %s", c.Agreement, l.Environment)
			}
		}
	}
	return nil
}
