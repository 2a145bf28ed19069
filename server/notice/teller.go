// Package notice tells people what the dates of the licence bring: under the
// bell, each in their language, and by mail to administrators and the contacts
// of the licence. What is to be told is lockout's to say; what was told is
// remembered in the store, so that a restart tells nobody twice.
package notice

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
	"holm/server/pages"
)

// Store is where people, notices and mail are.
type Store interface {
	people
	telling
}

type people interface {
	Users(ctx context.Context, a crm.Actor) ([]crm.User, error)
	Licensees(ctx context.Context) ([]crm.User, error)
	LicenceContacts(ctx context.Context) ([]crm.LicenceContact, error)
	Setting(ctx context.Context, name string) (string, error)
}

type telling interface {
	Tell(ctx context.Context, notices []crm.Notice) (told int, err error)
	QueueMail(ctx context.Context, m *crm.Mail) error
	Settle(ctx context.Context, prefix string, keep []string) error
}

// Letters writes the mail about a notice.
type Letters interface {
	LicenceLetter(n lockout.Notice, verdict lockout.Verdict, to crm.Recipient, site string) (crm.Mail, bool)
}

// Options is what a teller needs.
type Options struct {
	Store   Store
	Gate    lockout.Gate
	Letters Letters
	Site    string // the address that people use, for links in mail; "" for none
	Wake    func() // has the queue of mail looked at; nil for nothing
	Log     *slog.Logger
}

// tellEvery is how often the teller looks whether a date has come.
const tellEvery = time.Minute

// Teller tells people until its context ends.
type Teller struct {
	Options
	told string // what was told last, in short
}

// New makes a teller.
func New(o Options) *Teller { return &Teller{Options: o} }

// Run tells until ctx ends.
func (t *Teller) Run(ctx context.Context) {
	tick := time.NewTicker(tellEvery)
	defer tick.Stop()
	for {
		if err := t.Look(ctx); err != nil && ctx.Err() == nil {
			t.Log.Error("telling of the licence's dates", "error", err) // the next minute tries again
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Look tells what is to be told now.
func (t *Teller) Look(ctx context.Context) error {
	v := t.Gate.Verdict()
	if v.Flags.Demonstration {
		return nil
	}
	users, managers, to, err := t.people(ctx)
	if err != nil {
		return err
	}
	list := t.notices(v, users, managers)
	letters, err := t.letters(ctx, v, to)
	if err != nil {
		return err
	}
	return t.tell(ctx, list, letters)
}

func (t *Teller) people(ctx context.Context) (users, managers []crm.User, to []crm.Recipient, err error) {
	if users, err = t.Store.Users(ctx, crm.SystemActor()); err != nil {
		return nil, nil, nil, err
	}
	users = slices.DeleteFunc(users, func(u crm.User) bool { return u.Status != crm.UserActive || u.APIOnly })
	if managers, err = t.Store.Licensees(ctx); err != nil {
		return nil, nil, nil, err
	}
	contacts, err := t.Store.LicenceContacts(ctx)
	return users, managers, crm.LicenceRecipients(managers, contacts), err
}

// notices are what each user is to know now.
func (t *Teller) notices(v lockout.Verdict, users, managers []crm.User) []crm.Notice {
	manages := map[int64]bool{}
	for _, u := range managers {
		manages[u.ID] = true
	}
	var list []crm.Notice
	for _, n := range v.Notices() {
		for _, u := range users {
			if told, ok := pages.LicenceNotice(n, u.ID, manages[u.ID], v.At); ok {
				list = append(list, told)
			}
		}
	}
	return list
}

// letters are the mails about it. Who has chosen no language is written to in
// the installation's.
func (t *Teller) letters(ctx context.Context, v lockout.Verdict, to []crm.Recipient) ([]crm.Mail, error) {
	language, err := t.Store.Setting(ctx, "installation.language")
	if err != nil {
		return nil, err
	}
	if l := v.License; l != nil && language == "" {
		language = l.Customer.Language
	}
	var out []crm.Mail
	for _, n := range v.Notices() {
		if n.Kind == lockout.NoticeEvaluation && !n.Everybody {
			continue // an evaluation needs no mail before its last week
		}
		for _, r := range to {
			if r.Language == "" {
				r.Language = language
			}
			if m, ok := t.Letters.LicenceLetter(n, v, r, t.Site); ok {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// tell keeps what is new and takes back what is no longer so. The same again
// costs nothing.
func (t *Teller) tell(ctx context.Context, list []crm.Notice, letters []crm.Mail) error {
	var short strings.Builder
	keep := []string{}
	for _, n := range list {
		fmt.Fprintln(&short, n.User, n.Subject)
		keep = append(keep, n.Subject)
	}
	for _, m := range letters {
		fmt.Fprintln(&short, m.Once)
		keep = append(keep, m.Once)
	}
	if t.told != "" && t.told == short.String()+"." {
		return nil
	}
	if _, err := t.Store.Tell(ctx, list); err != nil {
		return err
	}
	for _, m := range letters {
		if err := t.Store.QueueMail(ctx, &m); err != nil {
			return err
		}
	}
	slices.Sort(keep)
	if err := t.Store.Settle(ctx, pages.NoticePrefix, slices.Compact(keep)); err != nil {
		return err
	}
	t.told = short.String() + "."
	if len(letters) > 0 && t.Wake != nil {
		t.Wake()
	}
	return nil
}
