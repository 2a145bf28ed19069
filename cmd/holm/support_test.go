package main

import (
	"archive/zip"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
	"holm/server/support"
)

// planted is what must not be found, and is in every text of the database. The
// data directory has it in its name, since the test has.
const planted = "Quillfeather"

// structure are texts that the program reads to work at all: documents of
// licensing (whose customer has the name, too), its own records, kinds and ids.
var structure = []string{"license_document.", "ledger.", "effective_time.", "id_block.", "goose_db_version.", "heartbeat.server", "setting.name",
	"app_user.status", "app_user.category", "session.token", "person.social_links", "app_role.rights", "app_role.functions",
	"list_item.names", "list_item.list", "journal.changes"}

// ownSettings are settings whose values the program reads to start.
var ownSettings = `('installation.id', 'installation.set_up_at', 'installation.language', 'installation.country', 'installation.demonstration', 'installation.moved_from',
	'installation.moved_at', 'installation.time_zone')`

// plant writes the name into every text and every picture of every table, and
// makes a row in the empty ones. It returns how many columns have it.
func (h *house) plant() int {
	h.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(h.dir, "holm.db"))+"?_pragma=foreign_keys(0)&_pragma=busy_timeout(10000)")
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(h.t.Context(), `SELECT m.name, c.name, c.type, (SELECT COUNT(*) FROM pragma_table_info(m.name)) FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`)
	if err != nil {
		h.t.Fatal(err)
	}
	defer rows.Close()
	columns, values, n := map[string][]string{}, map[string][]any{}, 0
	var statements []string
	for rows.Next() {
		var table, column, kind string
		var many int
		if err := rows.Scan(&table, &column, &kind, &many); err != nil {
			h.t.Fatal(err)
		}
		left := slices.ContainsFunc(structure, func(s string) bool { return s == table+"." || s == table+"."+column })
		text := kind == "TEXT" || kind == "BLOB"
		columns[table] = append(columns[table], column)
		switch {
		case kind == "TEXT":
			values[table] = append(values[table], planted+" +45 70203040 q@quillfeather.example")
		case kind == "BLOB":
			values[table] = append(values[table], []byte(planted))
		default:
			values[table] = append(values[table], 1)
		}
		if text && !left {
			n++
			update := fmt.Sprintf("UPDATE %s SET %s = CAST(%s || ' %s +45 70203040 q@quillfeather.example' AS %s)", table, column, column, planted, kind)
			if table == "setting" {
				update += " WHERE name NOT LIKE 'search%' AND name NOT IN " + ownSettings
			}
			statements = append(statements, update)
		}
	}
	if err := rows.Err(); err != nil {
		h.t.Fatal(err)
	}
	for table, names := range columns {
		if slices.Contains(structure, table+".") {
			continue
		}
		var have int
		if err := db.QueryRowContext(h.t.Context(), "SELECT COUNT(*) FROM "+table).Scan(&have); err != nil {
			h.t.Fatal(err)
		}
		if have == 0 {
			insert := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(names)-1) + ")"
			if _, err := db.ExecContext(h.t.Context(), insert, values[table]...); err != nil {
				h.t.Fatalf("%s: %v", insert, err)
			}
		}
	}
	for _, s := range append(statements, "INSERT INTO setting (name, value) VALUES ('"+planted+"', '"+planted+"')") {
		if _, err := db.ExecContext(h.t.Context(), s); err != nil {
			h.t.Fatalf("%s: %v", s, err)
		}
	}
	return n
}

// TestBundleHoldsNoQuillfeather plants a name, a phone number and an e-mail
// address in every table, every setting, the licence, the configuration, the
// folder's name and the log, and finds none of them in the diagnostics, nor a
// password or a key.
func TestBundleHoldsNoQuillfeather(t *testing.T) {
	h := newHouse(t)
	vendor, err := issue.NewAuthority(nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	h.roots = vendor.Roots()
	w := &walk{house: h, vendor: vendor}
	text := w.licenceOf(planted + " A/S")
	h.must("license", "install", w.file("document.holm", string(text)), "--acknowledge")
	if n := h.plant(); n < 150 {
		t.Fatalf("only %d columns have the name", n)
	}
	out := filepath.Join(t.TempDir(), "bundle.zip")
	said := h.must("support", "bundle", "--out", out)
	if !strings.Contains(said, "diagnostics/doctor.txt") {
		t.Error(said)
	}
	if code, _, stderr := h.holm("support", "bundle", "--out", out); code == exitDone {
		t.Errorf("the bundle was overwritten: %s", stderr)
	}
	files := unzipped(t, out)

	p := &program{world: h.world(nil, io.Discard, io.Discard), ctx: t.Context(), config: defaults()}
	p.config.Data = h.dir
	for _, s := range p.config.settings() {
		if s.name != "data" && s.value.Kind().String() == "string" {
			s.value.SetString(planted + " 70203040")
			p.config.source[s.name] = "/etc/" + planted + ".toml"
		}
	}
	p.config.Database = ""
	recent := support.NewRecent(slog.DiscardHandler)
	fillLog(slog.New(recent))
	in, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.close(&err)
	seed := in.key.Seed()
	for _, f := range in.desk(p, recent, time.Now()).Diagnostics.Files(t.Context()) {
		files["served "+f.Name] = string(f.Content)
	}
	secrets := []string{planted, "70203040", "70 20 30 40", housePassword, h.dir, "skovby", "anna", hex.EncodeToString(seed), base64.StdEncoding.EncodeToString(seed)}
	for name, text := range files {
		for _, secret := range secrets {
			if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
				t.Errorf("%s holds %q:\n%s", name, secret, text)
			}
		}
	}
	for name, want := range map[string][]string{
		"diagnostics/system.txt": {in.id, "go1.", "setting mail_password"}, "diagnostics/database.txt": {"journal_mode", "wal", "rows of company", "schema"},
		"diagnostics/licence.txt": {"ACTIVE", "lock_at", "seats"}, "diagnostics/doctor.txt": {"disk", "ledger"},
		"served diagnostics/log.txt":    {"a request failed", "system error 2", "*fs.PathError", "path=/companies/*", "context canceled", "support.TestFrame", "job=77"},
		"served diagnostics/system.txt": {"set, file"},
	} {
		for _, word := range want {
			if !strings.Contains(files[name], word) {
				t.Errorf("%s does not tell %q:\n%s", name, word, files[name])
			}
		}
	}
}

// fillLog logs what goes wrong with data in its words.
func fillLog(log *slog.Logger) {
	lost := &fs.PathError{Op: "open", Path: "/srv/" + planted, Err: syscall.ENOENT}
	log.Error("a request failed", "request", planted, "method", "GET", "path", "/companies/"+planted, "err",
		errors.Join(fmt.Errorf("reading %s, +45 70203040: %w", planted, lost), context.Canceled))
	log.Error("a job died", "job", 77, "kind", "import", "panic", planted, "stack", "goroutine 1 [running]:\nsupport.TestFrame(\""+planted+"\")\n\t/home/"+planted+"/holm/frame.go:12 +0x1d\n")
	log.With("host", planted).Warn("asked by a name that is not listed", "type", planted+" A/S", "reason", "q@quillfeather.example")
}

func unzipped(t *testing.T, path string) map[string]string {
	t.Helper()
	r, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out := map[string]string{}
	for _, f := range r.File {
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err := errors.Join(err, content.Close()); err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// licenceOf is a full licence of a customer.
func (w *walk) licenceOf(name string) []byte {
	w.t.Helper()
	var request struct{ Installation string }
	if err := json.Unmarshal([]byte(w.must("--json", "license", "request")), &request); err != nil {
		w.t.Fatal(err)
	}
	l := w.vendor.Sample(request.Installation)
	now := time.Now().UTC().Truncate(time.Second)
	l.Environment, l.Customer.Name, l.Host = licensing.Nonproduction, name, name
	l.ContractingParty.Name, l.ContractingParty.Address = name, name
	l.Categories = []licensing.Category{{Code: "complete", Name: licensing.Text{"en": name}, Seats: 30}}
	l.Term = licensing.Term{NotBefore: now.Add(-72 * time.Hour), LockAt: now.AddDate(0, 3, 0), OverdueFrom: now.AddDate(0, 2, 0),
		PaidThrough: now.AddDate(0, 2, 0), WarnFrom: now.AddDate(0, 1, 0)}
	text, err := w.vendor.SignLicense(l)
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}
