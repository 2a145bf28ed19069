package lockout

import (
	"cmp"
	"slices"

	"holm/licensing"
)

// papers are genuine documents sorted by kind.
type papers struct {
	licenses     []licensing.License
	renewals     []licensing.Renewal
	terminations []licensing.Termination
	rebinds      []licensing.Rebind
}

// sort sorts documents by kind and leaves out those whose key was revoked
// before they were issued.
func sort(documents []licensing.Document) papers {
	p := papers{renewals: make([]licensing.Renewal, 0, len(documents))}
	withdrawn := revocations(documents)
	for _, d := range documents {
		if revoked(d, withdrawn) {
			continue
		}
		switch c := d.Claims().(type) {
		case licensing.License:
			p.licenses = append(p.licenses, c)
		case licensing.Renewal:
			p.renewals = append(p.renewals, c)
		case licensing.Termination:
			p.terminations = append(p.terminations, c)
		case licensing.Rebind:
			p.rebinds = append(p.rebinds, c)
		}
	}
	slices.SortFunc(p.licenses, func(a, b licensing.License) int {
		return cmp.Or(cmp.Compare(a.Agreement.No, b.Agreement.No), cmp.Compare(a.Serial, b.Serial), cmp.Compare(a.ID, b.ID))
	})
	return p
}

func revocations(documents []licensing.Document) (list []licensing.Revocation) {
	for _, d := range documents {
		if r, ok := d.Revocation(); ok {
			list = append(list, r)
		}
	}
	return list
}

func revoked(d licensing.Document, withdrawn []licensing.Revocation) bool {
	return slices.ContainsFunc(withdrawn, func(r licensing.Revocation) bool {
		return r.KeyID == d.KeyID() && d.IssuedAt().After(r.After)
	})
}

// bound reports whether the licence is for the installation: as written, or
// moved there by a rebind; and not moved away.
func (p papers) bound(l licensing.License, installation string) bool {
	if l.Installation == "*" {
		return l.Environment != licensing.Production
	}
	at := l.Installation
	var latest licensing.Rebind
	for _, r := range p.rebinds {
		if p.concerns(r, l) && (latest.ID == "" || r.IssuedAt.After(latest.IssuedAt) ||
			r.IssuedAt.Equal(latest.IssuedAt) && r.ID > latest.ID) {
			latest = r
		}
	}
	if latest.ID != "" {
		at = latest.New
	}
	return at == installation
}

// concerns reports whether the rebind moves the licence: it names it, or an
// other licence of the agreement, and was issued after it.
func (p papers) concerns(r licensing.Rebind, l licensing.License) bool {
	if r.Old != l.Installation || r.IssuedAt.Before(l.IssuedAt) {
		return false
	}
	if r.License == l.ID {
		return true
	}
	return slices.ContainsFunc(p.licenses, func(other licensing.License) bool {
		return other.ID == r.License && other.Agreement.No == l.Agreement.No
	})
}

// base returns the licence that holds: the highest serial of the agreement
// whose not_before has come. moved says that it is one of the installation
// from which the data moved.
func (p papers) base(in Input) (found *licensing.License, moved bool) {
	if found = p.highest(in, in.Installation); found == nil && in.MovedFrom != "" {
		found = p.highest(in, in.MovedFrom)
		return found, found != nil
	}
	return found, false
}

func (p papers) highest(in Input, installation string) *licensing.License {
	var best *licensing.License
	for i := range p.licenses {
		l := &p.licenses[i]
		if reached(in.Now, l.Term.NotBefore) && p.bound(*l, installation) && (best == nil || supersedes(*l, *best)) {
			best = l
		}
	}
	return best
}

// supersedes reports whether licence a holds rather than b.
func supersedes(a, b licensing.License) bool {
	if a.Agreement.No == b.Agreement.No {
		return cmp.Or(cmp.Compare(a.Serial, b.Serial), a.IssuedAt.Compare(b.IssuedAt), cmp.Compare(a.ID, b.ID)) > 0
	}
	if replaces(a, b) != replaces(b, a) {
		return replaces(a, b)
	}
	return cmp.Or(a.IssuedAt.Compare(b.IssuedAt), cmp.Compare(a.Agreement.No, b.Agreement.No)) > 0
}

func replaces(a, b licensing.License) bool { return slices.Contains(a.Replaces, b.Agreement.No) }

// renewal returns the newest renewal of the licence, or nil.
func (p papers) renewal(l licensing.License) *licensing.Renewal {
	var best *licensing.Renewal
	for i := range p.renewals {
		r := &p.renewals[i]
		if r.License == l.ID && (best == nil || r.Seq > best.Seq) {
			best = r
		}
	}
	return best
}

// termination returns the newest termination that the licence does not
// reinstate, or nil.
func (p papers) termination(l licensing.License) *licensing.Termination {
	var best *licensing.Termination
	for i := range p.terminations {
		t := &p.terminations[i]
		if t.Agreement != l.Agreement.No || l.Serial > t.AfterSerial {
			continue
		}
		if best == nil || cmp.Or(t.IssuedAt.Compare(best.IssuedAt), cmp.Compare(t.ID, best.ID)) > 0 {
			best = t
		}
	}
	return best
}

// next reports whether a later licence is loaded whose time comes no later
// than the lock of the one in force.
func (p papers) next(in Input, base licensing.License, t licensing.Term) bool {
	return slices.ContainsFunc(p.licenses, func(l licensing.License) bool {
		return supersedes(l, base) && l.Term.NotBefore.After(in.Now) && p.bound(l, in.Installation) &&
			(t.LockAt.IsZero() || !l.Term.NotBefore.After(t.LockAt))
	})
}
