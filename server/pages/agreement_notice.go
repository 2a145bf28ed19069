package pages

import (
	"net/http"
	"time"

	"holm/crm"
	"holm/licensing"
)

var terminationPage = page[terminationData]{"agreement_notice"}

// terminationData is what notice given today would lead to.
type terminationData struct {
	Dates         []pair
	Ends          string // as the form sends it back
	MayBind, Able bool
	WhyNot        string
	Note          string
	Wrong         string
}

func showTermination(v *visit) error { return v.showTermination(http.StatusOK, "") }

func (v *visit) showTermination(status int, wrong string) error {
	d := terminationData{MayBind: v.Actor.MayBind(), Wrong: wrong, Note: v.form("note")}
	l := v.Verdict.License
	who, err := v.whoBinds()
	switch {
	case err != nil:
		return err
	case l == nil:
		d.WhyNot = v.L.T("agreement.none")
	case v.Verdict.Termination != nil:
		d.WhyNot = v.L.T("agreement.ends", "date", v.L.LongDate(v.Verdict.Termination.EffectiveAt.In(v.Verdict.Zone())))
	case !d.MayBind:
		d.WhyNot = v.L.T("agreement.binding_only", "names", who)
	}
	if l != nil && v.Verdict.Termination == nil {
		n := l.Agreement.NoticeOn(v.agreementDay())
		long := func(day licensing.Date) string { return v.L.LongDate(day.In(time.UTC)) }
		d.Ends, d.Able = n.Ends.String(), d.MayBind
		d.Dates = []pair{
			{Label: v.L.T("notice.today"), Text: long(n.Given), Small: v.L.T("notice.ends", "date", long(n.Ends))},
			{Label: v.L.T("agreement.last_notice"), Text: long(n.Last), Small: v.L.T("notice.rule")},
			{Label: v.L.T("agreement.later_notice"), Text: v.L.T("agreement.from_day", "date", long(n.Last.AddDays(1))), Small: v.L.T("notice.ends", "date", long(n.Later))},
		}
	}
	return showStatus(v, status, terminationPage, v.L.T("notice.title"), d)
}

// giveNotice writes the notice of termination. Nothing changes by it here.
func giveNotice(v *visit) error {
	l := v.Verdict.License
	switch {
	case l == nil || v.Verdict.Termination != nil:
		return v.showTermination(http.StatusConflict, "")
	case !v.Actor.MayBind():
		return v.showTermination(http.StatusForbidden, "")
	case v.form("sure") == "":
		return v.showTermination(http.StatusUnprocessableEntity, v.L.T("notice.sure_missing"))
	case len([]rune(v.form("note"))) > 1000:
		return v.showTermination(http.StatusUnprocessableEntity, v.L.T("error.too_long", "max", 1000))
	}
	dates := l.Agreement.NoticeOn(v.agreementDay())
	if v.form("ends") != dates.Ends.String() {
		return v.showTermination(http.StatusConflict, v.L.T("notice.moved"))
	}
	n := licensing.TerminationNotice{Schema: 1, ID: statementNumber("N"), Installation: v.p.Installation, Agreement: l.Agreement.No,
		GivenAt: v.statedAt(), GivenBy: v.User.Title(), Authority: v.authority(), Ends: dates.Ends, Note: v.form("note")}
	if err := n.Check(); err != nil {
		return err
	}
	return v.keepStatement(crm.StatementNotice, n.ID, n)
}

// authority is why the visitor may bind the customer.
func (v *visit) authority() licensing.Authority {
	if v.Actor.Main {
		return licensing.ByMainUser
	}
	return licensing.ByAuthorisedPerson
}
