package lockout

import (
	"errors"
	"testing"

	"holm/licensing"
)

// TestPermissionTable is the table of the design, line by line: who may in
// LOCKED and in READ_ONLY. u user, a administrator, m main user, s system.
func TestPermissionTable(t *testing.T) {
	standings := map[rune]Standing{'u': User, 'a': Administrator, 'm': MainUser, 's': System}
	table := map[Operation][2]string{
		Read:            {"", "uams"},
		Change:          {"", ""},
		OwnAccess:       {"ms", "uams"},
		SignOut:         {"uams", "uams"},
		HandOver:        {"uams", "uams"},
		Withdraw:        {"uams", "uams"},
		ManageLicense:   {"uams", "uams"},
		ReduceUser:      {"uams", "uams"},
		ActivateUser:    {"", ""},
		FullExport:      {"", "ms"},
		PersonalRequest: {"m", "m"},
		Housekeeping:    {"", ""},
		Backup:          {"uams", "uams"},
		MailImport:      {"", ""},
		Send:            {"", ""},
		Notify:          {"uams", "uams"},
		Mirror:          {"", ""},
	}
	for op, row := range table {
		for _, state := range []State{Evaluation, Active, Overdue, Terminating, WindDown} {
			for _, s := range standings {
				if err := (Verdict{State: state}).Allows(op, s); err != nil {
					t.Errorf("%s %s: %v", op, state, err)
				}
			}
		}
		for i, state := range []State{Locked, ReadOnly} {
			for letter, s := range standings {
				err := Verdict{State: state}.Allows(op, s)
				want := false
				for _, may := range row[i] {
					want = want || may == letter
				}
				var refusal *Refusal
				if (err == nil) != want || err != nil && (!errors.As(err, &refusal) || refusal.State != state) {
					t.Errorf("%s in %s by %c: %v, want allowed %v", op, state, letter, err, want)
				}
			}
		}
	}
}

func TestExportByTheVendorsFields(t *testing.T) {
	l := &licensing.License{Policy: licensing.Policy{ExportWhenLocked: true}}
	if err := (Verdict{State: Locked, License: l}).Allows(FullExport, MainUser); err != nil {
		t.Error(err)
	}
	if (Verdict{State: Locked, License: l}).Allows(FullExport, User) == nil {
		t.Error("any user exports while locked")
	}
	none := &licensing.Termination{Export: "none"}
	l.Agreement.Kind = licensing.Online
	if (Verdict{State: ReadOnly, License: l, Termination: none}).Allows(FullExport, MainUser) == nil {
		t.Error("an online agreement that leaves no export exported")
	}
	l.Agreement.Kind = licensing.Onsite
	v := Verdict{State: ReadOnly, License: l, Termination: none}
	if v.Allows(FullExport, MainUser) != nil || !v.HostingStatementNeeded() {
		t.Error("the main user of an onsite agreement always exports, after the statement")
	}
}

func TestRefusal(t *testing.T) {
	for state, want := range map[State]struct {
		code   string
		status int
	}{Locked: {"license_locked", 402}, ReadOnly: {"license_read_only", 403}} {
		r := &Refusal{Change, state}
		if r.Code() != want.code || r.Status() != want.status {
			t.Errorf("%s: %s %d", state, r.Code(), r.Status())
		}
	}
}

func TestSuspended(t *testing.T) {
	v := Verdict{License: &licensing.License{Suspended: []string{"sales"}}}
	if !v.Suspended("sales", false) || v.Suspended("reader", false) || v.Suspended("sales", true) {
		t.Error("suspending a category")
	}
	v.License.Suspended = []string{"*"}
	if !v.Suspended("reader", false) || v.Suspended("reader", true) {
		t.Error("suspending all but the main user")
	}
}
