package pages

import (
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

// forAdministrators and forEverybody name the sentence that a notice of the
// licence is told with; who is not named is not told.
var (
	forAdministrators = map[lockout.NoticeKind]string{
		lockout.NoticeLocked: "license_locked", lockout.NoticeReadOnly: "license_read_only", lockout.NoticeLock: "license_lock",
		lockout.NoticeReadOnlySet: "license_read_only_at", lockout.NoticeEnds: "license_ends", lockout.NoticeEvaluation: "license_evaluation",
		lockout.NoticeRebind: "license_rebind", lockout.NoticeOverLimit: "license_over_limit", lockout.NoticeClock: "license_clock",
		lockout.NoticeChange: "license_announcement",
	}
	forEverybody = map[lockout.NoticeKind]string{
		lockout.NoticeReadOnly: "license_read_only", lockout.NoticeLock: "license_lock_all", lockout.NoticeReadOnlySet: "license_read_only_all",
		lockout.NoticeEnds: "license_ends_all", lockout.NoticeEvaluation: "license_read_only_all", lockout.NoticeRebind: "license_read_only_all",
	}
)

// LicenceNotice is what a user is told of a notice of the licence; false when
// it is not for them. Its subject is the boundary's, so that each is told once
// of each, and once more when everybody is.
func LicenceNotice(n lockout.Notice, user int64, manages bool, now time.Time) (crm.Notice, bool) {
	kinds, link := forEverybody, datesBase
	if manages {
		kinds, link = forAdministrators, datesAdminBase
	}
	kind, ok := kinds[n.Kind]
	if !ok || !manages && !n.Everybody {
		return crm.Notice{}, false
	}
	out := crm.Notice{User: user, Kind: kind, Subject: NoticeSubject(n, now), Link: link, Values: map[string]string{}}
	if !n.At.IsZero() {
		out.Values[crm.NoticeDate] = stamp(n.At)
	}
	if n.Kind == lockout.NoticeOverLimit {
		out.Link = "/admin/license"
	}
	return out, true
}

// NoticeSubject names a boundary and how near it is. What has no date is told
// again each month while it lasts.
func NoticeSubject(n lockout.Notice, now time.Time) string {
	at := now.UTC().Format("2006-01")
	if !n.At.IsZero() {
		at = stamp(n.At)
	}
	subject := NoticePrefix + string(n.Kind) + "/" + at
	if n.Everybody {
		subject += "/everybody"
	}
	return subject
}

// NoticePrefix begins the subject of every notice of the licence.
const NoticePrefix = "license/"

// LicenceLetter is the mail to an administrator or contact about a notice of
// the licence, in their language and zone: the sentence, what it means, and
// every date there is.
func (p *Pages) LicenceLetter(n lockout.Notice, verdict lockout.Verdict, to crm.Recipient, site string) (crm.Mail, bool) {
	told, ok := LicenceNotice(n, to.User, true, verdict.At)
	if !ok {
		return crm.Mail{}, false
	}
	v := &visit{p: p, L: p.words.In(to.Language), Verdict: verdict, Now: verdict.At, Zone: time.UTC, Actor: crm.Actor{Main: true}}
	zone := to.TimeZone
	if zone == "" {
		zone = v.zone()
	}
	if z, err := time.LoadLocation(zone); err == nil {
		v.Zone = z
	}
	title, more := v.L.notice(told, v.Zone)
	var text strings.Builder
	if to.Name != "" {
		text.WriteString(v.L.T("letter.hello", "name", to.Name) + "\n\n")
	}
	text.WriteString(title + ".\n")
	if more != "" {
		text.WriteString("\n" + more + "\n")
	}
	if len(verdict.Boundaries) > 0 {
		text.WriteString("\n" + v.L.T("dates.every") + " (" + v.Zone.String() + ")\n\n")
		for _, e := range v.events() {
			text.WriteString("  " + e.When + ": " + e.Title + "\n")
		}
	}
	if n.Kind == lockout.NoticeChange {
		for _, a := range verdict.License.Announcements {
			if a.EffectiveAt.Equal(n.At) {
				text.WriteString("\n" + a.Text.In(v.L.code) + "\n")
			}
		}
	}
	if site != "" {
		text.WriteString("\n" + v.L.T("letter.more", "address", strings.TrimRight(site, "/")+datesAdminBase) + "\n")
	}
	customer := v.company()
	if customer == "" {
		customer = "Holm"
	}
	text.WriteString("\n-- \n" + v.L.T("letter.foot", "customer", customer) + "\n")
	return crm.Mail{Purpose: crm.MailLicence, Once: told.Subject + "/" + strings.ToLower(to.Email),
		To: []crm.MailAddress{{Name: to.Name, Address: to.Email}}, Subject: "Holm: " + title, Text: text.String()}, true
}
