package pages

import (
	"hash/fnv"
	"strings"
	"unicode/utf8"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// shell is what surrounds every page.
type shell struct {
	Title    string
	Language string
	Theme    string // "system", "light" or "dark"
	Density  string // "compact" or "comfortable"
	Path     string
	Here     string // path with its query
	Version  string
	Name     string // of the user, empty when nobody is logged in
	Login    string
	Company  string // the licensed company
	Nav      []navItem
	Search   bool
	Admin    []navPart // of Administration, the pages the visitor may open
	InAdmin  bool
	New      []navItem // what may be created
	Export   bool
	Readonly bool
	Banner   *banner
	Services []serviceNote // announcements to all users
	News     bool          // there are notes that this browser has not shown
	Todo     bool          // in Administration: the support contact is missing
	Support  bool          // support cases can be prepared
	Toast    *toast
	Unread   string   // notices, empty for none
	Choices  []choice // languages
}

type navItem struct {
	Key, URL, Icon, Letter string
	Current                bool
	Refused                bool // the licence does not give it to the visitor's category
}

// banner is one line on the state of the system, for those it concerns.
type banner struct {
	Tone, Icon      string
	Title, Text     string
	Action, Address string
}

func (v *visit) shell(title string) (shell, error) {
	path := v.r.URL.Path
	s := shell{
		Title: title, Language: v.L.code, Theme: "system", Density: "compact", Path: path,
		Here: v.here(), Version: v.p.Version, Choices: v.p.words.Languages(),
		Readonly: !v.may(lockout.Change), Company: v.company(),
	}
	if !v.In() {
		return s, nil
	}
	s.Name, s.Login = v.User.Title(), v.User.Login
	s.Theme, s.Density = look(v.User)
	if v.may(lockout.Read) {
		s.Nav, s.Search = v.navigation(), v.licensed(licensing.FeatureRead) == nil
		unread, err := v.unread()
		if err != nil {
			return s, err
		}
		s.Unread = unread
	}
	s.InAdmin = strings.HasPrefix(path, "/admin") || strings.HasPrefix(path, "/export") || strings.HasPrefix(path, importBase)
	s.Admin = parts(v.administration())
	if !s.Readonly {
		s.New = v.creatable()
	}
	s.Banner = v.banner()
	if v.may(lockout.Read) {
		var err error
		if s.Services, err = v.serviceNotes(); err != nil {
			return s, err
		}
	}
	s.Support, s.News = v.p.Supporter != nil, v.unseenNews()
	if s.InAdmin {
		var err error
		if s.Todo, err = v.supportTodo(); err != nil {
			return s, err
		}
	}
	if v.part() != "" {
		return s, nil // what is told once is told on a whole page
	}
	if s.Toast = v.takeToast(); s.Toast == nil {
		s.Toast = v.endedJob()
	}
	return s, nil
}

func (v *visit) company() string {
	if l := v.Verdict.License; l != nil {
		return l.Customer.Name
	}
	return ""
}

func (v *visit) navigation() []navItem {
	var items []navItem
	if v.licensed(licensing.FeatureRead) == nil {
		items = append(items, navItem{Key: "nav.home", URL: "/", Icon: "home"})
	}
	add := func(e crm.Entity, item navItem) {
		item.Refused = v.lacks(e) && v.Actor.Best(e) < crm.RightRead
		if item.Refused || v.Actor.Best(e) >= crm.RightRead {
			items = append(items, item)
		}
	}
	add(crm.EntityCompany, navItem{Key: "nav.companies", URL: "/companies", Icon: "company", Letter: "c"})
	add(crm.EntityPerson, navItem{Key: "nav.persons", URL: "/persons", Icon: "person", Letter: "p"})
	add(crm.EntityDocument, navItem{Key: "nav.documents", URL: "/documents", Icon: "document"})
	return v.mark(items)
}

func (v *visit) administration() []navItem {
	var items []navItem
	if v.Actor.May(crm.MayManageUsers) {
		items = append(items, navItem{Key: "nav.users", URL: userBase, Icon: "person"}, navItem{Key: "nav.groups", URL: groupBase, Icon: "meeting"},
			navItem{Key: "nav.roles", URL: roleBase, Icon: "lock"}, navItem{Key: "nav.keys", URL: keyBase, Icon: "key"},
			navItem{Key: "nav.lists", URL: listBase, Icon: "note"}, navItem{Key: "nav.tags", URL: tagBase, Icon: "tag"})
	}
	if v.Actor.May(crm.MayManageLicence) {
		items = append(items, navItem{Key: "nav.license", URL: "/admin/license", Icon: "shield"})
	}
	if v.keepsLicence() {
		items = append(items, navItem{Key: "nav.agreement", URL: agreementBase, Icon: "note"}, navItem{Key: "nav.orders", URL: orderBase, Icon: "edit"})
	}
	if v.Actor.May(crm.MayManageLicence) {
		items = append(items, navItem{Key: "nav.usage", URL: usageBase, Icon: "dashboard"})
		if v.p.History != nil {
			items = append(items, navItem{Key: "nav.ledger", URL: ledgerBase, Icon: "history"}, navItem{Key: "nav.inspections", URL: inspectionBase, Icon: "eye"})
		}
		items = append(items,
			navItem{Key: "nav.availability", URL: availabilityBase, Icon: "server"}, navItem{Key: "nav.announcements", URL: announcementBase, Icon: "bell"})
	}
	if v.Actor.May(crm.MayManageLicence) && v.p.Mailer != nil {
		items = append(items, navItem{Key: "nav.mail", URL: mailBase, Icon: "mail"})
	}
	if v.Actor.May(crm.MayManageLicence) && v.p.Supporter != nil {
		items = append(items, navItem{Key: "nav.support", URL: supportAdminBase, Icon: "help"})
	}
	if v.Actor.Main && v.p.Exporter != nil {
		items = append(items, navItem{Key: "nav.export", URL: "/export", Icon: "download"})
	}
	if v.mayImport() {
		items = append(items, navItem{Key: "nav.import", URL: importBase, Icon: "upload"})
	}
	return v.mark(items)
}

// mayImport reports whether the visitor may import files.
func (v *visit) mayImport() bool {
	return v.p.Importer != nil && v.Actor.May(crm.MayImport) && v.licensed(licensing.FeatureContacts) == nil
}

func (v *visit) creatable() []navItem {
	var items []navItem
	if v.Actor.Best(crm.EntityCompany) >= crm.RightCreate {
		items = append(items, navItem{Key: "company.kind", URL: "/companies/new", Icon: "company"})
	}
	if v.Actor.Best(crm.EntityPerson) >= crm.RightCreate {
		items = append(items, navItem{Key: "person.kind", URL: "/persons/new", Icon: "person"})
	}
	return items
}

// mark notes where the visitor is.
func (v *visit) mark(items []navItem) []navItem {
	path := v.r.URL.Path
	for i, item := range items {
		items[i].Current = path == item.URL || item.URL != "/" && strings.HasPrefix(path, item.URL+"/")
	}
	return items
}

// initials returns at most two letters that stand for a name.
func initials(name string) string {
	var out []rune
	for _, word := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(word)
		out = append(out, r)
	}
	if len(out) > 2 {
		out = []rune{out[0], out[len(out)-1]}
	}
	return strings.ToUpper(string(out))
}

// hue gives a name one of the category colours, always the same one.
func hue(name string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(name)) // never fails
	return [...]string{"c-sea", "c-moss", "c-ochre", "c-clay", "c-plum", "c-slate"}[h.Sum32()%6]
}

// iconOf returns the symbol of a kind of record.
func iconOf(e crm.Entity) string {
	switch e {
	case crm.EntityCompany, crm.EntityPerson, crm.EntityDocument:
		return string(e)
	case crm.EntityUser:
		return "person"
	case crm.EntityAPIKey:
		return "key"
	default:
		return "edit"
	}
}
