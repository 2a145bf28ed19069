package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// vendor returns an authority that the house trusts, and a licence for it.
func (h *house) vendor() (*issue.Authority, licensing.License) {
	h.t.Helper()
	a, err := issue.NewAuthority(nil, time.Now)
	if err != nil {
		h.t.Fatal(err)
	}
	h.roots = a.Roots()
	return a, a.Sample(h.installation())
}

func (h *house) installation() string {
	h.t.Helper()
	var request struct{ Installation string }
	if err := json.Unmarshal([]byte(h.must("--json", "license", "request")), &request); err != nil || request.Installation == "" {
		h.t.Fatalf("no installation id: %v", err)
	}
	return request.Installation
}

func (h *house) file(text []byte) string {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), "document.holm")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestBadDocumentsAreRefusedWithTheirReason installs, by command, what is not
// a genuine licence for this installation.
func TestBadDocumentsAreRefusedWithTheirReason(t *testing.T) {
	h := newHouse(t)
	vendor, license := h.vendor()
	text := must[[]byte](t)
	genuine := text(vendor.SignLicense(license))
	stranger := must[*issue.Authority](t)(issue.NewAuthority(nil, time.Now))
	change := func(with func(*licensing.License)) []byte {
		l := license
		with(&l)
		return text(vendor.SignLicense(l))
	}
	for _, test := range []struct {
		name, reason string
		text         []byte
	}{
		{"empty", "damaged", nil},
		{"no document", "damaged", []byte("Dear customer, the licence is attached.")},
		{"cut off", "damaged", genuine[:len(genuine)*2/3]},
		{"oversized", "oversized", append(bytes.Repeat([]byte("summary\n"), 9000), genuine...)},
		{"a stranger's", "unknown_issuer", text(stranger.SignLicense(license))},
		{"for somebody else", "foreign_installation", change(func(l *licensing.License) { l.Installation = "AAAA-BBBB-CCCC" })},
		{"dates beyond belief", "future_dates", change(func(l *licensing.License) {
			l.Announcements = []licensing.Announcement{{ID: "1", EffectiveAt: time.Now().AddDate(6, 0, 0)}}
		})},
		{"more seats, same signature", "forged", altered(t, genuine, 1, func(claims map[string]any) { claims["serial"] = 99 })},
		{"no signature", "forged", altered(t, genuine, 0, func(header map[string]any) { header["alg"] = "none" })},
		{"signed with the public key", "forged", hmacSigned(t, genuine, vendor)},
		{"another type", "wrong_type", altered(t, genuine, 0, func(header map[string]any) { header["typ"] = "holm-renewal" })},
		{"the certificate alone", "wrong_type", relabelled(t, genuine)},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, _, stderr := h.holm("license", "install", h.file(test.text))
			lines := strings.Split(strings.TrimSpace(stderr), "\n")
			if code != exitFailed || len(lines) != 2 || !strings.Contains(lines[0], test.reason) || !strings.HasPrefix(lines[1], "hint: ") {
				t.Errorf("exit %d, want the reason %s and a hint:\n%s", code, test.reason, stderr)
			}
		})
	}
	if out := h.must("license", "status"); !strings.Contains(out, "EVALUATION") {
		t.Errorf("a refused document changed the state:\n%s", out)
	}
	if out := h.must("license", "install", h.file(genuine)); !strings.Contains(out, "ACTIVE") {
		t.Errorf("the genuine one is not in force:\n%s", out)
	}
}

// altered changes the header (part 0) or the claims (part 1) of the signed
// token inside a document.
func altered(t *testing.T, text []byte, part int, change func(map[string]any)) []byte {
	t.Helper()
	return rewritten(t, text, func(token string) string {
		parts := strings.Split(token, ".")
		raw := must[[]byte](t)(base64.RawURLEncoding.DecodeString(parts[part]))
		var members map[string]any
		if err := json.Unmarshal(raw, &members); err != nil {
			t.Fatal(err)
		}
		change(members)
		parts[part] = base64.RawURLEncoding.EncodeToString(must[[]byte](t)(json.Marshal(members)))
		return strings.Join(parts, ".")
	})
}

// hmacSigned signs with the issuer's public key as if it were a shared secret.
func hmacSigned(t *testing.T, text []byte, a *issue.Authority) []byte {
	t.Helper()
	swapped := altered(t, text, 0, func(header map[string]any) { header["alg"] = "HS256" })
	return rewritten(t, swapped, func(token string) string {
		signed := token[:strings.LastIndex(token, ".")]
		mac := hmac.New(sha256.New, a.Signer.Key.Public())
		mac.Write([]byte(signed))
		return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	})
}

// rewritten changes the signed token, which is the last line of the armour.
func rewritten(t *testing.T, text []byte, change func(string) string) []byte {
	t.Helper()
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatalf("no armour in %s", text)
	}
	lines := strings.Split(string(block.Bytes), "\n")
	lines[len(lines)-1] = change(lines[len(lines)-1])
	return pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: []byte(strings.Join(lines, "\n"))})
}

// relabelled is the issuer's certificate in a licence's armour.
func relabelled(t *testing.T, text []byte) []byte {
	t.Helper()
	block, _ := pem.Decode(text)
	certificate, _, _ := strings.Cut(string(block.Bytes), "\n")
	return pem.EncodeToMemory(&pem.Block{Type: block.Type, Bytes: []byte(certificate)})
}

// TestALicenseIsInForceInARunningServer installs by command, beside a server
// that knows nothing of it.
func TestALicenseIsInForceInARunningServer(t *testing.T) {
	h := newHouse(t)
	vendor, license := h.vendor()
	license.Categories = []licensing.Category{{Code: "complete", Seats: 7}}
	license.Modules = []string{"api"}
	document := h.file(must[[]byte](t)(vendor.SignLicense(license)))
	h.serve()
	key := h.key()
	state := func() string {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.url+"/api/v1/license", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Authorization", "Bearer "+key)
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Body.Close(); err != nil {
			t.Fatal(err)
		}
		return r.Header.Get("License-State")
	}
	if s := state(); s != "EVALUATION" {
		t.Fatalf("before the licence the server is in %s", s)
	}
	h.must("license", "install", document)
	installed := time.Now()
	for state() != "ACTIVE" {
		if time.Since(installed) > 30*time.Second {
			t.Fatal("the server does not notice the licence")
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Logf("in force %v after the command ended", time.Since(installed).Round(time.Millisecond))
}
