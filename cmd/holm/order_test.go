package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"holm/licensing"
)

// desk is the vendor's program with a register of its own.
type desk struct {
	t    *testing.T
	path string
	dir  string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t, buildVendor(t), t.TempDir()}
	if err := os.WriteFile(filepath.Join(d.dir, "pass"), []byte("a vendor keeps its keys well\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.run("init", "--name", "Holm Vendor", "--work", "10")
	return d
}

func (d *desk) run(args ...string) string {
	d.t.Helper()
	cmd := exec.Command(d.path, append([]string{"--register", filepath.Join(d.dir, "register"), "--passphrase-file", filepath.Join(d.dir, "pass")}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		d.t.Fatalf("holm-vendor %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// read returns a file that a command wrote.
func (d *desk) read(name string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.dir, name))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

func (h *house) html(c *http.Client, path string) string {
	h.t.Helper()
	r, err := c.Get(h.url + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		h.t.Fatalf("GET %s: %s %v\n%s", path, r.Status, err, text)
	}
	return string(text)
}

// TestAnOrderGoesTheWholeRound orders on the page, confirms with the vendor's
// program, installs the answer on the page, and uses it: nothing is restarted.
func TestAnOrderGoesTheWholeRound(t *testing.T) {
	d, h := newDesk(t), newHouse(t)
	root, err := licensing.ReadRoots(os.DirFS(filepath.Join(d.dir, "register", "public")), ".")
	if err != nil {
		t.Fatal(err)
	}
	h.roots = root
	var request struct{ Installation string }
	if err := json.Unmarshal([]byte(h.must("--json", "license", "request")), &request); err != nil {
		t.Fatal(err)
	}
	d.run("customer", "add", "--no", "1001", "--name", "Skovby Maskin", "--country", "DK", "--language", "da")
	d.run("agreement", "add", "--no", "A-1", "--customer", "1001", "--installation", request.Installation, "--hosting", "own")
	d.run("issue", "--agreement", "A-1", "--seats", "complete=1", "--modules", "api", "--out", filepath.Join(d.dir, "first.holm"))
	h.must("license", "install", filepath.Join(d.dir, "first.holm"))
	h.serve()
	c := h.browser()
	h.post(c, "/admin/users", url.Values{"name": {"Bo"}, "login": {"bo"}, "category": {"complete"}}, http.StatusConflict)

	order := url.Values{"seats.complete": {"3"}, "module.api": {"1"}, "module.sales": {"1"}, "sure": {"1"}}
	r, err := c.PostForm(h.url+"/admin/orders", url.Values{"seats.complete": {"3"}, "module.api": {"1"}, "module.sales": {"1"}})
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	order.Set("fewer", regexp.MustCompile(`name="fewer" value="([^"]*)"`).FindStringSubmatch(string(text))[1])
	h.post(c, "/admin/orders", order, http.StatusOK)
	letter := regexp.MustCompile(`href="(/admin/agreement/letters/\d+)"`).FindStringSubmatch(h.html(c, "/admin/orders"))[1]
	file := h.html(c, letter+"/file")
	if err := os.WriteFile(filepath.Join(d.dir, "order.json"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	var o licensing.Order
	if _, err := licensing.OpenStatement([]byte(file), licensing.OrderStatement, &o); err != nil {
		t.Fatal(err)
	}
	h.post(c, letter+"/sent", url.Values{"sent": {"1"}}, http.StatusOK)

	d.run("order", "import", filepath.Join(d.dir, "order.json"))
	d.run("order", "confirm", o.ID, "--out", filepath.Join(d.dir, "second.holm"))
	h.post(c, "/admin/license", url.Values{"text": {d.read("second.holm")}}, http.StatusOK)

	if list := h.html(c, "/admin/orders"); !strings.Contains(list, "Answered by licence") || !strings.Contains(list, "serial 2") {
		t.Errorf("the order is not answered:\n%s", list)
	}
	h.post(c, "/admin/users", url.Values{"name": {"Bo"}, "login": {"bo"}, "category": {"complete"}}, http.StatusCreated)
	h.post(c, "/admin/users", url.Values{"name": {"Cilla"}, "login": {"cilla"}, "category": {"complete"}}, http.StatusCreated)
	h.post(c, "/admin/users", url.Values{"name": {"Dan"}, "login": {"dan"}, "category": {"complete"}}, http.StatusConflict)
}
