package pages

import (
	"testing"

	"github.com/jba/templatecheck"
)

// check proves that a view shows data of its own type.
func check[T any](t *testing.T, v *views, p page[T], parts ...string) {
	t.Helper()
	for _, name := range append([]string{p.name + ".html"}, parts...) {
		view := view[T]{}
		set := v.base.Lookup(name)
		if set == nil {
			t.Errorf("there is no view %s", name)
			continue
		}
		if err := templatecheck.CheckHTML(set, view); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryViewFitsItsType(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := p.views
	check(t, v, loginPage)
	check(t, v, setupPage)
	check(t, v, termsPage)
	check(t, v, homePage)
	check(t, v, searchPage, "search.cmd-list", "search.suggestions", "search.persons")
	check(t, v, helpPage)
	check(t, v, mePage)
	check(t, v, listPage, "list.rows", "list.side", "list.count")
	if err := templatecheck.CheckHTML(v.base.Lookup("list.row"), row{}); err != nil {
		t.Errorf("list.row: %v", err)
	}
	check(t, v, recordPage)
	check(t, v, documentPage)
	check(t, v, uploadPage, "document_upload.files")
	check(t, v, formPage, "record_form.similar")
	check(t, v, editorPage, "editor.editor", "editor.saved")
	check(t, v, undonePage)
	check(t, v, bulkPage)
	check(t, v, clashPage)
	check(t, v, purgePage)
	check(t, v, userListPage)
	check(t, v, userPage)
	check(t, v, licensePage)
	check(t, v, exportPage)
	check(t, v, availabilityPage)
	check(t, v, servicePage)
	check(t, v, agreementPage)
	check(t, v, contactPage)
	check(t, v, contactPersonPage)
	check(t, v, terminationPage)
	check(t, v, peoplePage)
	check(t, v, monthsPage)
	check(t, v, statisticsPage)
	check(t, v, letterPage)
	check(t, v, orderListPage)
	check(t, v, orderPage)
	check(t, v, newsPage)
	check(t, v, aboutPage)
	check(t, v, supportPage)
	check(t, v, supportCasePage)
	check(t, v, supportAdminPage)
	check(t, v, jobListPage)
	check(t, v, jobPage)
	check(t, v, importPage)
	check(t, v, importColumnsPage)
	check(t, v, importCheckPage)
	check(t, v, importDonePage)
	check(t, v, tagNamesPage, "tag_names.tag-names")
	check(t, v, consentPage)
	check(t, v, groupListPage)
	check(t, v, groupPage)
	check(t, v, roleListPage)
	check(t, v, rolePage)
	check(t, v, pickListsPage)
	check(t, v, listItemPage)
	check(t, v, tagListPage)
	check(t, v, tagPage)
	check(t, v, keyListPage)
	check(t, v, stalePage)
	check(t, v, failurePage)
	check(t, v, lockedPage)
	check(t, v, lockedAdminPage)
}
