package crm

import "strings"

// Recipient is somebody whom mails about the licence go to.
type Recipient struct {
	User     int64 // 0 for who has no account
	Name     string
	Email    string
	Language string // "" for the installation's
	TimeZone string
}

// LicenceRecipients are the users who may manage the licence and the contacts
// of the licence who get its notices, each address once.
func LicenceRecipients(managers []User, contacts []LicenceContact) []Recipient {
	var out []Recipient
	known := map[string]bool{}
	add := func(r Recipient) {
		if key := strings.ToLower(r.Email); key != "" && !known[key] && MailboxAddress(r.Email) {
			known[key] = true
			out = append(out, r)
		}
	}
	for _, u := range managers {
		add(Recipient{u.ID, u.Title(), u.Email, u.Language, u.TimeZone})
	}
	for _, c := range contacts {
		if c.Notices {
			add(Recipient{User: c.User, Name: c.Name, Email: c.Email})
		}
	}
	return out
}
