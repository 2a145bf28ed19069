package server_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// testSigner signs statements with a key of its own.
type testSigner struct{}

var testKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte("s"), 32))

func (testSigner) Sign(kind licensing.StatementKind, claims any) ([]byte, error) {
	return licensing.SignStatement(kind, claims, testKey)
}

// licensed turns the gate to a licence of the sample agreement.
func (h *house) licensed(state lockout.State, at time.Time) *licensing.License {
	h.t.Helper()
	agreed := licensing.Date{Year: 2026, Month: 3, Day: 10}
	l := &licensing.License{ID: "L-1", Serial: 3, Customer: licensing.Customer{No: "4711", Name: "Lindholt Teknik A/S", OrgNo: "DK 12 34 56 78", Country: "DK", TimeZone: "Europe/Copenhagen"},
		ContractingParty: licensing.Party{Name: "Holm ApS", Address: "Havnegade 1\n1058 København", Law: "Danish law", Venue: "Copenhagen"}, Hosting: licensing.HostingOwn,
		Agreement: licensing.Agreement{No: "A-1001", Kind: licensing.Onsite, Date: agreed, FirstPeriodEnd: licensing.FirstPeriodEnd(agreed), BillingPeriod: licensing.Quarterly},
		Modules:   []string{"api"}, Meters: []licensing.Meter{{Code: "mailings", Included: 1000, Step: 500, Kind: licensing.MeterCount}},
		Categories: []licensing.Category{{Code: "complete", Name: licensing.Text{"en": "Complete"}, Seats: 3}}}
	h.gate.turn(lockout.Verdict{State: state, Since: at, At: at, License: l, Categories: l.Categories, Modules: l.Modules})
	return l
}

var agreementDay = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func TestTheAgreementTellsItsDates(t *testing.T) {
	h := furnished(t)
	h.has(h.get("/admin/agreement", http.StatusOK), "No licence is installed", "Contact information")
	for _, state := range []lockout.State{lockout.Active, lockout.Locked, lockout.ReadOnly} {
		h.licensed(state, agreementDay)
		h.has(h.get("/admin/agreement", http.StatusOK), "The agreement runs until Wednesday 31 March 2027", "given by 1 Mar 2027", "10 Mar 2026 to 31 Mar 2027",
			"10 Sep 2026 to 9 Dec 2026", "from 2 Mar 2027", "30 Jun 2027", "10 Mar 2027", "Holm ApS", "Havnegade 1", "Danish law", "Copenhagen", "A-1001", "DK 12 34 56 78")
	}
}

func TestAChangeOfContactInformationMakesTheNotice(t *testing.T) {
	h := furnished(t)
	h.licensed(lockout.Locked, agreementDay)
	form := url.Values{"name": {"Lindholt Gruppen A/S"}, "org_no": {"12345678"}, "line1": {"Kajen 4"}, "zip": {"8000"}, "city": {"Aarhus"}, "country": {"DK"}, "invoice_email": {"nowhere"}}
	h.has(h.post("/admin/agreement/contact", form, http.StatusUnprocessableEntity), "Kajen 4", "error-text")
	form.Set("invoice_email", "faktura@lindholt.example")
	h.post("/admin/agreement/contact", form, http.StatusSeeOther)
	h.post("/admin/agreement/persons", url.Values{"name": {"Ida Berg"}, "email": {"ida@lindholt.example"}, "notices": {"1"}}, http.StatusSeeOther)
	page := h.get("/admin/agreement", http.StatusOK)
	h.has(page, "Name differs from the licence, which says “Lindholt Teknik A/S”", "The vendor has not been told of this yet:",
		"name, organisation number, address, e-mail for invoices, who gets licence mails", "Ida Berg", "Kajen 4, 8000 Aarhus, Denmark")
	at := h.post("/admin/agreement/contact/notice", url.Values{}, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), "Change of contact information, agreement A-1001", "Holm ApS", "Kajen 4, 8000 Aarhus", "ida@lindholt.example", "Not sent yet", "mailto:?")
	h.lacks(h.get("/admin/agreement", http.StatusOK), "has not been told")
	var n licensing.ContactNotice
	if _, err := licensing.OpenStatement([]byte(h.get(at+"/file", http.StatusOK).text), licensing.ContactStatement, &n); err != nil || n.Customer.City != "Aarhus" || len(n.Persons) != 1 {
		t.Errorf("%v: %+v", err, n)
	}
	h.post(at+"/sent", url.Values{"sent": {"1"}}, http.StatusSeeOther)
	h.has(h.get("/admin/agreement", http.StatusOK), "Sent "+time.Now().UTC().Format("2 Jan 2006")+", Mette Kjærgaard")
	person := found(t, h.get("/admin/agreement/contact", http.StatusOK), `href="(/admin/agreement/persons/\d+)"`)
	h.post(person, url.Values{"name": {"Ida Berg"}, "version": {"1"}, "authorised": {"1"}}, http.StatusSeeOther)
	h.has(h.get("/admin/agreement", http.StatusOK), "authorised persons, who gets licence mails", "Mette Kjærgaard, Ida Berg")
	h.post(person, url.Values{"name": {"Stale"}, "version": {"1"}}, http.StatusConflict)
	h.post(person+"/delete", url.Values{}, http.StatusSeeOther)
	h.get(person, http.StatusNotFound)
}

func TestNoticeOfTerminationChangesNothing(t *testing.T) {
	h := furnished(t)
	h.licensed(lockout.Active, agreementDay)
	page := h.get("/admin/agreement/notice", http.StatusOK)
	h.has(page, "Saturday 21 November 2026", "The agreement ends on Wednesday 31 March 2027", "Monday 1 March 2027", "The agreement ends on Wednesday 30 June 2027")
	ends := hidden(t, page.text, "ends")
	h.post("/admin/agreement/notice", url.Values{"ends": {ends}}, http.StatusUnprocessableEntity)
	h.has(h.post("/admin/agreement/notice", url.Values{"ends": {"2026-12-31"}, "sure": {"1"}}, http.StatusConflict), "the date has moved")
	at := h.post("/admin/agreement/notice", url.Values{"ends": {ends}, "sure": {"1"}, "note": {"=Thank you"}}, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), "Termination of agreement A-1001", "it ends on Wednesday 31 March 2027", "=Thank you", "Mette Kjærgaard<br>Main user")
	var n licensing.TerminationNotice
	if _, err := licensing.OpenStatement([]byte(h.get(at+"/file", http.StatusOK).text), licensing.NoticeStatement, &n); err != nil || n.Check() != nil || n.Ends.String() != "2027-03-31" {
		t.Errorf("%v: %+v", err, n)
	}
	if v := h.gate.Verdict(); v.State != lockout.Active || v.Termination != nil {
		t.Errorf("the notice changed the state: %+v", v)
	}
	l := h.licensed(lockout.Terminating, agreementDay)
	v := h.gate.Verdict()
	v.Termination = &licensing.Termination{Agreement: l.Agreement.No, EffectiveAt: agreementDay.AddDate(0, 4, 0)}
	h.gate.turn(v)
	h.has(h.get("/admin/agreement/notice", http.StatusOK), "Notice was given")
	h.post("/admin/agreement/notice", url.Values{"ends": {ends}, "sure": {"1"}}, http.StatusConflict)
}

func TestOrdersAreForWhoMayBind(t *testing.T) {
	h := furnished(t)
	h.licensed(lockout.Active, agreementDay)
	for login, role := range map[string]int64{"admin": crm.RoleAdministrator, "cfo": crm.RoleUser} {
		hash, err := h.store.Credential(t.Context(), h.actor().User)
		if err != nil {
			t.Fatal(err)
		}
		u := crm.User{Login: login, Name: strings.ToUpper(login), Category: "complete", Role: role}
		if err := h.store.CreateUser(t.Context(), crm.SystemActor(), &u, hash); err != nil {
			t.Fatal(err)
		}
	}
	order := url.Values{"seats.complete": {"5"}, "module.api": {"1"}, "meter.mailings": {"1000"}, "sure": {"1"}}
	as := func(login string) {
		h.http = h.browser()
		h.logIn(login, mainPassword)
		h.do(http.MethodPost, "/terms", url.Values{"agree": {"1"}, "version": {"1"}}, nil)
	}
	as("cfo")
	h.get("/admin/agreement", http.StatusForbidden)
	h.post("/admin/orders", order, http.StatusForbidden)
	as("admin")
	h.has(h.get("/admin/orders", http.StatusOK), "Only the main user or an authorised person may order and give notice: Mette Kjærgaard.")
	h.has(h.get("/admin/orders/new", http.StatusForbidden), "Only the main user")
	h.has(h.post("/admin/orders", order, http.StatusForbidden), "Only the main user")
	h.has(h.post("/admin/agreement/notice", url.Values{"sure": {"1"}}, http.StatusForbidden), "Only the main user")
	h.has(h.post("/admin/agreement/persons", url.Values{"name": {"Me"}, "authorised": {"1"}}, http.StatusForbidden), "decided by the main user")
	cfo, err := h.store.UserByLogin(t.Context(), "cfo")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.store.SaveLicenceContact(t.Context(), h.actor(), &crm.LicenceContact{Name: "CFO", User: cfo.ID, Authorised: true}); err != nil {
		t.Fatal(err)
	}
	as("cfo")
	h.licensed(lockout.Locked, agreementDay)
	h.has(h.get("/admin/agreement", http.StatusOK), "Mette Kjærgaard, CFO")
	preview := h.post("/admin/orders", url.Values{"seats.complete": {"2"}, "module.sales": {"1"}, "meter.mailings": {"1500"}}, http.StatusOK)
	h.has(preview, "Complete seats", "From 10 Mar 2027", "When the vendor has confirmed", "30 days before")
	order = url.Values{"seats.complete": {"2"}, "module.sales": {"1"}, "meter.mailings": {"1500"}, "sure": {"1"}, "fewer": {hidden(t, preview.text, "fewer")}}
	at := h.post("/admin/orders", order, http.StatusSeeOther).Header.Get("Location")
	h.has(h.get(at, http.StatusOK), "Order under agreement A-1001", "Authorised person", "From 10 Mar 2027")
	var o licensing.Order
	if _, err := licensing.OpenStatement([]byte(h.get(at+"/file", http.StatusOK).text), licensing.OrderStatement, &o); err != nil || o.Check() != nil {
		t.Fatal(err, o.Check())
	}
	if len(o.Lines) != 4 || o.Authority != licensing.ByAuthorisedPerson || o.Serial != 3 || o.Lines[0].From.String() != "2027-03-10" {
		t.Errorf("%+v", o)
	}
	h.has(h.get("/admin/orders", http.StatusOK), o.ID, "Not sent yet")
	h.post("/admin/orders", url.Values{"seats.complete": {"3"}, "module.api": {"1"}, "meter.mailings": {"1000"}}, http.StatusUnprocessableEntity)
	h.post("/admin/orders", url.Values{"seats.complete": {"-1"}}, http.StatusUnprocessableEntity)
}

func TestARefusedSeatLeadsToItsOrder(t *testing.T) {
	h := furnished(t)
	l := h.licensed(lockout.Active, agreementDay)
	v := h.gate.Verdict()
	l.Categories[0].Seats, v.Categories = 1, l.Categories
	h.gate.turn(v)
	page := h.post("/admin/users", url.Values{"name": {"Bo"}, "login": {"bo"}, "category": {"complete"}}, http.StatusConflict)
	h.has(page, "No seat is free in Complete")
	at := found(t, page, `href="(/admin/orders/new\?category=complete)"`)
	h.has(h.get(at, http.StatusOK), `name="seats.complete" min="0" max="100000" value="2"`)
}

func TestStatisticsNameNobody(t *testing.T) {
	h := furnished(t)
	h.licensed(lockout.Active, agreementDay)
	c := crm.Company{Name: "Zanzibar Handel", Record: crm.Record{Tags: []string{"Zebra"}}}
	p := crm.Person{FirstName: "Xerxes", LastName: "Quist", Emails: []crm.Email{{Address: "xerxes@quist.example"}}}
	if err := h.store.CreateCompany(t.Context(), h.actor(), &c); err != nil {
		t.Fatal(err)
	}
	if err := h.store.CreatePerson(t.Context(), h.actor(), &p); err != nil {
		t.Fatal(err)
	}
	file := h.get("/admin/agreement/statistics/file", http.StatusOK)
	h.lacks(file, "Zanzibar", "Zebra", "Xerxes", "Quist", "Mette", "lindholt", "Lindholt", "4711", "A-1001", "L-1")
	id, err := h.store.Installation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.lacks(file, id.ID)
	var all map[string]any
	if err := json.Unmarshal([]byte(file.text), &all); err != nil {
		t.Fatal(err)
	}
	for key, value := range all { // nothing but counts, beside the day, the version and what is licensed
		switch value := value.(type) {
		case float64:
		case map[string]any:
			for code, n := range value {
				if _, number := n.(float64); !number {
					t.Errorf("%s.%s is %v", key, code, n)
				}
			}
		default:
			if key != "day" && key != "version" && key != "modules" {
				t.Errorf("%s is %v", key, value)
			}
		}
	}
	if records := all["records"].(map[string]any); records["companies"] != 1.0 || records["persons"] != 1.0 || all["users"].(map[string]any)["complete"] != 1.0 {
		t.Errorf("counted %s", file.text)
	}
	h.has(h.get("/admin/agreement/statistics", http.StatusOK), "Switched off", "&#34;companies&#34;: 1")
	h.post("/admin/agreement/statistics", url.Values{"on": {"1"}}, http.StatusSeeOther)
	h.has(h.get("/admin/agreement/statistics", http.StatusOK), "Switched on")
}

func TestUsersByMonthComeFromTheLedger(t *testing.T) {
	h := furnished(t)
	h.licensed(lockout.Active, agreementDay)
	for _, e := range []struct {
		kind  lockout.EntryKind
		day   string
		users map[string]int
	}{
		{lockout.DailyPeak, "2026-10-01", map[string]int{"complete": 2}}, {lockout.DailyPeak, "2026-10-02", map[string]int{"complete": 5, "sales": 1}},
		{lockout.OverLimit, "2026-10-02", map[string]int{"complete": 2}}, {lockout.DailyPeak, "2026-11-01", map[string]int{"complete": 3}},
		{lockout.DailyPeak, "2020-11-01", map[string]int{"complete": 77}},
	} {
		at, err := time.Parse(time.DateOnly, e.day)
		if err != nil {
			t.Fatal(err)
		}
		entry, err := lockout.NewEntry(e.kind, at.AddDate(0, 0, 1), lockout.PeakData{Day: e.day, Users: e.users})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.store.AppendEntry(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
	page := h.get("/admin/agreement/months", http.StatusOK)
	h.has(page, "October 2026", "November 2026", "1 day over the limit", "runs until")
	h.lacks(page, "2020", ">77<")
	file := h.get("/admin/agreement/months/file", http.StatusOK)
	h.has(file, "2026-10,complete,Complete,5,0,1", "2026-10,sales,Sales,1,0,0", "2026-11,complete,Complete,3,0,0")
}

func TestTheUserListIsWhatIsShown(t *testing.T) {
	h := furnished(t)
	h.licensed(lockout.Active, agreementDay)
	u := crm.User{Login: "bo", Name: "=cmd()", Email: "bo@lindholt.example", Category: "complete"}
	if err := h.store.CreateUser(t.Context(), crm.SystemActor(), &u, ""); err != nil {
		t.Fatal(err)
	}
	h.has(h.get("/admin/agreement/people", http.StatusOK), "1 of 2 active users have accepted version 1", "=cmd()", "bo@lindholt.example", "Version 1, ", "Never")
	file := h.get("/admin/agreement/people/file", http.StatusOK)
	h.has(file, "Mette Kjærgaard,"+mainLogin, "'=cmd()")
	if file.Header.Get("Content-Disposition") == "" {
		t.Error("the list is not a file")
	}
}

func TestAfterAReductionTheLeastActiveAreListed(t *testing.T) {
	h := furnished(t)
	l := h.licensed(lockout.Active, agreementDay)
	for _, name := range []string{"bo", "cilla"} {
		u := crm.User{Login: name, Name: strings.ToUpper(name), Category: "complete"}
		if err := h.store.CreateUser(t.Context(), crm.SystemActor(), &u, ""); err != nil {
			t.Fatal(err)
		}
	}
	from, v := agreementDay.AddDate(0, 3, 0), h.gate.Verdict()
	v.Future = []licensing.Category{{Code: "complete", Seats: 1, From: &from}}
	h.gate.turn(v)
	h.has(h.get("/admin/license", http.StatusOK), "1 instead of 3 from 21 Feb 2027", "Complete: too few seats from 21 Feb 2027")
	l.Categories[0].Seats = 1
	v.Categories, v.Future = append(l.Categories, licensing.Category{Code: "reader", Name: licensing.Text{"en": "Reader"}, Seats: 2, Features: []string{"read"}}), nil
	v.Flags.OverLimit = map[string]int{"complete": 2}
	h.gate.turn(v)
	page := h.get("/admin/license", http.StatusOK)
	h.has(page, "Complete: more users than seats", "Seats: 1. Active users: 3.", "Move to Reader", `href="/admin/license#over"`)
	if text := body(page.text); strings.Index(text, ">BO<") > strings.Index(text, ">Mette Kjærgaard<") {
		t.Error("who was never here stands after the main user")
	}
	bo := found(t, page, `action="(/admin/users/\d+)/deactivate"`)
	if at := h.post(bo+"/deactivate", url.Values{"back": {"/admin/license#over"}}, http.StatusSeeOther).Header.Get("Location"); at != "/admin/license#over" {
		t.Errorf("leads to %s", at)
	}
	h.lacks(h.get("/admin/license", http.StatusOK), ">BO<")
}

func TestTheNewestHostingStatementHolds(t *testing.T) {
	e := &exports{}
	h := newHouseWith(t, e)
	h.setUp()
	h.logIn(mainLogin, mainPassword)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	h.licensed(lockout.Active, agreementDay)
	h.has(h.get("/admin/agreement", http.StatusOK), "Nothing was stated yet.")
	for _, wrong := range []url.Values{{"hosting": {"cloud"}}, {"hosting": {"hosted"}}, {"hosting": {"undeclared"}}} {
		h.has(h.post("/admin/agreement/hosting", wrong, http.StatusUnprocessableEntity), "Nothing was recorded.")
	}
	h.post("/admin/agreement/hosting", url.Values{"hosting": {"hosted"}, "host": {"Nordisk Drift"}}, http.StatusSeeOther)
	h.has(h.get("/admin/agreement", http.StatusOK), "With a host: Nordisk Drift, stated", "The licence says otherwise: On our own hardware")
	h.post("/admin/agreement/hosting", url.Values{"hosting": {"own"}, "host": {"ignored"}}, http.StatusSeeOther)
	h.lacks(h.get("/admin/agreement", http.StatusOK), "The licence says otherwise", "ignored")
}
