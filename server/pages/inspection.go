package pages

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

const (
	inspectionBase  = "/admin/inspections"
	inspectionsRead = 500 // entries: many more than an agreement of decades has
	firmLength      = 100
)

var inspectionPage = page[inspectionData]{"inspection"}

type inspectionData struct {
	Lede, Limit string
	Full        bool
	Licensed    bool
	List        []inspectionLine
	Form        inspectionForm
	Wrong       string
}

type inspectionForm struct {
	Announced, On, By, Firm string
	AskAgreed               bool
}

type inspectionLine struct {
	No                        int
	On, Announced, Who, State string
	Look, Action              string
	Open                      bool
}

// inspections reads what the ledger knows of inspections.
func (v *visit) inspections() ([]lockout.InspectionLog, error) {
	entries, err := v.p.Store.Ledger(v.ctx(), lockout.Inspection, math.MaxInt64, inspectionsRead)
	if err != nil {
		return nil, err
	}
	slices.Reverse(entries)
	return lockout.Inspections(entries)
}

func listInspections(v *visit) error {
	today := v.Verdict.Today()
	form := inspectionForm{Announced: today.String(), By: "vendor"}
	if l := v.Verdict.License; l != nil {
		form.On = lockout.InspectionRules(*l, nil, today, today).Earliest.String()
	}
	return v.showInspections(http.StatusOK, form, "")
}

func (v *visit) showInspections(status int, form inspectionForm, wrong string) error {
	list, err := v.inspections()
	if err != nil {
		return err
	}
	d := inspectionData{Form: form, Wrong: wrong, Lede: v.L.T("inspection.lede", "n", lockout.InspectionsAllowed, "days", lockout.InspectionNotice)}
	if l := v.Verdict.License; l != nil {
		r := lockout.InspectionRules(*l, list, v.Verdict.Today(), v.Verdict.Today())
		d.Licensed, d.Full = true, r.Count >= lockout.InspectionsAllowed
		d.Limit = v.L.T("inspection.limit", "count", r.Count, "n", lockout.InspectionsAllowed, "from", v.L.Calendar(r.Period.Start), "to", v.L.Calendar(r.Period.End))
	}
	for _, i := range slices.Backward(list) {
		line := inspectionLine{No: i.No, On: v.L.Calendar(i.On), Announced: v.L.Calendar(i.Announced), Who: v.inspector(i.By, i.Firm),
			State: v.L.T("inspection.announced"), Look: "is-planned", Action: inspectionBase + "/" + strconv.Itoa(i.No), Open: !i.Cancelled}
		switch {
		case i.Cancelled:
			line.State, line.Look = v.L.T("inspection.cancelled"), ""
		case i.Reports > 0:
			line.State, line.Look = v.L.T("inspection.reported"), "is-done"
		}
		d.List = append(d.List, line)
	}
	return showStatus(v, status, inspectionPage, v.L.T("nav.inspections"), d)
}

func announceInspection(v *visit) error {
	form := inspectionForm{Announced: v.form("announced"), On: v.form("on"), By: v.form("by"), Firm: v.form("firm")}
	refuse := func(key string, pairs ...any) error {
		return v.showInspections(http.StatusUnprocessableEntity, form, v.L.T(key, pairs...))
	}
	l := v.Verdict.License
	if l == nil {
		return refuse("inspection.no_license")
	}
	announced, wrongA := licensing.ParseDate(form.Announced)
	on, wrongOn := licensing.ParseDate(form.On)
	switch {
	case errors.Join(wrongA, wrongOn) != nil || on.Before(announced) || v.Verdict.Today().Before(announced):
		return refuse("inspection.wrong_dates")
	case form.By != "vendor" && form.By != "third_party" || form.By == "third_party" && form.Firm == "":
		return refuse("inspection.wrong_firm")
	case utf8.RuneCountInString(form.Firm) > firmLength || strings.Contains(form.Firm, "@"):
		return refuse("inspection.no_person")
	}
	list, err := v.inspections()
	if err != nil {
		return err
	}
	rule := lockout.InspectionRules(*l, list, announced, on)
	form.AskAgreed = !rule.Allows(on)
	if form.AskAgreed && v.form("agreed") == "" {
		if rule.Count >= lockout.InspectionsAllowed {
			return refuse("inspection.too_many", "from", v.L.Calendar(rule.Period.Start), "to", v.L.Calendar(rule.Period.End))
		}
		return refuse("inspection.too_soon", "date", v.L.Calendar(rule.Earliest))
	}
	data := lockout.InspectionData{No: len(list) + 1, Event: lockout.InspectionAnnounced, Announced: announced, On: on, By: form.By, Firm: form.Firm, Agreed: form.AskAgreed}
	if err := v.p.History.Record(v.ctx(), lockout.Inspection, data); err != nil {
		return fmt.Errorf("recording an inspection: %w", err)
	}
	if err := v.say(v.L.T("inspection.saved"), ""); err != nil {
		return err
	}
	return v.to(inspectionBase)
}

// inspection finds the one that the address names and that was not cancelled.
func (v *visit) inspection() (lockout.InspectionLog, error) {
	list, err := v.inspections()
	if err != nil {
		return lockout.InspectionLog{}, err
	}
	no, err := strconv.Atoi(v.r.PathValue("number"))
	if err != nil || no < 1 || no > len(list) || list[no-1].Cancelled {
		return lockout.InspectionLog{}, fmt.Errorf("inspection %q: %w", v.r.PathValue("number"), crm.ErrNotFound)
	}
	return list[no-1], nil
}

func cancelInspection(v *visit) error {
	i, err := v.inspection()
	if err != nil {
		return err
	}
	if err := v.p.History.Record(v.ctx(), lockout.Inspection, lockout.InspectionData{No: i.No, Event: lockout.InspectionCancelled}); err != nil {
		return fmt.Errorf("recording that an inspection is off: %w", err)
	}
	if err := v.say(v.L.T("inspection.was_cancelled"), ""); err != nil {
		return err
	}
	return v.to(inspectionBase)
}

// reportInspection gives out the signed report, which the ledger notes first.
func reportInspection(v *visit) error {
	i, err := v.inspection()
	if err != nil {
		return err
	}
	if err := v.p.History.Record(v.ctx(), lockout.Inspection, lockout.InspectionData{No: i.No, Event: lockout.InspectionReported}); err != nil {
		return fmt.Errorf("recording the report of an inspection: %w", err)
	}
	text, err := v.p.History.InspectionReport(v.ctx(), i.InspectionData)
	if err != nil {
		return fmt.Errorf("making the report of an inspection: %w", err)
	}
	return v.sendFile("holm-inspection-"+strconv.Itoa(i.No)+"-"+i.On.String()+".json", "application/json", text)
}
