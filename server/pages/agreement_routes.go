package pages

import (
	"net/http"

	"holm/lockout"
)

// agreementRoutes are the addresses of Administration > Agreement and Orders:
// the licence page's kin, which every state leaves open.
func (p *Pages) agreementRoutes() []Route {
	get := func(path string, a Access, show func(*visit) error) Route {
		return Route{http.MethodGet, path, a, lockout.ManageLicense, show}
	}
	post := func(path string, a Access, show func(*visit) error) Route {
		return Route{http.MethodPost, path, a, lockout.ManageLicense, show}
	}
	routes := []Route{
		get("/admin/agreement", Signatories, showAgreement),
		get("/admin/agreement/contact", Signatories, showContact),
		post("/admin/agreement/contact", Signatories, saveCustomer),
		post("/admin/agreement/persons", Signatories, addContact),
		get("/admin/agreement/persons/{id}", Signatories, showContactPerson),
		post("/admin/agreement/persons/{id}", Signatories, saveContact),
		post("/admin/agreement/persons/{id}/delete", Signatories, removeContact),
		get("/admin/agreement/people", Signatories, showPeople),
		get("/admin/agreement/people/file", Signatories, downloadPeople),
		get("/admin/agreement/months", Signatories, showMonths),
		get("/admin/agreement/months/file", Signatories, downloadMonths),
		get("/admin/agreement/statistics", Signatories, showStatistics),
		get("/admin/agreement/statistics/file", Signatories, downloadStatistics),
		{http.MethodPost, "/admin/agreement/statistics", Licensees, lockout.Change, switchStatistics},
		get("/admin/orders", Signatories, listOrders),
	}
	if p.Exporter != nil {
		routes = append(routes, post("/admin/agreement/hosting", MainUser, stateWhere))
	}
	if p.Signer == nil {
		return routes
	}
	return append(routes,
		post("/admin/agreement/contact/notice", Signatories, makeContactNotice),
		get("/admin/agreement/notice", Signatories, showTermination),
		post("/admin/agreement/notice", Signatories, giveNotice),
		get("/admin/agreement/letters/{id}", Signatories, showLetter),
		get("/admin/agreement/letters/{id}/file", Signatories, downloadLetter),
		post("/admin/agreement/letters/{id}/sent", Signatories, noteSent),
		get("/admin/orders/new", Signatories, newOrder),
		post("/admin/orders", Signatories, placeOrder),
	)
}

// keepsLicence reports whether the visitor may see the agreement: who manages
// the licence, and who may bind the customer.
func (v *visit) keepsLicence() bool { return v.licensee() || v.Actor.MayBind() }
