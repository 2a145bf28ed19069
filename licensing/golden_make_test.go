package licensing_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"holm/licensing"
	"holm/licensing/issue"
)

var makeGoldens = flag.String("make-goldens", "", "write golden documents into this new folder")

// TestMakeGoldens writes a new set: for a new schema, never to replace one.
func TestMakeGoldens(t *testing.T) {
	if *makeGoldens == "" {
		t.Skip("only with -make-goldens FOLDER")
	}
	if err := os.Mkdir(*makeGoldens, 0o755); err != nil {
		t.Fatal(err)
	}
	m := goldenMaker{T: t, a: authority(t), dir: *makeGoldens}
	root, err := m.a.Root.PublicPEM()
	m.put("root.pem", signed(t, root, err))
	m.genuine()
	m.mail()
	m.refused()
}

type goldenMaker struct {
	*testing.T
	a       *issue.Authority
	dir     string
	license licensing.License
	text    string // of the licence
}

func (m *goldenMaker) put(name string, text []byte) {
	m.Helper()
	path := filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		m.Fatal(err)
	}
}

// keep writes a genuine document and what it says.
func (m *goldenMaker) keep(name string, text []byte, err error, known ...licensing.Document) licensing.Document {
	m.Helper()
	d, verr := licensing.NewVerifier(m.a.Roots()).Verify(signed(m.T, text, err), known...)
	if verr != nil {
		m.Fatalf("%s: %v", name, verr)
	}
	says, err := json.MarshalIndent(map[string]any{"type": d.Type(), "id": d.ID(), "key": d.KeyID(), "claims": d.Claims()}, "", "  ")
	m.put("genuine/"+name+".holm", text)
	m.put("genuine/"+name+".json", append(signed(m.T, says, err), '\n'))
	return d
}

// fullLicense uses every claim that there is.
func fullLicense(a *issue.Authority) licensing.License {
	l := a.Sample("7K2M-9QXR-4DTV")
	from := time.Date(2026, 7, 1, 0, 0, 0, 0, time.FixedZone("", 7200))
	l.ID, l.IssuedAt, l.OrderNo, l.Replaces, l.Customer.OrgNo = "golden-license-1", noon, "O-17", []string{"A-900"}, "DK12345678"
	l.Hosting, l.Host = licensing.HostingHosted, "Nordhost A/S"
	l.Categories[0].Features = []string{"sales", "marketing"}
	l.Categories = append(l.Categories, licensing.Category{Code: "standard", Seats: 8, From: &from})
	l.Modules = []string{"api", "mirroring"}
	l.Meters = []licensing.Meter{
		{Code: "mailings", Included: 5000, Unit: "mail", Price: 25, Currency: "DKK", Step: 100, Kind: licensing.MeterCount},
		{Code: "storage", Included: 50, Unit: "GB", Kind: licensing.MeterPeak, Hard: true},
		{Code: "centre_logins", Included: 200, Kind: licensing.MeterDistinct},
	}
	l.Outstanding = []licensing.Invoice{{Invoice: "F-1001", Due: licensing.Date{Year: 2026, Month: 2, Day: 28}, Amount: 1250000, Interest: 1042, Costs: 10000, Currency: "DKK"}}
	l.Policy = licensing.Policy{OverLimitDays: 14, MinWarnedHours: 96, ExportWhenLocked: true, Mirror: "final", UsageReport: "monthly"}
	l.Suspended = []string{"light"}
	l.Announcements = []licensing.Announcement{{ID: "terms-2", Text: licensing.Text{"en": "New terms", "da": "Nye vilkår"}, EffectiveAt: from, Terms: "2"}}
	l.Crit = []string{"suspended", "term.lock_at"}
	return l
}

func (m *goldenMaker) genuine() {
	a := m.a
	m.license = fullLicense(a)
	text, err := a.SignLicense(m.license)
	m.text = string(text)
	l := m.keep("license", text, err)
	for name, change := range map[string]func(*licensing.License){
		"license-least": func(l *licensing.License) {
			l.ID, l.Categories = "golden-license-2", l.Categories[:1]
		},
		"license-nonproduction": func(l *licensing.License) {
			l.ID, l.Environment, l.Installation, l.Policy.MinWarnedHours = "golden-license-3", licensing.Nonproduction, "*", 0
		},
		"license-trial":  func(l *licensing.License) { l.ID, l.Environment = "golden-license-4", licensing.Trial },
		"license-online": func(l *licensing.License) { l.ID, l.Agreement.Kind = "golden-license-5", licensing.Online },
	} {
		other := a.Sample("7K2M-9QXR-4DTV")
		other.IssuedAt = noon
		change(&other)
		text, err := a.SignLicense(other)
		m.keep(name, text, err)
	}
	renewal := goldenRenewal(m.license.ID)
	text, err = a.SignRenewal(renewal)
	d := m.keep("renewal", text, err, l)
	m.keep("renewal-pasted", []byte(d.Pasted()+"\n"), nil, l)
	day := func(n int) time.Time { return noon.AddDate(0, 0, n) }
	end := licensing.Termination{ID: "golden-end-1", IssuedAt: noon, AfterSerial: 1, Agreement: "A-1001", Cause: licensing.CauseCustomer,
		NoticeAt: day(-1), EffectiveAt: day(60), FullUntil: day(74), ReadOnlyFrom: day(74)}
	text, err = a.SignTermination(end)
	m.keep("termination", text, err, l)
	end.ID, end.Cause, end.Reason, end.FullUntil, end.ReadOnlyFrom = "golden-end-2", licensing.CauseNonpayment, "F-1001 unpaid", day(60), day(60)
	text, err = a.SignTermination(end)
	m.keep("termination-nonpayment", text, err, l)
	end.ID, end.Kind, end.Export, end.Agreement = "golden-end-3", licensing.Online, "none", "A-2001"
	text, err = a.SignTermination(end)
	m.keep("termination-online", text, err, l)
	text, err = a.SignRebind(licensing.Rebind{ID: "golden-rebind-1", IssuedAt: noon, License: m.license.ID, Old: "7K2M-9QXR-4DTV", New: "M3NP-8WYA-6BCD", Reason: "new server"})
	m.keep("rebind", text, err, l)
	text, err = issue.SignByRoot(a.Root, licensing.Issuer{Schema: 1, KeyID: a.Signer.Key.ID, PublicKey: a.Signer.Key.Public(),
		IssuedAt: noon, ValidFrom: noon, ValidTo: noon.AddDate(2, 0, 0), Scopes: issue.AllScopes()})
	m.keep("issuer", text, err)
	text, err = issue.SignByRoot(a.Root, licensing.Revocation{Schema: 1, KeyID: a.Signer.Key.ID, After: day(30), IssuedAt: day(31), Reason: "lost"})
	m.keep("revocation", text, err)
}

func goldenRenewal(license string) licensing.Renewal {
	return licensing.Renewal{License: license, Seq: 3, IssuedAt: noon, PaidThrough: noon.AddDate(1, 0, 0), WarnFrom: noon.AddDate(0, 11, 0),
		OverdueFrom: noon.AddDate(1, 0, 0), LockAt: noon.AddDate(1, 1, 0), Ledger: &licensing.Acknowledgement{Seq: 412, Head: strings.Repeat("5a", 32)}}
}

func (m *goldenMaker) mail() {
	units := utf16.Encode([]rune("\ufeff" + m.text))
	little, big := []byte{}, []byte{}
	for _, u := range units {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	begin := strings.Index(m.text, "-----BEGIN")
	body := strings.ReplaceAll(m.text[begin:], "\n", "")
	body = strings.NewReplacer("LICENSE-----", "LICENSE-----\n", "-----END", "\n-----END").Replace(body)
	for name, text := range map[string]string{
		"crlf":             strings.ReplaceAll(m.text, "\n", "\r\n"),
		"byte-order-mark":  "\ufeff" + m.text,
		"utf16-little":     string(little),
		"utf16-big":        string(big),
		"utf16-no-mark":    string(little[2:]),
		"quoted":           "> > " + strings.ReplaceAll(m.text, "\n", "\n> > "),
		"quoted-html":      "&gt; " + strings.ReplaceAll(m.text, "\n", "\n&gt; "),
		"indented":         strings.ReplaceAll(m.text, "\n", "\n\t  "),
		"one-line":         body,
		"wrapped-at-40":    wrapAt(m.text[begin:], 40),
		"quoted-printable": strings.ReplaceAll(strings.ReplaceAll(m.text[begin:], "=", "=3D"), "A\n", "A=\n"),
		"letter-around":    "Dear customer,\n\nhere it is.\n\n" + m.text + "\n-- \nHolm ApS\n",
		"no-break-spaces":  strings.ReplaceAll(m.text, "\n", "\u00a0\n\u200b"),
	} {
		m.put("mail/"+name+".holm", []byte(text))
	}
}

// wrapAt breaks every line again, as a narrow mail window does.
func wrapAt(text string, width int) string {
	var out strings.Builder
	for _, line := range strings.Split(text, "\n") {
		for !strings.HasPrefix(line, "-----") && len(line) > width {
			out.WriteString(line[:width] + "\n")
			line = line[width:]
		}
		out.WriteString(line + "\n")
	}
	return out.String()
}

func (m *goldenMaker) refused() {
	a := m.a
	seed, kid := a.Signer.Key.Seed(), a.Signer.Key.ID
	good := claimsOf(m.T, mustClaims(m.T, m.text, a))
	wrap := func(typ licensing.Type, signed string) string {
		return string(licensing.Armor(typ, "", a.Signer.Certificate, signed))
	}
	license := func(header, claims string) string { return wrap(licensing.TypeLicense, forge(seed, header, claims)) }
	h := head("holm-license", kid)
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			m.Fatalf("the claims hold no %s", old)
		}
		return license(h, strings.Replace(good, old, new, 1))
	}
	genuine := strings.Split(m.bodyOf(m.text), "\n")
	parts := strings.Split(genuine[1], ".")
	cases := map[string]string{
		"damaged.cut":                        m.text[:len(m.text)/2],
		"damaged.no-document":                "Dear customer, the licence follows tomorrow.\n",
		"damaged.not-json":                   license(h, "{"),
		"damaged.array":                      license(h, "[]"),
		"damaged.two-values":                 license(h, good+"{}"),
		"damaged.serial-is-text":             change(`"serial":1`, `"serial":"1"`),
		"several_documents":                  m.text + m.text,
		"wrong_type.armour":                  strings.ReplaceAll(m.text, "HOLM LICENSE", "HOLM RENEWAL"),
		"wrong_type.header":                  license(head("holm-renewal", kid), good),
		"wrong_type.jwt":                     license(head("JWT", kid), good),
		"unknown_issuer.kid":                 license(head("holm-license", "aaaaaaaaaaaaaaaa"), good),
		"unknown_issuer.no-certificate":      string(licensing.Armor(licensing.TypeTermination, "", "", forge(seed, head("holm-termination", "aaaaaaaaaaaaaaaa"), good))),
		"forged.alg-none":                    license(`{"alg":"none","typ":"holm-license","kid":"`+kid+`"}`, good),
		"forged.alg-none-unsigned":           wrap(licensing.TypeLicense, b64(`{"alg":"none","typ":"holm-license","kid":"`+kid+`"}`)+"."+parts[1]+".AA"),
		"forged.hs256-with-the-public-key":   wrap(licensing.TypeLicense, hs256(a.Signer.Key.Public(), kid, good)),
		"forged.another-signature":           wrap(licensing.TypeLicense, parts[0]+"."+b64(strings.Replace(good, `"seats":10`, `"seats":99`, 1))+"."+parts[2]),
		"forged.signed-by-root":              wrap(licensing.TypeLicense, forge(a.Root.Seed(), h, good)),
		"unknown_critical.header":            license(`{"alg":"EdDSA","typ":"holm-license","kid":"`+kid+`","crit":["b64"],"b64":false}`, good),
		"unknown_critical.claim":             change(`"crit":["suspended",`, `"crit":["moon",`),
		"duplicate_key.header":               license(`{"alg":"EdDSA","typ":"holm-license","kid":"x","kid":"`+kid+`"}`, good),
		"duplicate_key.claim":                change(`"serial":1`, `"serial":9,"serial":1`),
		"duplicate_key.letter-case":          change(`"serial":1`, `"SERIAL":9,"serial":1`),
		"duplicate_key.inside":               change(`"lock_max_days":90`, `"lock_max_days":90,"lock_max_days":1`),
		"unsupported_schema.2":               change(`"schema":1`, `"schema":2`),
		"unsupported_schema.none":            change(`"schema":1,`, ``),
		"incomplete.id":                      change(`"id":"golden-license-1",`, ``),
		"incomplete.issued_at":               change(`"issued_at":"2026-03-10T12:00:00Z",`, ``),
		"incomplete.installation":            change(`"installation":"7K2M-9QXR-4DTV"`, `"installation":""`),
		"incomplete.serial":                  change(`"serial":1,`, ``),
		"future_dates.warn_from":             change(`"warn_from":"2027`, `"warn_from":"2033`),
		"future_dates.invoice":               change(`"due":"2026-02-28"`, `"due":"2036-02-28"`),
		"bounds.warned-hours":                change(`"min_warned_hours":96`, `"min_warned_hours":71`),
		"bounds.anywhere":                    change(`"installation":"7K2M-9QXR-4DTV"`, `"installation":"*"`),
		"bounds.lock-late":                   change(`"lock_at":"2027-04-09`, `"lock_at":"2027-07-09`),
		"bounds.lock-early":                  change(`"lock_at":"2027-04-09`, `"lock_at":"2027-03-01`),
		"bounds.seats":                       change(`"seats":10`, `"seats":-1`),
		"bounds.environment":                 change(`"environment":"production"`, `"environment":"staging"`),
		"bounds.meter-kind":                  change(`"kind":"count"`, `"kind":"guess"`),
		"issuer_out_of_dates.before":         change(`"issued_at":"2026-`, `"issued_at":"2024-`),
		"issuer_out_of_dates.after":          change(`"issued_at":"2026-03`, `"issued_at":"2027-03`),
		"issuer_revoked.after":               change(`"issued_at":"2026-03`, `"issued_at":"2026-06`),
		"damaged.second-spelling-of-base64":  m.looseBase64(),
		"wrong_environment.renewal-of-tests": string(m.testRenewal()),
	}
	end := `{"schema":1,"id":"e","issued_at":"2026-03-10T12:00:00Z","after_serial":1,"agreement":"A-1001","cause":"customer","notice_at":"2026-03-10T12:00:00Z",` +
		`"effective_at":"2026-05-01T12:00:00Z","full_until":"2026-05-02T12:00:00Z","read_only_from":"2026-05-02T12:00:00Z","export":"main_user"}`
	termination := func(claims string) string {
		return wrap(licensing.TypeTermination, forge(seed, head("holm-termination", kid), claims))
	}
	cases["bounds.full-access-short"] = termination(end)
	late := strings.ReplaceAll(end, "2026-05-02", "2026-05-15")
	cases["bounds.export-none-onsite"] = termination(strings.Replace(late, "main_user", "none", 1))
	cases["wrong_environment.termination"] = termination(strings.Replace(end, `"schema":1`, `"schema":1,"environment":"nonproduction"`, 1))
	cases["issuer_out_of_scope"] = m.narrowIssuer()
	cases["bounds.issuer-of-25-months"] = m.longIssuer()
	for name, text := range cases {
		m.put("refused/"+name+".holm", []byte(text))
	}
}

func b64(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// hs256 is the classic forgery: the public key taken as a shared secret.
func hs256(public []byte, kid, claims string) string {
	text := b64(`{"alg":"HS256","typ":"holm-license","kid":"`+kid+`"}`) + "." + b64(claims)
	mac := hmac.New(sha256.New, public)
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func mustClaims(t testing.TB, text string, a *issue.Authority) any {
	t.Helper()
	d, err := licensing.NewVerifier(a.Roots()).Verify([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d.Claims()
}

func (m *goldenMaker) bodyOf(text string) string {
	begin := strings.Index(text, "-----BEGIN")
	lines := strings.Split(strings.TrimSpace(text[begin:]), "\n")
	body, err := base64.StdEncoding.DecodeString(strings.Join(lines[1:len(lines)-1], ""))
	return string(signed(m.T, body, err))
}

// looseBase64 sets padding bits that a strict decoder does not allow.
func (m *goldenMaker) looseBase64() string {
	text := m.text
	for n := 0; !strings.Contains(text, "="); n++ { // a body whose length leaves padding
		l := m.license
		l.OrderNo = strings.Repeat("x", n)
		raw, err := m.a.SignLicense(l)
		text = string(signed(m.T, raw, err))
	}
	at := strings.Index(text, "=") - 1
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	changed := []byte(text)
	changed[at] = alphabet[strings.IndexByte(alphabet, changed[at])+1]
	return string(changed)
}

func (m *goldenMaker) testRenewal() []byte {
	r := goldenRenewal(m.license.ID)
	r.Environment = licensing.Nonproduction
	text, err := m.a.SignRenewal(r)
	return signed(m.T, text, err)
}

// narrowIssuer signs with a key that may sign renewals alone.
func (m *goldenMaker) narrowIssuer() string {
	key, err := issue.NewKey(bytes.NewReader(bytes.Repeat([]byte{9}, 32)))
	if err != nil {
		m.Fatal(err)
	}
	certificate, err := issue.Certify(m.a.Root, licensing.Issuer{Schema: 1, KeyID: key.ID, PublicKey: key.Public(),
		IssuedAt: noon, ValidFrom: noon, ValidTo: noon.AddDate(1, 0, 0), Scopes: []string{"renewal"}})
	if err != nil {
		m.Fatal(err)
	}
	text, err := issue.Signer{Key: key, Certificate: certificate}.Sign(m.license)
	return string(signed(m.T, text, err))
}

// longIssuer signs with a key that is certified for too long.
func (m *goldenMaker) longIssuer() string {
	key := m.a.Signer.Key
	claims := claimsOf(m.T, licensing.Issuer{Schema: 1, KeyID: key.ID, PublicKey: key.Public(), IssuedAt: noon, ValidFrom: noon,
		ValidTo: noon.AddDate(0, 25, 0), Scopes: issue.AllScopes()})
	certificate := forge(m.a.Root.Seed(), head("holm-issuer", m.a.Root.ID), claims)
	text, err := issue.Signer{Key: key, Certificate: certificate}.Sign(m.license)
	return string(signed(m.T, text, err))
}
