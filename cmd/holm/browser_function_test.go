package main

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// seeWhatIsRefused looks at what a licence leaves out: as a reader, as an
// administrator without records, before a change of category that takes
// functions away, and locked, as everybody.
func seeWhatIsRefused(t *testing.T, b *chromium) {
	w := newWalk(t)
	l := w.terms(2, 60*24*time.Hour)
	l.Categories = licensing.UsualCategories()
	for i := range l.Categories {
		l.Categories[i].Seats = 5
	}
	w.install(w.signed(l))
	w.reach(lockout.Active)
	w.must("user", "category", "bo@skovby.example", "reader")
	w.must("user", "category", "eva@holm.example", "administrator")

	reader := b.open(t, w.url)
	reader.expect(http.StatusForbidden, http.StatusPaymentRequired)
	reader.logIn("bo@skovby.example", housePassword)
	reader.visit("/companies")
	reader.lacks("[popovertarget=new-menu]")
	reader.look("reader-list")
	reader.visit("/companies/" + strconv.FormatInt(w.targets["companies"], 10))
	reader.look("reader-record")
	reader.visit("/companies/new")
	reader.sees("not part of your user category", "Marketing", "Anna Skov")
	reader.look("function-refused")
	reader.visit("/companies/new?lang=de")
	reader.sees("gehört nicht zu Ihrer Benutzerkategorie")
	reader.look("function-refused-german")
	reader.visit("/me")
	reader.look("function-mine")

	admin := b.open(t, w.url)
	admin.expect(http.StatusForbidden, http.StatusConflict)
	admin.logIn("eva@holm.example", housePassword)
	admin.at("/admin.*")
	admin.has(".nav a.is-refused")
	admin.look("administrator-only")
	admin.click(".nav a.is-refused", "")
	admin.sees("not part of your user category", "free seats")
	admin.look("function-refused-administrator")
	admin.visit("/admin/users/" + strconv.FormatInt(w.targets["leaver"], 10))
	admin.choose("main select[name=category]", "reader")
	admin.click("form[action$='/category'] button", "")
	admin.sees("No data is deleted")
	admin.look("category-takes")

	l.Serial, l.ID = 3, ""
	l.Term.LockAt, l.Term.OverdueFrom, l.Term.PaidThrough, l.Term.WarnFrom = l.Term.NotBefore.Add(4*time.Hour), l.Term.NotBefore.Add(3*time.Hour), l.Term.NotBefore.Add(3*time.Hour), l.Term.NotBefore.Add(2*time.Hour)
	l.Outstanding = []licensing.Invoice{{Invoice: "F-2041", Due: licensing.DateOf(l.Term.PaidThrough), Amount: 4_812_500, Interest: 31_250, Costs: 10_000, Currency: "DKK"},
		{Invoice: "F-2102", Due: licensing.DateOf(l.Term.PaidThrough.AddDate(0, -1, 0)), Amount: 120_000, Currency: "EUR"}}
	w.install(w.signed(l))
	w.reach(lockout.Locked)
	reader.visit("/companies?lang=en")
	reader.sees("Holm is locked", "Anna Skov")
	reader.look("locked-user")
	reader.visit("/companies?lang=de")
	reader.look("locked-user-german")
	admin.expect(http.StatusPaymentRequired)
	admin.visit("/")
	admin.sees("F-2041", "F-2102", "48,125.00", "Holm ApS")
	admin.lacks("a.btn[href='/import']") // what does not open is not offered
	admin.look("locked-administrator")
	admin.visit("/?lang=de")
	admin.sees("F-2041", "48.125,00")
	admin.look("locked-administrator-german")
}
