package lockout

// whom says for which standings a state permits an operation.
type whom uint8

const (
	nobody   whom = iota
	mainUser      // the main user in person
	recovery      // the main user, and the operator's command line for them
	everyone
)

func (w whom) includes(s Standing) bool {
	switch w {
	case everyone:
		return true
	case recovery:
		return s == MainUser || s == System
	case mainUser:
		return s == MainUser
	default:
		return false
	}
}

// permission returns the row of the permission table: what remains when the
// installation is locked, and when it is read-only. Every other state forbids
// nothing. What rights or free seats add is not asked here.
func permission(op Operation) (locked, readOnly whom) {
	switch op {
	case Read:
		return nobody, everyone
	case OwnAccess:
		return recovery, everyone
	case SignOut, HandOver, Withdraw, ManageLicense, ReduceUser, Backup, Notify:
		return everyone, everyone
	case FullExport:
		return nobody, recovery
	case PersonalRequest:
		return mainUser, mainUser
	default: // Change, ActivateUser, Housekeeping, MailImport, Send, Mirror
		return nobody, nobody
	}
}

// Allows returns nil when the state permits the operation to one of that
// standing, else *Refusal. Rights, seats and the hosting statement are asked
// elsewhere. An unknown state permits no more than LOCKED does.
func (v Verdict) Allows(op Operation, s Standing) error {
	locked, readOnly := permission(op)
	switch v.State {
	case Evaluation, Active, Overdue, Terminating, WindDown:
		return nil
	case ReadOnly:
		if op == FullExport && v.exportWithheld() {
			readOnly = nobody
		}
		if readOnly.includes(s) {
			return nil
		}
	default:
		if op == FullExport && v.License != nil && v.License.Policy.ExportWhenLocked {
			locked = recovery
		}
		if locked.includes(s) {
			return nil
		}
	}
	return &Refusal{Operation: op, State: v.State}
}

// exportWithheld reports whether the termination leaves no export, which only
// the Online agreement can.
func (v Verdict) exportWithheld() bool {
	return v.Termination != nil && v.Termination.Export == "none" &&
		v.License != nil && v.License.Agreement.Kind == onlineKind
}

// HostingStatementNeeded reports whether the main user must state, before the
// export after a termination, that the system runs on hardware the customer
// owns or manages.
func (v Verdict) HostingStatementNeeded() bool {
	return v.State == ReadOnly && v.Termination != nil &&
		v.License != nil && v.License.Agreement.Kind != onlineKind
}

// Suspension is why somebody cannot log in: the licence suspends the users of
// their category.
type Suspension struct{ Category string }

// Error names the category.
func (s *Suspension) Error() string { return "the licence suspends users of " + s.Category }

// Code is the stable code of the problem document.
func (s *Suspension) Code() string { return "license_suspended" }

// MayLogIn returns nil when a user of the category may log in, else
// *Suspension. The main user always may.
func (v Verdict) MayLogIn(category string, main bool) error {
	if v.Suspended(category, main) {
		return &Suspension{category}
	}
	return nil
}

// Suspended reports whether the licence suspends users of the category.
// Suspending everybody never includes the main user.
func (v Verdict) Suspended(category string, main bool) bool {
	if v.License == nil || main {
		return false
	}
	for _, code := range v.License.Suspended {
		if code == category || code == "*" {
			return true
		}
	}
	return false
}
