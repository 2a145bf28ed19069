package store

import (
	"strings"

	"holm/crm"
)

// exclusions names what no copy of the data may hold, with the reason that
// the copy gives. A column is written table.column. Whatever is not named
// here is exported, and a test compares both with the database.
var exclusions = map[string]string{
	"credential":            "Secret: password hashes are good for nothing but logging in here.",
	"session":               "Secret: whoever holds a session is logged in.",
	"setup_token":           "Secret: a link that would set the installation up.",
	"login_failure":         "Fleeting: counters that slow down guessing.",
	"idempotency":           "Fleeting: answers kept for requests that are sent again.",
	"id_block":              "Technical: which ids are handed out next; the rows carry their ids.",
	"job":                   "Fleeting: work in the background; what it did stands in the journal.",
	"mail":                  "Fleeting: mail on its way out; where it went stands in the recipients' mailboxes.",
	"mail_file":             "Fleeting: the files of mail on its way out.",
	"mail_account.password": "Secret: the password of the mail server.",
	"notice":                "Fleeting: what users were told; what it was about stands where it happened.",
	"import_row":            "Fleeting: rows that an import did not take, for its owner to see.",
	"search_term":           "Derived: the words of the records, made anew from them.",
	"api_key.hash":          "Secret: who knows a key could be tried against it.",
	"company.sort_name":     "Derived: the order of lists, made anew from the name.",
	"company.sort_number":   "Derived: the order of lists, made anew from the number.",
	"company.org_key":       "Derived: how numbers are compared, made anew from the number.",
	"company.vat_key":       "Derived: how numbers are compared, made anew from the number.",
	"person.sort_name":      "Derived: the order of lists, made anew from the name.",
	"document.sort_name":    "Derived: the order of lists, made anew from the name.",
	"document.words":        "Derived: what the record is found by, made anew from it.",
	"company.words":         "Derived: what the record is found by, made anew from it.",
	"person.words":          "Derived: what the record is found by, made anew from it.",
}

func exclude(t *crm.Table) {
	t.Excluded = exclusions[t.Name]
	for i := range t.Columns {
		t.Columns[i].Excluded = exclusions[t.Name+"."+t.Columns[i].Name]
	}
}

// A reason begins with its kind: what is secret or fleeting is taken out of a
// copy of the database too, what is derived may stay there.
func secret(reason string) bool { return strings.HasPrefix(reason, "Secret:") }
func derived(reason string) bool {
	return strings.HasPrefix(reason, "Derived:") || strings.HasPrefix(reason, "Technical:")
}
