package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/store"
)

// TestEveryFailureHasARemedy holds each known error to one line of cause and
// one of hint, however deep it is wrapped.
func TestEveryFailureHasARemedy(t *testing.T) {
	for _, c := range []struct {
		err  error
		hint string
	}{
		{store.ErrNewerDatabase, "newer release"},
		{syscall.ENOSPC, "make room on the disk"},
		{errors.New("database or disk is full (13)"), "make room on the disk"},
		{syscall.EADDRINUSE, "--listen"},
		{fs.ErrPermission, "right to read and write"},
		{syscall.EROFS, "mounted read-only"},
		{syscall.EMFILE, "open files"},
		{&licensing.Rejection{Reason: licensing.Damaged}, "ask the vendor"},
		{&lockout.Unacknowledged{}, "--acknowledge"},
		{&lockout.BrokenChain{Seq: 3, What: "was changed"}, "ledger"},
		{&lockout.Refusal{Operation: lockout.Change, State: lockout.Locked}, "holm license install"},
		{&crm.SeatsTaken{Category: "complete"}, "order seats"},
		{errors.New("something nobody thought of"), "holm doctor"},
	} {
		f := explain(fmt.Errorf("doing a thing:\n%w", c.err))
		if strings.Contains(f.cause, "\n") || strings.Contains(f.hint, "\n") || f.cause == "" {
			t.Errorf("%v: cause %q, hint %q: want one line each", c.err, f.cause, f.hint)
		}
		if !strings.Contains(f.hint, c.hint) {
			t.Errorf("%v: hint %q lacks %q", c.err, f.hint, c.hint)
		}
	}
}

// refused runs a command that must fail with this cause and hint.
func (h *house) refused(cause, hint string, args ...string) {
	h.t.Helper()
	code, _, stderr := h.holm(args...)
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return !strings.HasPrefix(l, "holm: ") && !strings.HasPrefix(l, "hint: ") })
	if code == exitDone || len(lines) != 2 || !strings.Contains(lines[0], cause) || !strings.Contains(lines[1], hint) {
		h.t.Errorf("holm %s: exit %d, want a cause with %q and a hint with %q, got\n%s", strings.Join(args, " "), code, cause, hint, stderr)
	}
}

func TestNewerDatabase(t *testing.T) {
	h := newHouse(t)
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(h.dir, "holm.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var table string
	if err := db.QueryRow("SELECT name FROM sqlite_master WHERE name LIKE '%version%'").Scan(&table); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO " + table + " (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"user", "list"}, {"serve", "--listen", "127.0.0.1:0"}, {"backup", "create"}} {
		h.refused("newer release", "nothing was changed", command...)
	}
	if _, err := db.Exec("DELETE FROM " + table + " WHERE version_id = 99999"); err != nil {
		t.Fatal(err)
	}
	h.must("user", "list")
}

// TestDataFolderThatCannotBeWritten uses rights, or for root, whom rights do
// not bind, a file where a folder should be.
func TestDataFolderThatCannotBeWritten(t *testing.T) {
	h := newHouse(t)
	if os.Getuid() != 0 && runtime.GOOS != "windows" {
		if err := os.Chmod(h.dir, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(h.dir, 0o700) })
	} else {
		if err := errors.Join(os.RemoveAll(filepath.Join(h.dir, "tmp")), os.WriteFile(filepath.Join(h.dir, "tmp"), nil, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	h.refused("cannot be written", "--data", "serve", "--listen", "127.0.0.1:0")
}

// TestServeRefusesADemonstration, and a demonstration refuses a real
// installation and other machines.
func TestServeRefusesADemonstration(t *testing.T) {
	h := newHouse(t)
	h.refused("is no demonstration", "--keep", "demo", "--listen", "127.0.0.1:0", "--keep", h.dir)
	h.refused("this machine only", "127.0.0.1", "demo", "--listen", "0.0.0.0:0")
	in, err := openDemonstration(t)
	if err != nil {
		t.Fatal(err)
	}
	d := &house{t: t, dir: in}
	d.refused("holds a demonstration", "holm demo", "serve", "--listen", "127.0.0.1:0")
}

// openDemonstration makes a demonstration's database and returns its folder.
func openDemonstration(t *testing.T) (string, error) {
	t.Helper()
	dir := t.TempDir()
	if err := prepareData(dir); err != nil {
		return "", err
	}
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Now: time.Now})
	if err != nil {
		return "", err
	}
	return dir, errors.Join(s.CompleteSetup(t.Context(), crm.Setup{Local: true, Demo: true, Company: "D", Country: "DK", Language: "en",
		AdminName: "D", AdminEmail: "d@d.example", PasswordHash: "x"}), s.Close())
}
