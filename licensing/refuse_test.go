package licensing_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"holm/licensing"
	"holm/licensing/issue"
)

// forge signs any header and claims with a seed, as no issuing tool would.
func forge(seed []byte, header, claims string) string {
	text := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(claims))
	signature := ed25519.Sign(ed25519.NewKeyFromSeed(seed), []byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func head(typ, kid string) string { return fmt.Sprintf(`{"alg":"EdDSA","typ":%q,"kid":%q}`, typ, kid) }

func claimsOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestForgedHeadersAndClaimsAreRefused(t *testing.T) {
	a := authority(t)
	v := licensing.NewVerifier(a.Roots())
	l := a.Sample("inst-1")
	l.ID, l.IssuedAt = "one", noon
	good, seed, kid := claimsOf(t, l), a.Signer.Key.Seed(), a.Signer.Key.ID
	other, err := issue.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		signed string
		want   licensing.Reason
	}{
		"alg none":           {forge(seed, `{"alg":"none","typ":"holm-license","kid":"`+kid+`"}`, good), licensing.Forged},
		"alg HS256":          {forge(seed, `{"alg":"HS256","typ":"holm-license","kid":"`+kid+`"}`, good), licensing.Forged},
		"another's key":      {forge(other.Seed(), head("holm-license", kid), good), licensing.Forged},
		"another's kid":      {forge(other.Seed(), head("holm-license", other.ID), good), licensing.UnknownIssuer},
		"type swapped":       {forge(seed, head("holm-renewal", kid), good), licensing.WrongType},
		"no holm type":       {forge(seed, head("JWT", kid), good), licensing.WrongType},
		"header says more":   {forge(seed, `{"alg":"EdDSA","typ":"holm-license","kid":"`+kid+`","b64":false}`, good), licensing.UnknownCritical},
		"kid twice":          {forge(seed, `{"alg":"EdDSA","typ":"holm-license","kid":"x","kid":"`+kid+`"}`, good), licensing.DuplicateKey},
		"serial twice":       {forge(seed, head("holm-license", kid), strings.Replace(good, `"serial":1`, `"serial":9,"serial":1`, 1)), licensing.DuplicateKey},
		"serial in capitals": {forge(seed, head("holm-license", kid), strings.Replace(good, `"serial":1`, `"SERIAL":9,"serial":1`, 1)), licensing.DuplicateKey},
		"newer schema":       {forge(seed, head("holm-license", kid), strings.Replace(good, `"schema":1`, `"schema":2`, 1)), licensing.UnsupportedSchema},
		"unknown critical":   {forge(seed, head("holm-license", kid), strings.Replace(good, `"schema":1`, `"schema":1,"crit":["moon"]`, 1)), licensing.UnknownCritical},
		"not JSON":           {forge(seed, head("holm-license", kid), "{"), licensing.Damaged},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			refused(t, v, licensing.Armor(licensing.TypeLicense, "", a.Signer.Certificate, c.signed), c.want)
		})
	}
	more := forge(seed, head("holm-license", kid), strings.Replace(good, `"schema":1`, `"schema":1,"later":[1],"crit":["term.lock_at"]`, 1))
	if _, err := v.Verify(licensing.Armor(licensing.TypeLicense, "", a.Signer.Certificate, more)); err != nil {
		t.Errorf("an unknown claim that is not critical is refused: %v", err)
	}
}

func TestOutOfBoundsIsRefused(t *testing.T) {
	a := authority(t)
	v := licensing.NewVerifier(a.Roots())
	cases := map[string]struct {
		change func(*licensing.License)
		want   licensing.Reason
	}{
		"warned hours":    {func(l *licensing.License) { l.Policy.MinWarnedHours = 71 }, licensing.Bounds},
		"no lock":         {func(l *licensing.License) { l.Term.LockAt = time.Time{} }, licensing.Bounds},
		"late lock":       {func(l *licensing.License) { l.Term.LockAt = l.Term.PaidThrough.AddDate(0, 0, 121) }, licensing.Bounds},
		"lock while paid": {func(l *licensing.License) { l.Term.LockAt = l.Term.PaidThrough.AddDate(0, 0, -1) }, licensing.Bounds},
		"anywhere":        {func(l *licensing.License) { l.Installation = "*" }, licensing.Bounds},
		"nowhere":         {func(l *licensing.License) { l.Installation = "" }, licensing.Incomplete},
		"far future":      {func(l *licensing.License) { l.Term.WarnFrom = noon.AddDate(5, 0, 1) }, licensing.FutureDates},
		"far invoice": {func(l *licensing.License) {
			l.Outstanding = []licensing.Invoice{{Due: licensing.Date{Year: 2040, Month: 1, Day: 1}}}
		}, licensing.FutureDates},
		"two years of tests": {func(l *licensing.License) {
			l.Environment, l.Term.PaidThrough = licensing.Nonproduction, noon.AddDate(2, 0, 0)
			l.Term.LockAt = l.Term.PaidThrough
		}, licensing.Bounds},
		"before the key": {func(l *licensing.License) { l.IssuedAt = noon.AddDate(-2, 0, 0) }, licensing.IssuerOutOfDates},
		"after the key":  {func(l *licensing.License) { l.IssuedAt = noon.AddDate(1, 0, 0) }, licensing.IssuerOutOfDates},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := a.Sample("inst-1")
			l.ID, l.IssuedAt = "one", noon
			c.change(&l)
			signed := forge(a.Signer.Key.Seed(), head("holm-license", a.Signer.Key.ID), claimsOf(t, l))
			refused(t, v, licensing.Armor(licensing.TypeLicense, "", a.Signer.Certificate, signed), c.want)
		})
	}
}

func TestIssuersScopeAndRevocation(t *testing.T) {
	a := authority(t)
	v := licensing.NewVerifier(a.Roots())
	text, err := a.SignLicense(a.Sample("inst-1"))
	signed(t, text, err)
	revocation, err := issue.SignByRoot(a.Root, licensing.Revocation{Schema: 1, KeyID: a.Signer.Key.ID, After: noon.Add(-time.Hour), IssuedAt: noon})
	known, err := v.Verify(signed(t, revocation, err))
	if err != nil {
		t.Fatal(err)
	}
	refused(t, v, text, licensing.IssuerRevoked, known)
	refused(t, licensing.NewVerifier(nil), text, licensing.NoRoots)
	refused(t, licensing.NewVerifier(authority(t).Roots()), text, licensing.UnknownIssuer)
	a.Signer.Certificate, err = issue.Certify(a.Root, licensing.Issuer{Schema: 1, KeyID: a.Signer.Key.ID, PublicKey: a.Signer.Key.Public(),
		IssuedAt: noon, ValidFrom: noon, ValidTo: noon.AddDate(1, 0, 0), Scopes: []string{"renewal"}})
	if err != nil {
		t.Fatal(err)
	}
	text, err = a.SignLicense(a.Sample("inst-1"))
	refused(t, v, signed(t, text, err), licensing.IssuerOutOfScope)
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	a := authority(t)
	v := licensing.NewVerifier(a.Roots())
	text, err := a.SignRenewal(licensing.Renewal{License: "one", Seq: 1, PaidThrough: noon, OverdueFrom: noon, LockAt: noon.AddDate(0, 0, 30)})
	text = bytes.TrimSpace(signed(t, text, err))
	for at := bytes.Index(text, []byte("-----BEGIN")); at < len(text); at++ {
		for bit := range 8 {
			changed := bytes.Clone(text)
			changed[at] ^= 1 << bit
			if _, err := v.Verify(changed); err == nil {
				t.Fatalf("bit %d of byte %d (%q) flipped and still genuine", bit, at, text[at])
			}
		}
	}
}

func TestMailDamageIsRepaired(t *testing.T) {
	a := authority(t)
	v := licensing.NewVerifier(a.Roots())
	raw, err := a.SignLicense(a.Sample("inst-1"))
	text := string(signed(t, raw, err))
	units := utf16.Encode([]rune("\ufeff" + text))
	little := make([]byte, 0, 2*len(units))
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
	}
	begin := strings.Index(text, "-----BEGIN")
	body := strings.ReplaceAll(text[begin:], "\n", "")
	body = strings.NewReplacer("LICENSE-----", "LICENSE-----\n", "-----END", "\n-----END").Replace(body)
	for name, damaged := range map[string]string{
		"CRLF":             strings.ReplaceAll(text, "\n", "\r\n"),
		"byte order mark":  "\ufeff" + text,
		"UTF-16":           string(little),
		"quoted twice":     "> > " + strings.ReplaceAll(text, "\n", "\n> > "),
		"indented":         strings.ReplaceAll(text, "\n", "\n    "),
		"hard spaces":      strings.ReplaceAll(text, "\n", "\u00a0\n"),
		"one line":         body,
		"quoted-printable": strings.ReplaceAll(strings.ReplaceAll(text[begin:], "=", "=3D"), "A\n", "A=\n"),
		"a letter around":  "Dear customer,\n\n" + text + "\n-- \nThe vendor\n",
		"no summary":       text[begin:],
	} {
		d, err := v.Verify([]byte(damaged))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if string(d.Text()) != text {
			t.Errorf("%s: the canonical text differs", name)
		}
	}
	refused(t, v, []byte(text+text), licensing.SeveralDocuments)
	refused(t, v, []byte(text[:len(text)/2]), licensing.Damaged)
	refused(t, v, bytes.Repeat([]byte("x"), licensing.MaxText+1), licensing.Oversized)
}

func TestPastedRenewal(t *testing.T) {
	a := authority(t)
	v := licensing.NewVerifier(a.Roots())
	raw, err := a.SignLicense(a.Sample("inst-1"))
	l, err := v.Verify(signed(t, raw, err))
	if err != nil {
		t.Fatal(err)
	}
	raw, err = a.SignRenewal(licensing.Renewal{License: l.ID(), Seq: 1, PaidThrough: noon.AddDate(1, 0, 0), WarnFrom: noon,
		OverdueFrom: noon.AddDate(1, 0, 0), LockAt: noon.AddDate(1, 1, 0),
		Ledger: &licensing.Acknowledgement{Seq: 12345, Head: strings.Repeat("ab", 32)}})
	whole, err := v.Verify(signed(t, raw, err), l)
	if err != nil {
		t.Fatal(err)
	}
	pasted := whole.Pasted()
	if len(pasted) > licensing.MaxPaste {
		t.Errorf("the short form has %d characters", len(pasted))
	}
	refused(t, v, []byte(pasted), licensing.UnknownIssuer)
	d, err := v.Verify([]byte("> "+pasted[:60]+"\r\n> "+pasted[60:]), l)
	if err != nil {
		t.Fatal(err)
	}
	if string(d.Text()) != string(whole.Text()) {
		t.Error("a pasted renewal is kept with its certificate")
	}
	refused(t, v, []byte(l.Pasted()[:600]), licensing.Damaged, l)
}

// FuzzVerify starts from the golden documents. Whatever becomes of them, what
// is accepted says what one of them says, and is accepted again as it is kept.
func FuzzVerify(f *testing.F) {
	v := goldenVerifier(f)
	known := goldenKnown(f, v, "license")
	genuine := map[string]bool{}
	for _, folder := range []string{"genuine", "mail", "refused"} {
		for _, name := range goldenNames(f, folder, 8) {
			text := goldenFile(f, folder, name+".holm")
			if d, err := v.Verify(text, known...); err == nil {
				genuine[d.Pasted()] = true
			}
			f.Add(text)
		}
	}
	f.Add([]byte("-----BEGIN HOLM LICENSE-----\n-----END HOLM LICENSE-----"))
	f.Fuzz(func(t *testing.T, text []byte) {
		d, err := v.Verify(text, known...)
		if err != nil {
			var r *licensing.Rejection
			if !errors.As(err, &r) || r.Detail == "" {
				t.Fatalf("refused without a reason: %v", err)
			}
			return
		}
		if !genuine[d.Pasted()] {
			t.Fatalf("a forgery was accepted: %s", d.Pasted())
		}
		again, err := v.Verify(d.Text())
		if err != nil || again.ID() != d.ID() {
			t.Fatalf("the canonical text of a genuine document is refused: %v", err)
		}
	})
}
