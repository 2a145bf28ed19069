package server_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"holm/crm"
)

// found returns what the parentheses of a pattern caught in a page.
func found(t *testing.T, page answer, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(page.text)
	if m == nil {
		t.Fatalf("nothing like %s in\n%s", pattern, body(page.text))
	}
	return m[1]
}

func TestGroupsAndTheirMembers(t *testing.T) {
	h := furnished(t)
	me := found(t, h.get("/admin/users", http.StatusOK), `href="/admin/users/(\d+)"`)
	h.has(h.post("/admin/groups", url.Values{"name": {" "}}, http.StatusUnprocessableEntity), "This is needed.")
	at := h.post("/admin/groups", url.Values{"name": {"Salg & Service"}}, http.StatusSeeOther).Header.Get("Location")
	h.post(at, url.Values{"name": {"Salg"}, "member": {me}}, http.StatusSeeOther)
	h.has(h.get("/admin/groups", http.StatusOK), "Salg", "Mette Kjærgaard")
	h.has(h.post(at+"/delete", url.Values{}, http.StatusConflict), "still has members or records")
	h.post(at, url.Values{"name": {"Salg"}}, http.StatusSeeOther)
	c := crm.Company{Name: "A", Record: crm.Record{Group: h.firstGroup()}}
	if err := h.store.CreateCompany(t.Context(), crm.SystemActor(), &c); err != nil {
		t.Fatal(err)
	}
	h.post(at+"/delete", url.Values{}, http.StatusConflict)
	if _, err := h.store.UpdateCompany(t.Context(), crm.SystemActor(), c.ID, 0, crm.Change{"group": nil}); err != nil {
		t.Fatal(err)
	}
	h.post(at+"/delete", url.Values{}, http.StatusSeeOther)
	h.get(at, http.StatusNotFound)
}

func (h *house) firstGroup() int64 {
	h.t.Helper()
	all, err := h.store.Groups(h.t.Context())
	if err != nil || len(all) == 0 {
		h.t.Fatal(err, all)
	}
	return all[0].ID
}

func TestRolesAreCopiedAndUsed(t *testing.T) {
	h := furnished(t)
	h.has(h.get("/admin/roles", http.StatusOK), "Administrator", "Reader", "Change many at once", "Mette")
	form := h.get("/admin/roles/new?of=3", http.StatusOK)
	h.has(form, "Reader (copy)", `aria-label="Companies, Own"`)
	rights := url.Values{"name": {"Own only"}, "function": {"export"}, "version": {"0"}}
	for _, object := range []string{"company", "person", "other"} {
		for _, whose := range []string{"own", "own_group", "other_groups", "nobodys"} {
			rights.Set(object+"."+whose, "0")
		}
		rights.Set(object+".own", "3")
	}
	h.post("/admin/roles", rights, http.StatusSeeOther)
	at := found(t, h.get("/admin/roles", http.StatusOK), `href="(/admin/roles/\d+)">Own only`)
	page := h.get(at, http.StatusOK)
	rights.Set("version", hidden(t, page.text, "version"))
	rights.Set("company.own", "9")
	h.post(at, rights, http.StatusUnprocessableEntity)
	rights.Set("company.own", "4")
	rights["function"] = []string{"fly"}
	h.post(at, rights, http.StatusUnprocessableEntity)
	rights["function"] = []string{"export", "merge"}
	h.post(at, rights, http.StatusSeeOther)
	h.has(h.post(at, rights, http.StatusConflict), "Somebody else saved this role")
	roles, err := h.store.Roles(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	own := roles[len(roles)-1]
	if own.Row(crm.EntityCompany)[crm.Own] != crm.RightDelete || own.Row(crm.EntityPerson) != own.Rights[""] || len(own.Rights) != 2 || len(own.Functions) != 2 {
		t.Errorf("kept %+v", own)
	}
	u := crm.User{Login: "eva", Name: "Eva", Category: "complete", Role: own.ID}
	if err := h.store.CreateUser(t.Context(), crm.SystemActor(), &u, ""); err != nil {
		t.Fatal(err)
	}
	h.has(h.post(at+"/delete", url.Values{}, http.StatusConflict), "It can be deleted when nobody has it", "Eva")
	h.post("/admin/roles/2/delete", url.Values{}, http.StatusConflict)
	if _, err := h.store.UpdateUser(t.Context(), crm.SystemActor(), u.ID, 0, crm.Change{"role": crm.RoleReader}); err != nil {
		t.Fatal(err)
	}
	h.post(at+"/delete", url.Values{}, http.StatusSeeOther)
	h.get(at, http.StatusNotFound)
}

func TestPickListsKeepWhatIsUsed(t *testing.T) {
	h := furnished(t)
	page := h.get("/admin/lists", http.StatusOK)
	h.has(page, "Company categories", "Purposes of consents", "Prospect")
	at := found(t, page, `href="(/admin/lists/\d+)">Prospect`)
	c := crm.Company{Name: "A", Category: 2}
	if err := h.store.CreateCompany(t.Context(), crm.SystemActor(), &c); err != nil {
		t.Fatal(err)
	}
	version := hidden(t, h.get(at, http.StatusOK).text, "version")
	h.has(h.post(at, url.Values{"version": {version}, "name.da": {""}}, http.StatusUnprocessableEntity), "This is needed.")
	h.post(at, url.Values{"version": {version}, "name.en": {"Lead"}, "name.da": {"Emne"}, "colour": {"plum"}}, http.StatusSeeOther)
	h.has(h.post(at, url.Values{"version": {version}, "name.en": {"Stale"}}, http.StatusConflict), "Somebody else saved this")
	h.has(h.get("/companies", http.StatusOK), `class="tag c-plum">Lead`)
	form := h.get("/companies/new", http.StatusOK)
	h.lacks(form, ">Lead<")
	h.has(h.get("/companies/"+itoa(c.ID)+"/edit", http.StatusOK), `value="2" selected>Lead`)
	h.post("/admin/lists", url.Values{"list": {"source"}, "name.en": {"Newspaper"}}, http.StatusSeeOther)
	h.has(h.get("/admin/lists", http.StatusOK), "Newspaper", "No name in")
	h.post(at+"/move", url.Values{"up": {"1"}}, http.StatusSeeOther)
	text := body(h.get("/admin/lists", http.StatusOK).text)
	if strings.Index(text, ">Lead<") > strings.Index(text, ">Customer<") {
		t.Error("the item did not move up")
	}
	h.post("/admin/lists", url.Values{"list": {"nonsense"}, "name.en": {"X"}}, http.StatusNotFound)
}

func TestTagsAreRenamedAndMerged(t *testing.T) {
	h := furnished(t)
	c := crm.Company{Name: "A", Record: crm.Record{Tags: []string{"VIP", "Byg"}}}
	if err := h.store.CreateCompany(t.Context(), crm.SystemActor(), &c); err != nil {
		t.Fatal(err)
	}
	list := h.get("/admin/tags", http.StatusOK)
	vip, byg := found(t, list, `href="(/admin/tags/\d+)">VIP`), found(t, list, `href="/admin/tags/(\d+)">Byg`)
	version := hidden(t, h.get(vip, http.StatusOK).text, "version")
	h.has(h.post(vip, url.Values{"version": {version}, "name": {"byg"}}, http.StatusConflict), "Merge the two instead")
	h.post(vip, url.Values{"version": {version}, "name": {"Important"}, "colour": {"clay"}}, http.StatusSeeOther)
	h.has(h.get("/companies/"+itoa(c.ID), http.StatusOK), `class="tag c-clay">Important`)
	h.post(vip+"/merge", url.Values{"into": {byg}}, http.StatusSeeOther)
	h.lacks(h.get("/companies/"+itoa(c.ID), http.StatusOK), "Important")
	h.post("/admin/tags/"+byg+"/delete", url.Values{}, http.StatusUnprocessableEntity)
	h.post("/admin/tags/"+byg+"/delete", url.Values{"sure": {"1"}}, http.StatusSeeOther)
	h.has(h.get("/admin/tags", http.StatusOK), "There are no tags yet")
}

func TestAnAccountIsAllThatItIs(t *testing.T) {
	h := furnished(t)
	p := crm.Person{FirstName: "Bo", LastName: "Berg", Emails: []crm.Email{{Address: "bo@berg.example"}}}
	if err := h.store.CreatePerson(t.Context(), h.actor(), &p); err != nil {
		t.Fatal(err)
	}
	group := h.post("/admin/groups", url.Values{"name": {"North"}}, http.StatusSeeOther).Header.Get("Location")
	made := h.post("/admin/users", url.Values{"name": {"Bo Berg"}, "login": {"bo"}, "category": {"complete"}, "role": {"2"}, "language": {"da"},
		"time_zone": {"Europe/Oslo"}, "person": {"bo@berg.example"}, "group": {group[len("/admin/groups/"):]}}, http.StatusCreated)
	h.has(made, "free)", "Open the person", `value="Bo Berg"`, `Europe/Oslo" selected`, "checked>North")
	at := found(t, h.get("/admin/users", http.StatusOK), `href="(/admin/users/\d+)">Bo Berg`)
	form := url.Values{"version": {hidden(t, made.text, "version")}, "name": {"Bo Berg"}, "login": {"bo"}, "role": {"3"}, "language": {"sv"},
		"time_zone": {"Europe/Mars"}, "groups": {"1"}, "person": {""}}
	h.post(at, form, http.StatusUnprocessableEntity)
	form.Set("time_zone", "Europe/Stockholm")
	form.Set("person", "Nobody Atall")
	h.has(h.post(at, form, http.StatusUnprocessableEntity), "No person is called")
	form.Set("person", "")
	h.post(at, form, http.StatusSeeOther)
	u, err := h.store.UserByLogin(t.Context(), "bo")
	if err != nil || u.Language != "sv" || u.TimeZone != "Europe/Stockholm" || u.Person != 0 || len(u.Groups) != 0 || u.Role != crm.RoleReader {
		t.Errorf("%v: %+v", err, u)
	}
	h.post(at+"/deactivate", url.Values{}, http.StatusSeeOther)
	h.post(at+"/former", url.Values{}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), "Has left")
	h.lacks(h.get("/companies/new", http.StatusOK), ">Bo Berg<")
}

func TestEveryKeyOnOnePage(t *testing.T) {
	h := furnished(t)
	me := found(t, h.get("/admin/users", http.StatusOK), `href="/admin/users/(\d+)"`)
	h.has(h.get("/admin/keys", http.StatusOK), "There are no keys yet")
	made := h.post("/admin/keys", url.Values{"user": {me}, "name": {"Reports"}}, http.StatusCreated)
	h.has(made, "<code>holm_", "Reports (holm_")
	list := h.get("/admin/keys", http.StatusOK)
	h.lacks(list, "<code>holm_")
	h.post(found(t, list, `action="(/admin/keys/\d+/revoke)"`), url.Values{}, http.StatusSeeOther)
	h.has(h.get("/admin/keys", http.StatusOK), "Revoked")
	h.has(h.post("/admin/keys", url.Values{"user": {me}, "name": {""}}, http.StatusUnprocessableEntity), "This is needed.")
}
