package pages

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// messagesIn reads a language as key to text; plural forms are joined.
func messagesIn(t *testing.T, code string) map[string]string {
	t.Helper()
	names, err := fs.Glob(messageFiles, "messages/*/"+code+".toml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, name := range names {
		var raw map[string]any
		if _, err := toml.DecodeFS(messageFiles, name, &raw); err != nil {
			t.Fatal(err)
		}
		for key, value := range raw {
			if _, twice := out[key]; twice {
				t.Errorf("%s: %s is said twice", name, key)
			}
			out[key] = textOf(value)
		}
	}
	return out
}

func textOf(value any) string {
	forms, ok := value.(map[string]any)
	if !ok {
		return value.(string)
	}
	all := ""
	for _, form := range forms {
		all += form.(string) + "\n"
	}
	return all
}

var placeholder = regexp.MustCompile(`{{\.(\w+)}}`)

// placeholders lists the values a text shows, once each.
func placeholders(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !slices.Contains([]string{"clock", "dotclock", "shortclock", "mon", "month", "num", "weekday"}, m[1]) {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEveryLanguageIsComplete(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	if len(w.codes) < 3 {
		t.Fatalf("there are only the languages %v", w.codes)
	}
	english := messagesIn(t, fallback)
	for _, code := range w.codes {
		messages := messagesIn(t, code)
		for key, text := range english {
			there, ok := messages[key]
			switch {
			case !ok || strings.TrimSpace(there) == "":
				t.Errorf("%s lacks %s", code, key)
			case !slices.Equal(placeholders(text), placeholders(there)):
				t.Errorf("%s shows %v in %s, English %v", code, placeholders(there), key, placeholders(text))
			}
		}
		for key := range messages {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %s, English has not", code, key)
			}
		}
		if _, err := fs.Stat(termsFiles, "terms/"+code+".txt"); err != nil {
			t.Errorf("the terms do not exist in %s: %v", code, err)
		}
	}
}

// families are keys that the program puts together from a beginning and a
// value; the values are listed so that none is missing.
func families() map[string][]string {
	f := map[string][]string{
		"function.name.":         licensing.Features(),
		"operation.":             {"create", "update", "trash", "restore", "purge", "follow", "unfollow", "consent", "withdraw"},
		"actor.":                 {"user", "api_key", "import", "mail", "rule", "system", "api_key_of", "import_of", "mail_of", "rule_of", "system_of"},
		"cause.":                 {"customer", "vendor", "breach", "nonpayment"},
		"hosting.":               {"own", "managed", "hosted", "undeclared"},
		"secret.":                {"password", "password_more", "key", "key_more"},
		"role.":                  {"administrator", "user", "reader"},
		"company.":               {"kind", "many", "all", "mine", "new", "create", "create_named", "search", "trash", "empty", "empty_more", "count", "count_more", "prev", "next"},
		"person.":                {"kind", "many", "all", "mine", "new", "create", "create_named", "search", "trash", "empty", "empty_more", "count", "count_more", "prev", "next"},
		"document.":              {"kind", "many", "all", "mine", "new", "create", "search", "trash", "empty", "empty_more", "count", "count_more"},
		"user.":                  {"kind"},
		"job.state.":             {"draft", "waiting", "running", "done", "failed", "cancelled"},
		"job.ended.":             {"done", "failed", "cancelled"},
		"job.kind.":              {"import", "bulk", "undo"},
		"import.":                {"encoding", "delimiter", "quote", "days", "decimal", "sheet", "same_external_id", "same_org_no", "same_email", "same_phone", "same_name"},
		"import.char.":           {"comma", "semicolon", "tab", "bar", "point", "double", "single"},
		"import.rule.":           {"skip", "skip_more", "fill", "fill_more", "update", "update_more", "add", "add_more"},
		"import.misfit.":         {"refuse", "refuse_more", "note", "note_more"},
		"import.by.":             {"external_id", "org_no", "email", "phone", "name"},
		"import.outcome.":        {"new", "update", "skip", "refuse"},
		"import.place.":          {"street", "postal", "private"},
		"import.target.":         {"external_id", "full_name", "company_external_id", "company_number", "company_org_no", "parent_external_id", "email_invalid"},
		"bulk.":                  {"assign", "edit", "trash", "restore"},
		"bulk.title.":            {"assign", "edit", "trash", "restore"},
		"left.":                  {"changed", "trashed", "gone", "forbidden", "taken", "invalid"},
		"weekday.d":              {"0", "1", "2", "3", "4", "5", "6"},
		"agreement.environment.": {"production", "nonproduction", "trial"},
		"agreement.kind.":        {"onsite", "online"},
		"agreement.renews.":      {"annual", "half-yearly", "quarterly", "monthly"},
		"contact.field.":         {"name", "org_no", "line1", "line2", "zip", "city", "country", "phone", "invoice_email", "authorised", "notices"},
		"letter.kind.":           {"order", "notice", "contact"},
		"letter.authority.":      {"main_user", "authorised_person"},
		"agreement.billing.":     {"annual", "half-yearly", "quarterly", "monthly"},
		"install.type.":          {"license", "renewal", "termination", "rebind", "issuer", "revocation"},
		"module.":                {"sales", "projects", "requests", "mailings", "documents", "api", "mirroring", "custom_fields", "customer_centre"},
		"consent.basis.":         crm.LegalBases,
		"consent.":               {"given", "withdrawn", "expired"},
		"list_item.list.":        crm.Lists,
		"colour.":                crm.Colours,
		"role.right.":            crm.RightNames,
		"role.whose.":            whose,
		"role.object.":           {"company", "person", "other"},
		"picture.use.":           {"company", "person"},
		"similar.":               {"org_no", "vat_no", "email", "phone", "name", "domain", "similar_name"},
		"availability.cause.":    {string(crm.Stopped), string(crm.Crashed), string(crm.Silent), string(crm.Locked), string(crm.Suspended)},
		"service.":               {string(crm.ServiceText), string(crm.ServiceMaintenance)},
		"choice.phone.":          crm.PhoneKinds,
		"choice.gender.":         crm.Genders,
		"choice.lead_status.":    crm.LeadStatuses,
		"choice.visibility.":     {"everyone", "group", "owner"},
		"month.m":                {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
		"banner.no_roots.":       {"title", "text"},
		"banner.next_term.":      {"title", "text"},
	}
	f["month_short.m"] = f["month.m"]
	f["news.heading."] = newsHeadings
	for _, severity := range crm.SupportSeverities {
		f["support.severity."] = append(f["support.severity."], string(severity))
	}
	for _, outcome := range crm.RefreshOutcomes {
		f["refresh.outcome."] = append(f["refresh.outcome."], string(outcome))
	}
	f["filter.op."] = []string{"is", "is_not", "starts", "not_starts", "contains", "not_contains", "ends", "not_ends", "empty", "filled",
		"less", "at_most", "more", "at_least", "before", "until", "after", "since", "range", "not_range"}
	for _, p := range append(crm.Periods, crm.LastDays, crm.NextDays) {
		f["filter.period."] = append(f["filter.period."], strings.ReplaceAll(string(p), " ", "_"))
	}
	for _, entity := range []crm.Entity{crm.EntityCompany, crm.EntityPerson} {
		for _, field := range crm.FilterFields(entity) {
			f["field."] = append(f["field."], field.Name)
		}
	}
	for _, function := range crm.Functions {
		f["role.function."] = append(f["role.function."], string(function), string(function)+"_more")
	}
	for _, state := range []lockout.State{lockout.Evaluation, lockout.Active, lockout.Overdue, lockout.Locked, lockout.Terminating, lockout.WindDown, lockout.ReadOnly} {
		for _, family := range []string{"state.", "license.state.", "license.head.", "license.lede."} {
			f[family] = append(f[family], string(state))
		}
	}
	f["dates.today."] = append([]string{}, f["license.state."]...)
	for _, family := range []string{"license.state.", "license.head.", "license.lede."} {
		f[family] = append(f[family], "DEMONSTRATION")
	}
	for _, kind := range []lockout.BoundaryKind{lockout.EvaluationEnds, lockout.WarnFrom, lockout.PaidThrough, lockout.OverdueFrom, lockout.LockAt,
		lockout.LockEnds, lockout.NoticeGiven, lockout.EffectiveAt, lockout.FullUntil, lockout.ReadOnlyFrom} {
		f["boundary."] = append(f["boundary."], string(kind))
		f["dates.means."] = append(f["dates.means."], string(kind))
	}
	for _, p := range crm.MailPurposes {
		f["mail.purpose."] = append(f["mail.purpose."], string(p))
	}
	f["notice."] = append(f["notice."], noticeKinds()...)
	f["notice."] = append(f["notice."], "job_done", "job_failed", "job_cancelled", "return", "return_more", "return_nothing", "return_nothing_more")
	f["boundary."], f["dates.means."] = append(f["boundary."], string(everybodyTold)), append(f["dates.means."], string(everybodyTold))
	f["dates.do."] = []string{"evaluation_ends", "warn_from", "paid_through", "overdue_from", "lock_at", "effective_at", "full_until"}
	for _, s := range crm.MailSecurities {
		f["mail.security."] = append(f["mail.security."], string(s))
	}
	f["meter."] = crm.Metered()
	for _, kind := range lockout.Kinds() {
		f["ledger.kind."] = append(f["ledger.kind."], string(kind))
	}
	f["ledger.by."] = []string{"web", "command", "folder", "environment", "waited"}
	f["inspection.by."] = []string{"vendor", "third_party"}
	for _, reason := range licensing.Reasons() {
		f["license.reason."] = append(f["license.reason."], string(reason))
	}
	for _, fields := range [][]crm.Field{crm.CompanyFields(), crm.PersonFields(), crm.DocumentJournalFields(), crm.MetaFields()} {
		for _, field := range fields {
			f["field."] = append(f["field."], field.Name)
		}
	}
	for _, spec := range slices.Concat(companySections, personSections, documentSections) {
		f["section."] = append(f["section."], spec.key)
	}
	return f
}

// literal finds message keys that stand in the program as they are.
var literal = regexp.MustCompile(`"([a-z_]+(?:\.[A-Za-z_0-9-]+)+)"`)

func TestNoTextIsMissingOrUnused(t *testing.T) {
	english := messagesIn(t, fallback)
	used := map[string]bool{}
	for prefix, values := range families() {
		for _, value := range values {
			used[prefix+value] = true
			if _, ok := english[prefix+value]; !ok {
				t.Errorf("there is no text %s", prefix+value)
			}
		}
	}
	called := regexp.MustCompile(`(?:{{t |\(t |L\.T\(|Key: |key: |Add\([^,]+, )"([a-z_]+(?:\.[A-Za-z_0-9-]+)+)"`)
	var sources []string
	for _, pattern := range []string{"*.go", "views/*.html", "../*.go", "../jobs/*.go", "../importing/*.go", "../support/*.go", "../mail/*.go", "../notice/*.go", "../../crm/*.go", "../../store/*.go"} {
		names, err := fs.Glob(os.DirFS("."), pattern)
		if strings.HasPrefix(pattern, "..") {
			names, err = globUp(pattern)
		}
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, names...)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
			used[m[1]+".title"], used[m[1]+".text"] = true, true
		}
		for _, m := range called.FindAllStringSubmatch(string(text), -1) {
			if _, ok := english[m[1]]; !ok && english[m[1]+".title"] == "" {
				t.Errorf("%s uses the text %s, which does not exist", name, m[1])
			}
		}
	}
	for key := range english {
		if !used[key] {
			t.Errorf("the text %s is used nowhere", key)
		}
	}
}

func globUp(pattern string) ([]string, error) {
	up := strings.LastIndex(pattern, "/")
	names, err := fs.Glob(os.DirFS(pattern[:up]), pattern[up+1:])
	for i := range names {
		names[i] = pattern[:up] + "/" + names[i]
	}
	return names, err
}

func TestDatesAndNumbersByLanguage(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, time.November, 30, 10, 5, 0, 0, time.UTC)
	for code, want := range map[string][]string{
		"en": {"30 Nov 2026", "Monday 30 November 2026 at 10:05", "1,234,567", "1,234.50"},
		"da": {"30. nov. 2026", "mandag den 30. november 2026 kl. 10.05", "1.234.567", "1.234,50"},
		"sv": {"30 nov. 2026", "måndag 30 november 2026 kl. 10:05", "1\u00a0234\u00a0567", "1\u00a0234,50"},
		"fi": {"30.11.2026", "maanantaina 30. marraskuuta 2026 klo 10.05", "1\u00a0234\u00a0567", "1\u00a0234,50"},
		"de": {"30. Nov. 2026", "Montag, 30. November 2026 um 10:05 Uhr", "1.234.567", "1.234,50"},
		"nl": {"30 nov 2026", "maandag 30 november 2026 om 10:05 uur", "1.234.567", "1.234,50"},
		"fr": {"30 nov. 2026", "lundi 30 novembre 2026 à 10:05", "1\u00a0234\u00a0567", "1\u00a0234,50"},
		"nb": {"30. nov. 2026", "mandag 30. november 2026 kl. 10:05", "1\u00a0234\u00a0567", "1\u00a0234,50"},
	} {
		l := w.In(code)
		got := []string{l.Date(at), l.LongMoment(at), l.Number(1234567), l.Money(123450)}
		if !slices.Equal(got, want) {
			t.Errorf("%s writes %q, not %q", code, got, want)
		}
	}
	fr := w.In("fr")
	if got := fr.Date(time.Date(2027, time.January, 1, 8, 0, 0, 0, time.UTC)) + ", " + fr.Size(999) + ", " + fr.Size(1_250_000); got != "1er janv. 2027, 999 o, 1,2 Mo" {
		t.Errorf("French writes %q", got)
	}
	if got := fr.T("company.count", "n", 0) + ", " + fr.T("company.count", "n", 2) + ", " + fr.T("company.count", "n", 1_000_000); got != "0 entreprise, 2 entreprises, 1\u00a0000\u00a0000 d’entreprises" {
		t.Errorf("French counts %q", got)
	}
	if got := w.In("en").T("record.saved", "n", 1) + w.In("en").T("record.saved", "n", 2); got != "Saved, 1 field changed.Saved, 2 fields changed." {
		t.Errorf("plural forms give %q", got)
	}
	for header, want := range map[string]string{"da-DK,da;q=0.9,en;q=0.8": "da", "sv": "sv", "zh-CN": "en", "": "en", "nb-NO, da;q=0.5": "nb", "no": "nb", "is, da;q=0.5": "da"} {
		if got := w.Accepted(header); got != want {
			t.Errorf("a browser that accepts %q gets %q, not %q", header, got, want)
		}
	}
}
