package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// page gets an address and returns what it answered.
func (h *house) page(c *http.Client, path string, want int) string {
	h.t.Helper()
	r, err := c.Get(h.url + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != want {
		h.t.Fatalf("GET %s: %s, %v\n%s", path, r.Status, err, text)
	}
	return string(text)
}

// answer posts a form and returns what came back.
func (h *house) answer(c *http.Client, path string, form url.Values, want int) string {
	h.t.Helper()
	r, err := c.PostForm(h.url+path, form)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != want {
		h.t.Fatalf("POST %s: %s, %v\n%s", path, r.Status, err, text)
	}
	return string(text)
}

// TestReportsHoldNoPersonalData plants names, addresses and numbers wherever
// people type them, and looks for them in all that the vendor gets.
func TestReportsHoldNoPersonalData(t *testing.T) {
	h := newHouse(t)
	vendor, l := h.vendor()
	l.Categories = []licensing.Category{{Code: "complete", Seats: 2}}
	h.must("license", "install", h.file(must[[]byte](t)(vendor.SignLicense(l))))
	h.must("user", "add", "planted.login@plantage.example", "--name", "Planted Username", "--category", "complete")
	h.must("user", "deactivate", "planted.login@plantage.example")
	h.serve()
	anna := h.browser()
	h.post(anna, "/companies", url.Values{"name": {"Planted Company"}, "note": {"Planted Note"}}, http.StatusOK)
	h.post(anna, "/persons", url.Values{"last_name": {"Plantedson"}, "email.address": {"planted@plantage.example"}}, http.StatusOK)
	h.answer(anna, "/admin/license", url.Values{"text": {"Planted Document"}}, http.StatusUnprocessableEntity)
	h.answer(anna, "/admin/inspections", url.Values{"announced": {today()}, "on": {inDays(30)}, "by": {"third_party"}, "firm": {"planted@plantage.example"}}, http.StatusUnprocessableEntity)
	h.must("license", "usage")
	h.answer(anna, "/admin/inspections", url.Values{"announced": {today()}, "on": {inDays(30)}, "by": {"vendor"}}, http.StatusOK)
	texts := map[string]string{
		"usage report":      h.page(anna, "/admin/history/report/file", http.StatusOK),
		"inspection report": h.answer(anna, "/admin/inspections/1/report", nil, http.StatusOK),
		"command":           h.must("license", "report"),
		"its page":          h.page(anna, "/admin/history/report", http.StatusOK),
	}
	for name, text := range texts {
		var file map[string]any
		if json.Unmarshal([]byte(text), &file) == nil {
			for _, part := range []string{"report", "inspection"} {
				if encoded, ok := file[part].(string); ok {
					signed, err := base64.StdEncoding.DecodeString(encoded)
					if err != nil {
						t.Fatal(err)
					}
					text += string(signed)
				}
			}
		} else {
			_, text, _ = strings.Cut(text, "<main") // the visitor's own name stands around it
		}
		for _, planted := range []string{"planted", "plantage", "anna", "skov@", "@"} {
			if strings.Contains(strings.ToLower(text), planted) {
				t.Errorf("the %s holds %q", name, planted)
			}
		}
	}
}

func today() string       { return time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly) }
func inDays(n int) string { return time.Now().UTC().AddDate(0, 0, n).Format(time.DateOnly) }
func holds(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
}

// TestInspectionsAreLogged: announced within the limits, a third and a sudden
// one only when the customer agrees, and told in the licence's history.
func TestInspectionsAreLogged(t *testing.T) {
	h := newHouse(t)
	vendor, l := h.vendor()
	h.must("license", "install", h.file(must[[]byte](t)(vendor.SignLicense(l))), "--acknowledge")
	h.serve()
	anna := h.browser()
	announce := func(on, agreed string, want int) string {
		return h.answer(anna, "/admin/inspections", url.Values{"announced": {today()}, "on": {on}, "by": {"third_party"}, "firm": {"Revision & Co"}, "agreed": {agreed}}, want)
	}
	holds(t, announce(inDays(1), "", http.StatusUnprocessableEntity), "The notice is too short", "all the same")
	holds(t, announce(inDays(20), "", http.StatusOK), "1 of 2", "Revision &amp; Co")
	announce(inDays(21), "", http.StatusOK)
	holds(t, announce(inDays(22), "", http.StatusUnprocessableEntity), "no further inspection")
	holds(t, h.answer(anna, "/admin/inspections/2/cancel", nil, http.StatusOK), "Called off", "1 of 2")
	h.answer(anna, "/admin/inspections/2/report", nil, http.StatusNotFound)
	announce(inDays(22), "", http.StatusOK)
	announce(inDays(23), "1", http.StatusOK)
	holds(t, h.page(anna, "/admin/history?kind=inspection", http.StatusOK), "Inspection 4 announced for", "Inspection 2 called off", "Whole: each of")
	holds(t, h.must("license", "ledger", "list", "--kind", "inspection"), `"agreed":true`)
}

// TestTheHistoryIsToldInWords shows every kind of entry that a first day has,
// page by page.
func TestTheHistoryIsToldInWords(t *testing.T) {
	h := newHouse(t)
	vendor, l := h.vendor()
	h.must("license", "install", h.file(must[[]byte](t)(vendor.SignLicense(l))), "--acknowledge")
	h.serve()
	anna := h.browser()
	h.answer(anna, "/admin/license", url.Values{"text": {"nothing genuine"}}, http.StatusUnprocessableEntity)
	page := h.page(anna, "/admin/history", http.StatusOK)
	holds(t, page, "Licence "+l.ID, "by command", "From Evaluation to Active", "No document can be made out", "Document refused", "No renewal has acknowledged", "holm license ledger verify")
	for range 30 {
		h.answer(anna, "/admin/inspections", url.Values{"announced": {today()}, "on": {inDays(20)}, "by": {"vendor"}, "agreed": {"1"}}, http.StatusOK)
		h.answer(anna, "/admin/inspections/1/report", nil, http.StatusOK)
	}
	page = h.page(anna, "/admin/history", http.StatusOK)
	_, older, found := strings.Cut(page, `href="/admin/history?before=`)
	if !found {
		t.Fatal("there is no way to older entries")
	}
	older, _, _ = strings.Cut(older, `"`)
	holds(t, h.page(anna, "/admin/history?before="+older, http.StatusOK), "From Evaluation to Active", "Back to the newest")
}

// ahead is a machine whose time a test moves on: it runs all the while.
type ahead struct {
	since time.Time
	by    time.Duration
}

func (a *ahead) now() time.Time         { return time.Now().Add(a.by) }
func (a *ahead) Running() time.Duration { return time.Since(a.since) + a.by }
func (a *ahead) BootID() string         { return "boot" }

// TestAMonthIsInvoiced goes the whole round between the programs: the
// installation measures and closes a month, its report goes to the vendor as a
// file, and the vendor's tool finds the invoice line, once.
func TestAMonthIsInvoiced(t *testing.T) {
	tool, folder, clock := buildVendor(t), t.TempDir(), &ahead{since: time.Now().Add(-time.Hour)}
	h := &house{t: t, dir: t.TempDir(), clock: clock}
	vendor := func(args ...string) string {
		t.Helper()
		c := exec.Command(tool, append([]string{"--register", filepath.Join(folder, "register"), "--passphrase-file", filepath.Join(folder, "pass"), "--json"}, args...)...)
		var out, failed bytes.Buffer
		c.Stdout, c.Stderr = &out, &failed
		if err := c.Run(); err != nil {
			t.Fatalf("holm-vendor %s: %v\n%s", strings.Join(args, " "), err, failed.String())
		}
		return out.String()
	}
	for name, text := range map[string]string{"pass": "a vendor keeps its keys well", "password": housePassword} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	vendor("init", "--name", "Holm Vendor", "--work", "10")
	vendor("price", "set", "--currency", "DKK", "--meter", "storage=2500")
	root := must[licensing.Root](t)(licensing.ParseRoot(must[[]byte](t)(os.ReadFile(filepath.Join(folder, "register/public/root-primary.pem")))))
	h.roots = licensing.Roots{root}
	h.must("setup", "--company", "Skovby Maskin", "--country", "DK", "--language", "da", "--admin-name", "Anna Skov",
		"--admin-email", "anna@skovby.example", "--password-file", filepath.Join(folder, "password"), "--hosting", "own")
	var request struct{ Installation string }
	if err := json.Unmarshal([]byte(h.must("--json", "license", "request")), &request); err != nil {
		t.Fatal(err)
	}
	vendor("customer", "add", "--no", "1", "--name", "Skovby Maskin", "--country", "DK", "--language", "da")
	vendor("agreement", "add", "--no", "A-1", "--customer", "1", "--installation", request.Installation, "--hosting", "own", "--billing", "annual")
	vendor("issue", "--agreement", "A-1", "--seats", "complete=3", "--meter", "storage=0", "--meter", "mailings=10", "--out", filepath.Join(folder, "l.holm"))
	h.must("license", "install", filepath.Join(folder, "l.holm"), "--acknowledge")
	h.must("license", "usage")
	report := func(name string) reportOfVendor {
		t.Helper()
		h.must("license", "report", "--out", filepath.Join(folder, name))
		var r reportOfVendor
		if err := json.Unmarshal([]byte(vendor("report", "import", filepath.Join(folder, name))), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	month := lockout.Verdict{At: time.Now(), TimeZone: "Europe/Copenhagen"}.Today().String()[:7]
	if lines := report("first.json").Lines; len(lines) != 0 {
		t.Errorf("a month that is not over is invoiced: %+v", lines)
	}
	clock.by = 32 * 24 * time.Hour
	h.must("license", "usage")
	lines := report("second.json").Lines
	if len(lines) != 1 || lines[0] != (lineOfVendor{month, "meter", "storage", 1, 0, 2500, "DKK"}) {
		t.Fatalf("%+v", lines)
	}
	h.must("license", "usage")
	clock.by += time.Hour
	h.must("license", "order", "--by", "Anna Skov", "--seats", "complete=4")
	clock.by += 31 * 24 * time.Hour
	h.must("license", "usage")
	if again := report("third.json").Lines; len(again) != 1 || again[0].Month == month || again[0].Amount != 2500 {
		t.Errorf("%+v", again)
	}
	holds(t, vendor("verify", filepath.Join(folder, "third.json")), `"known": true`)
}

type reportOfVendor struct{ Lines []lineOfVendor }

type lineOfVendor struct {
	Month, Kind, Code      string
	Used, Included, Amount int64
	Currency               string
}
