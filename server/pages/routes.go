package pages

import (
	"net/http"

	"holm/lockout"
)

// Access says who may come to an address.
type Access uint8

// Who may come. Rights on single records are the store's to judge.
const (
	Anyone      Access = iota // without log-in
	LoggedIn                  // any user, terms accepted or not
	Users                     // users who accepted the terms
	Managers                  // who may manage users
	Licensees                 // who may manage the licence
	MainUser                  // the main user
	Signatories               // who may manage the licence, or bind the customer
)

// Route is one address of the product: who may come, and what the gate is
// asked before it is shown.
type Route struct {
	Method    string
	Path      string // parts in braces are values, as in net/http
	Access    Access
	Operation lockout.Operation
	show      func(*visit) error
}

// addRoute makes a route of one method.
type addRoute func(path string, a Access, op lockout.Operation, show func(*visit) error) Route

// Routes returns the whole map of the product.
func (p *Pages) Routes() []Route {
	get := func(path string, a Access, op lockout.Operation, show func(*visit) error) Route {
		return Route{http.MethodGet, path, a, op, show}
	}
	post := func(path string, a Access, op lockout.Operation, show func(*visit) error) Route {
		return Route{http.MethodPost, path, a, op, show}
	}
	routes := []Route{
		get("/setup", Anyone, "", showSetup),
		post("/setup", Anyone, "", finishSetup),
		get("/login", Anyone, "", showLogin),
		post("/login", Anyone, "", logIn),
		post("/logout", LoggedIn, lockout.SignOut, logOut),
		get("/terms", LoggedIn, lockout.SignOut, showTerms),
		post("/terms", LoggedIn, lockout.OwnAccess, acceptTerms),

		get("/", Users, lockout.Read, showHome),
		get("/search", Users, lockout.Read, showSearch),
		get("/help", Users, lockout.Read, showHelp),
		get("/tags", Users, lockout.Read, listTagNames),
		get("/me", Users, lockout.OwnAccess, showMe),
		post("/me", Users, lockout.OwnAccess, saveMe),
		post("/me/password", Users, lockout.OwnAccess, changePassword),

		post("/undo", Users, lockout.Change, undo),

		get("/companies", Users, lockout.Read, listCompanies),
		get("/companies/new", Users, lockout.Change, newCompany),
		post("/companies", Users, lockout.Change, createCompany),
		post("/companies/similar", Users, lockout.Read, showSimilarCompanies),
		get("/companies/selected", Users, lockout.Change, showSelectedCompanies),
		post("/companies/selected", Users, lockout.Change, changeSelectedCompanies),
		get("/companies/{id}", Users, lockout.Read, showCompany),
		get("/companies/{id}/edit", Users, lockout.Change, editCompany),
		post("/companies/{id}", Users, lockout.Change, saveCompany),
		post("/companies/{id}/follow", Users, lockout.Change, followCompany),
		post("/companies/{id}/trash", Users, lockout.Change, trashCompany),
		post("/companies/{id}/restore", Users, lockout.Change, restoreCompany),
		get("/companies/{id}/purge", Users, lockout.Change, askPurgeCompany),
		post("/companies/{id}/purge", Users, lockout.Change, purgeCompany),
		get("/companies/{id}/fields/{field}", Users, lockout.Change, editCompanyField),
		post("/companies/{id}/fields/{field}", Users, lockout.Change, saveCompanyField),
		post("/companies/{id}/fields/{field}/restore", Users, lockout.Change, restoreCompanyValue),

		get("/persons", Users, lockout.Read, listPersons),
		get("/persons/new", Users, lockout.Change, newPerson),
		post("/persons", Users, lockout.Change, createPerson),
		post("/persons/similar", Users, lockout.Read, showSimilarPersons),
		get("/persons/selected", Users, lockout.Change, showSelectedPersons),
		post("/persons/selected", Users, lockout.Change, changeSelectedPersons),
		get("/persons/{id}", Users, lockout.Read, showPerson),
		get("/persons/{id}/edit", Users, lockout.Change, editPerson),
		post("/persons/{id}", Users, lockout.Change, savePerson),
		post("/persons/{id}/follow", Users, lockout.Change, followPerson),
		get("/persons/{id}/consents", Users, lockout.Read, listConsents),
		post("/persons/{id}/consents", Users, lockout.Change, addConsent),
		post("/persons/{id}/consents/{consent}/withdraw", Users, lockout.Withdraw, withdrawConsent),
		post("/persons/{id}/trash", Users, lockout.Change, trashPerson),
		post("/persons/{id}/restore", Users, lockout.Change, restorePerson),
		get("/persons/{id}/purge", Users, lockout.Change, askPurgePerson),
		post("/persons/{id}/purge", Users, lockout.Change, purgePerson),
		get("/persons/{id}/fields/{field}", Users, lockout.Change, editPersonField),
		post("/persons/{id}/fields/{field}", Users, lockout.Change, savePersonField),
		post("/persons/{id}/fields/{field}/restore", Users, lockout.Change, restorePersonValue),

		get("/jobs", Users, lockout.Read, listJobs),
		get("/jobs/{id}", Users, lockout.Read, showJob),
		post("/jobs/{id}/cancel", Users, lockout.Read, cancelJob),

		get("/notices", Users, lockout.Read, listNotices),
		post("/notices", Users, lockout.Read, readNotices),
		post("/notices/{id}", Users, lockout.Read, openNotice),

		post("/views", Users, lockout.Change, createView),
		post("/views/order", Users, lockout.Change, orderViews),
		post("/views/{id}", Users, lockout.Change, saveView),
		post("/views/{id}/trash", Users, lockout.Change, trashView),
		post("/views/{id}/restore", Users, lockout.Change, restoreView),
		get("/documents", Users, lockout.Read, listDocuments),
		get("/documents/new", Users, lockout.Change, newDocument),
		post("/documents", Users, lockout.Change, addDocuments),
		get("/documents/{id}", Users, lockout.Read, showDocument),
		get("/documents/{id}/edit", Users, lockout.Change, editDocument),
		post("/documents/{id}", Users, lockout.Change, saveDocument),
		post("/documents/{id}/trash", Users, lockout.Change, trashDocument),
		post("/documents/{id}/restore", Users, lockout.Change, restoreDocument),
		get("/documents/{id}/purge", Users, lockout.Change, askPurgeDocument),
		post("/documents/{id}/purge", Users, lockout.Change, purgeDocument),
		get("/documents/{id}/fields/{field}", Users, lockout.Change, editDocumentField),
		post("/documents/{id}/fields/{field}", Users, lockout.Change, saveDocumentField),
		post("/documents/{id}/fields/{field}/restore", Users, lockout.Change, restoreDocumentValue),
		post("/documents/{id}/check-out", Users, lockout.Change, checkOutDocument),
		post("/documents/{id}/return", Users, lockout.Change, returnDocument),
		post("/documents/{id}/picture", Users, lockout.Change, usePicture),
		post("/documents/{id}/link", Users, lockout.Change, linkDocument),
		post("/documents/{id}/unlink", Users, lockout.Change, unlinkDocument),
		post("/documents/{id}/versions", Users, lockout.Change, addVersion),
		get("/documents/{id}/versions/{number}", Users, lockout.Read, downloadVersion),
		get("/documents/{id}/versions/{number}/picture", Users, lockout.Read, showPicture),

		get("/admin", Users, lockout.ManageLicense, showAdmin),
		get("/admin/users", Managers, lockout.ManageLicense, listUsers),
		get("/admin/users/new", Managers, lockout.ActivateUser, newUser),
		post("/admin/users", Managers, lockout.ActivateUser, createUser),
		get("/admin/users/{id}", Managers, lockout.ManageLicense, showUser),
		post("/admin/users/{id}", Managers, lockout.Change, saveUser),
		post("/admin/users/{id}/activate", Managers, lockout.ActivateUser, activateUser),
		post("/admin/users/{id}/deactivate", Managers, lockout.ReduceUser, deactivateUser),
		post("/admin/users/{id}/category", Managers, lockout.ReduceUser, changeCategory),
		post("/admin/users/{id}/password", Managers, lockout.Change, resetPassword),
		post("/admin/users/{id}/main", MainUser, lockout.HandOver, handOverMain),
		post("/admin/users/{id}/keys", Managers, lockout.Change, createKey),
		post("/admin/users/{id}/keys/{key}/revoke", Managers, lockout.ReduceUser, revokeKey),
		post("/admin/users/{id}/former", Managers, lockout.Change, retireUser),
		get("/admin/groups", Managers, lockout.ManageLicense, listGroups),
		post("/admin/groups", Managers, lockout.Change, createGroup),
		get("/admin/groups/{id}", Managers, lockout.ManageLicense, showGroup),
		post("/admin/groups/{id}", Managers, lockout.Change, saveGroup),
		post("/admin/groups/{id}/delete", Managers, lockout.Change, deleteGroup),
		get("/admin/roles", Managers, lockout.ManageLicense, listRoles),
		get("/admin/roles/new", Managers, lockout.Change, newRole),
		post("/admin/roles", Managers, lockout.Change, createRole),
		get("/admin/roles/{id}", Managers, lockout.ManageLicense, showRole),
		post("/admin/roles/{id}", Managers, lockout.Change, saveRole),
		post("/admin/roles/{id}/delete", Managers, lockout.Change, deleteRole),
		get("/admin/keys", Managers, lockout.ManageLicense, listKeys),
		post("/admin/keys", Managers, lockout.Change, createKeyFor),
		post("/admin/keys/{id}/revoke", Managers, lockout.ReduceUser, revokeAnyKey),
		get("/admin/lists", Managers, lockout.ManageLicense, listPickLists),
		get("/admin/lists/new", Managers, lockout.Change, newListItem),
		post("/admin/lists", Managers, lockout.Change, createListItem),
		get("/admin/lists/{id}", Managers, lockout.ManageLicense, showListItem),
		post("/admin/lists/{id}", Managers, lockout.Change, saveListItem),
		post("/admin/lists/{id}/move", Managers, lockout.Change, moveListItem),
		get("/admin/tags", Managers, lockout.ManageLicense, listTags),
		get("/admin/tags/{id}", Managers, lockout.ManageLicense, showTag),
		post("/admin/tags/{id}", Managers, lockout.Change, saveTag),
		post("/admin/tags/{id}/merge", Managers, lockout.Change, mergeTag),
		post("/admin/tags/{id}/delete", Managers, lockout.Change, deleteTag),
		get("/admin/license", Licensees, lockout.ManageLicense, showLicense),
		get(datesAdminBase, Licensees, lockout.ManageLicense, showDates),
		get(datesBase, Users, lockout.Read, showDates),
		post("/admin/license/check", Licensees, lockout.ManageLicense, checkDocument),
		post("/admin/license", Licensees, lockout.ManageLicense, installDocument),
		get("/admin/usage", Licensees, lockout.ManageLicense, showUsage),
		get("/admin/usage/{month}/{form}", Licensees, lockout.ManageLicense, downloadUsage),
	}
	routes = append(routes, p.importRoutes()...)
	if p.History != nil {
		routes = append(routes,
			get("/admin/history", Licensees, lockout.ManageLicense, showLedger),
			get("/admin/history/report", Licensees, lockout.ManageLicense, showReport),
			get("/admin/history/report/file", Licensees, lockout.ManageLicense, downloadReport),
			get("/admin/inspections", Licensees, lockout.ManageLicense, listInspections),
			post("/admin/inspections", Licensees, lockout.ManageLicense, announceInspection),
			post("/admin/inspections/{number}/cancel", Licensees, lockout.ManageLicense, cancelInspection),
			post("/admin/inspections/{number}/report", Licensees, lockout.ManageLicense, reportInspection),
		)
	}
	routes = append(routes, serviceRoutes(get, post)...)
	routes = append(routes, p.mailRoutes()...)
	routes = append(routes, refreshRoutes(post)...)
	routes = append(routes, p.agreementRoutes()...)
	routes = append(routes, supportRoutes(get, post)...)
	routes = append(routes, newsRoutes(get)...)
	if p.Exporter == nil {
		return routes
	}
	return append(routes,
		get("/export", MainUser, lockout.ManageLicense, showExport),
		post("/export/statement", MainUser, lockout.ManageLicense, stateHosting),
		post("/export", MainUser, lockout.FullExport, startExport),
		get("/export/{name}", MainUser, lockout.FullExport, downloadExport),
	)
}
