package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
	"holm/server/jobs"
	"holm/server/mail"
)

// What refusals answer: locked and read-only.
var (
	readCodes  = map[lockout.State]int{lockout.Locked: http.StatusPaymentRequired}
	writeCodes = map[lockout.State]int{lockout.Locked: http.StatusPaymentRequired, lockout.ReadOnly: http.StatusForbidden}
)

// permissionTable are the lines of the table in their order, each through the
// doors that it has.
func permissionTable() []attempt {
	var all []attempt
	for _, lines := range [][]attempt{reading(), changing(), access(), licence(), seats(), copies(), privacy(), work(), installing()} {
		all = append(all, lines...)
	}
	return all
}

func reading() []attempt {
	const line = "user: log in, read, search, print"
	return []attempt{
		{line: line, door: "page", name: "log in", do: logInAs("user"), read: true, paths: readCodes},
		{line: line, door: "page", name: "read", do: onPage("user", "GET", "/companies", nil), read: true, paths: readCodes},
		{line: line, door: "page", name: "print a record", do: onPage("user", "GET", "/companies/{id}", nil), read: true, paths: readCodes},
		{line: line, door: "page", name: "search", do: onPage("user", "GET", "/search?q=Hvid", nil), read: true, paths: readCodes},
		{line: line, door: "page", name: "the lock page in the user's language", do: lockPage, locked: true, read: true},
		{line: "API reads", door: "API", name: "list", do: overAPI("GET", "/api/v1/companies", ""), read: true, paths: readCodes},
		{line: "API reads", door: "API", name: "record", do: overAPI("GET", "/api/v1/companies/{id}", ""), read: true, paths: readCodes},
	}
}

func changing() []attempt {
	const line = "create, change, delete business data"
	return []attempt{
		{line: line, door: "page", name: "create", do: onPage("main user", "POST", "/companies", nil), writes: "company", paths: writeCodes},
		{line: line, door: "page", name: "change", do: onPage("user", "POST", "/companies/{id}", nil), writes: "company", paths: writeCodes},
		{line: line, door: "page", name: "delete", do: onPage("main user", "POST", "/persons/{id}/trash", url.Values{}), writes: "person", paths: writeCodes},
		{line: "API writes", door: "API", name: "create", do: overAPI("POST", "/api/v1/companies", `{"name":"By API"}`), writes: "company", paths: writeCodes},
		{line: "API writes", door: "API", name: "change", do: overAPI("PATCH", "/api/v1/companies/{id}", `{"name":"Patched"}`), writes: "company", paths: writeCodes},
		{line: "API writes", door: "API", name: "delete", do: overAPI("DELETE", "/api/v1/companies/{id}", ""), writes: "company", paths: writeCodes},
		{line: line, door: "command", name: "import", do: command("import", "FILE"), writes: "company"},
		{line: line, door: "job", name: "change of many", do: inside(bulkJob), writes: "company"},
	}
}

func access() []attempt {
	const own, always = "own password, language, second factor, accepting terms", "sign-out; handing over; withdrawn consent"
	language := url.Values{"language": {"da"}, "density": {"comfortable"}}
	password := url.Values{"old": {housePassword}, "password": {"another quiet harbour"}, "again": {"another quiet harbour"}}
	return []attempt{
		{line: own, door: "page", name: "language of a user", do: onPage("user", "POST", "/me", language), read: true, writes: "app_user", paths: readCodes},
		{line: own, door: "page", name: "language of the main user", do: onPage("main user", "POST", "/me", language), locked: true, read: true, writes: "app_user"},
		{line: own, door: "page", name: "password of a user", do: onPage("user", "POST", "/me/password", password), read: true, writes: "credential", paths: readCodes},
		{line: own, door: "page", name: "password of the main user", do: onPage("main user", "POST", "/me/password", password), locked: true, read: true, writes: "credential"},
		{line: own, door: "page", name: "terms, by the main user", do: onPage("main user", "POST", "/terms", nil), locked: true, read: true},
		{line: own, door: "command", name: "password", do: command("user", "reset-password", "bo@skovby.example", "--password-file", "PASSWORD"), locked: true, read: true, writes: "credential"},
		{line: own, door: "gate", name: "second factor (no such function yet), of a user", do: gate(lockout.OwnAccess, lockout.User), read: true},
		{line: own, door: "gate", name: "second factor (no such function yet), of the main user", do: gate(lockout.OwnAccess, lockout.MainUser), locked: true, read: true},
		{line: always, door: "page", name: "withdraw a consent", do: onPage("administrator", "POST", "/persons/{id}/consents/{consent}/withdraw", url.Values{"reason": {"by phone"}}),
			locked: true, read: true, writes: "consent"},
		{line: always, door: "page", name: "hand over", do: handOver, locked: true, read: true, writes: "app_user"},
		{line: always, door: "command", name: "hand over", do: command("user", "main", "anna@skovby.example"), locked: true, read: true},
		{line: always, door: "page", name: "sign out", do: onPage("spare", "POST", "/logout", url.Values{}), locked: true, read: true},
	}
}

func licence() []attempt {
	const line = "administrator: licence page, install document, status, report"
	return []attempt{
		{line: line, door: "page", name: "licence page", do: onPage("administrator", "GET", "/admin/license", nil), locked: true, read: true},
		{line: line, door: "page", name: "check a document", do: sendDocument("/admin/license/check", 1), locked: true, read: true},
		{line: line, door: "API", name: "status", do: overAPI("GET", "/api/v1/license", ""), locked: true, read: true},
		{line: line, door: "command", name: "status", do: command("license", "status"), locked: true, read: true},
		{line: line, door: "command", name: "report", do: command("license", "report"), locked: true, read: true},
	}
}

// installing comes last: from every state a licence leads back to full use, at
// once, by page and by command.
func installing() []attempt {
	const line = "administrator: licence page, install document, status, report"
	return []attempt{
		{line: line, door: "page", name: "install a licence", do: sendDocument("/admin/license", 8), locked: true, read: true, writes: "license_document"},
		{line: line, door: "command", name: "install a licence", do: func(w *walk) error {
			w.install(w.licence(9, 100*24*time.Hour))
			w.reach(lockout.Active)
			return onPage("administrator", "POST", "/companies", url.Values{"name": {"After the lock"}})(w)
		}, locked: true, read: true, writes: "company"},
	}
}

// sendDocument hands a genuine licence to a page, as an administrator who is
// not the main user.
func sendDocument(path string, serial int64) func(*walk) error {
	return func(w *walk) error {
		text := string(w.licence(serial, 100*24*time.Hour))
		return onPage("administrator", "POST", path, url.Values{"text": {text}, "acknowledge": {"1"}})(w)
	}
}

func seats() []attempt {
	const less, more = "deactivate a user, lower a category", "create or activate a user"
	lower, back := url.Values{"category": {"reader"}, "sure": {"1"}}, url.Values{"category": {"complete"}}
	return []attempt{
		{line: less, door: "page", name: "lower a category", do: onPage("administrator", "POST", "/admin/users/{id}/category", lower), locked: true, read: true, writes: "app_user"},
		{line: more, door: "page", name: "raise a category", do: onPage("administrator", "POST", "/admin/users/{id}/category", back), writes: "app_user", paths: writeCodes},
		{line: less, door: "page", name: "deactivate", do: onPage("administrator", "POST", "/admin/users/{id}/deactivate", nil), locked: true, read: true, writes: "app_user"},
		{line: more, door: "page", name: "activate", do: onPage("administrator", "POST", "/admin/users/{leaver}/activate", url.Values{}), writes: "app_user"},
		{line: less, door: "command", name: "deactivate", do: command("user", "deactivate", "bo@skovby.example"), locked: true, read: true, writes: "app_user"},
		{line: more, door: "command", name: "activate", do: command("user", "activate", "bo@skovby.example"), writes: "app_user"},
		{line: less, door: "command", name: "lower a category", do: command("user", "category", "cilla@skovby.example", "reader"), locked: true, read: true, writes: "app_user"},
		{line: more, door: "command", name: "raise a category", do: command("user", "category", "cilla@skovby.example", "complete"), writes: "app_user"},
		{line: more, door: "page", name: "create", do: onPage("administrator", "POST", "/admin/users", url.Values{"name": {"Ida"}, "login": {"ida"}, "category": {"complete"}}),
			writes: "app_user", paths: writeCodes},
		{line: less, door: "command", name: "free the seat again", do: command("user", "deactivate", "cilla@skovby.example"), locked: true, read: true},
		{line: more, door: "API", name: "create", do: overAPI("POST", "/api/v1/users", `{"name":"Kaj","login":"kaj","category":"complete"}`), writes: "app_user", paths: writeCodes},
		{line: less, door: "command", name: "free it once more", do: command("user", "deactivate", "bo@skovby.example"), locked: true, read: true},
		{line: more, door: "command", name: "create", do: command("user", "add", "lis@skovby.example", "--name", "Lis", "--category", "complete"), writes: "app_user"},
	}
}

func copies() []attempt {
	const export, backup = "full export", "backup, restore, upgrade"
	return []attempt{
		{line: export, door: "command", name: "after the hosting statement", do: command("export", "full", "--out", "NEW", "--hosting", "own"), read: true},
		{line: export, door: "page", name: "by the main user", do: onPage("main user", "POST", "/export", url.Values{}), read: true, paths: readCodes},
		{line: export, door: "page", name: "export page of the main user", do: onPage("main user", "GET", "/export", nil), locked: true, read: true},
		{line: backup, door: "command", name: "backup", do: command("backup", "create"), locked: true, read: true},
		{line: backup, door: "gate", name: "restore and upgrade", do: gate(lockout.Backup, lockout.System), locked: true, read: true},
	}
}

func privacy() []attempt {
	const line = "subject-access report, correction and erasure on a person's request"
	return []attempt{
		{line: line, door: "gate", name: "by the main user (no such function yet)", do: gate(lockout.PersonalRequest, lockout.MainUser), locked: true, read: true},
		{line: line, door: "gate", name: "by an administrator (no such function yet)", do: gate(lockout.PersonalRequest, lockout.Administrator)},
	}
}

func work() []attempt {
	return []attempt{
		{line: "trash purge, retention jobs", door: "job", name: "purge", do: inside(func(_ *walk, in *installation, p *program) error {
			_, err := in.store.PurgeTrash(p.ctx, crm.SystemActor(), time.Now().Add(time.Hour), 100)
			return err
		}), writes: "person"},
		{line: "trash purge, retention jobs", door: "job", name: "sweep of files", do: inside(func(_ *walk, in *installation, p *program) error {
			return in.keeper.Verdict().Allows(lockout.Housekeeping, lockout.System)
		})},
		{line: "mail import", door: "gate", name: "stops without fetching (no such function yet)", do: gate(lockout.MailImport, lockout.System)},
		{line: "mailings, reminders, webhooks", door: "gate", name: "mailings and webhooks (no such functions yet)", do: gate(lockout.Send, lockout.System)},
		{line: "mailings, reminders, webhooks", door: "job", name: "a reminder in the queue goes out", do: outgoing(crm.MailReminder, time.Minute)},
		{line: "mailings, reminders, webhooks", door: "job", name: "a notice to the licence contacts always goes", do: outgoing(crm.MailLicence, 40*time.Hour), locked: true, read: true},
		{line: "mirror", door: "gate", name: "delivers (no such function yet)", do: gate(lockout.Mirror, lockout.System)},
	}
}

// outgoing asks what happens to a mail that has waited for so long.
func outgoing(purpose crm.MailPurpose, age time.Duration) func(*walk) error {
	return inside(func(_ *walk, in *installation, _ *program) error {
		now := time.Now()
		if got := in.keeper.Verdict().Outgoing(mail.OperationOf(purpose), now.Add(-age), now); got != lockout.Goes {
			return fmt.Errorf("it waits: %d", got)
		}
		return nil
	})
}

// bulkJob does a job that changes all companies, with the rights of the main
// user, as the runner does.
func bulkJob(w *walk, in *installation, p *program) error {
	main, err := in.store.MainUser(p.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := in.store.ActorOf(p.ctx, main.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	batch, err := in.store.NextBatch(p.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	job := crm.Job{Payload: fmt.Sprintf(`{"entity":"company","action":"edit","change":{"note":"by job %d"},"batch":%d}`, batch, batch)}
	_, err = jobs.Bulk(in.store).Work(p.ctx, a, job, func(_ context.Context, _, _ int64, _ string) error { return nil })
	return err
}

// logInAs logs somebody in once more and opens their first page.
func logInAs(who string) func(*walk) error {
	return func(w *walk) error {
		w.t.Helper()
		if err := onPage(who, "POST", "/login", url.Values{"login": {"bo@skovby.example"}, "password": {housePassword}})(w); err != nil {
			return err
		}
		return onPage(who, "GET", "/", nil)(w)
	}
}

// lockPage looks at the page that a user gets while the installation is
// locked: in their language, without a word of what is owed.
func lockPage(w *walk) error {
	if err := onPage("user", "GET", "/companies?lang=fi", nil)(w); err == nil {
		return nil
	}
	if !strings.Contains(w.last, `lang="fi"`) || !strings.Contains(w.last, "Anna Skov") || strings.Contains(w.last, "125") {
		return errors.New("the lock page is not in the user's language, or says too much or too little: " + w.last)
	}
	return nil
}

// handOver makes another user the main user, who gives the role back.
func handOver(w *walk) error {
	sure := url.Values{"sure": {"yes"}}
	if err := onPage("main user", "POST", "/admin/users/{id}/main", sure)(w); err != nil {
		return err
	}
	return nil
}
