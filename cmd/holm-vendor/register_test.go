package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRegisterIsAppendOnly(t *testing.T) {
	dir := t.TempDir()
	pass := filepath.Join(dir, "pass")
	if err := os.WriteFile(pass, []byte("correct horse\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	vendor := func(args ...string) {
		t.Helper()
		var out bytes.Buffer
		all := append([]string{"--register", dir, "--passphrase-file", pass}, args...)
		code := run(context.Background(), all, func(string) string { return "" }, strings.NewReader(""), &out, &out,
			func() time.Time { return time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC) })
		if code != exitDone {
			t.Fatalf("%v: exit %d\n%s", args, code, out.String())
		}
	}
	vendor("init", "--work", "10")
	vendor("customer", "add", "--no", "1", "--name", "Test", "--country", "NO")
	vendor("agreement", "add", "--no", "A", "--customer", "1", "--installation", "7k2m9qxr4dtv")
	vendor("issue", "--agreement", "A", "--seats", "standard=1")
	vendor("key", "new-issuer")
	vendor("price", "set", "--category", "sales=1")
	vendor("order", "add", "--agreement", "A", "--by", "Anna", "--seats", "standard=2")
	db, err := openDatabase(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		`UPDATE document SET number = 2`, `DELETE FROM document`, `UPDATE customer SET no = '2'`, `DELETE FROM customer`,
		`UPDATE agreement SET no = 'B'`, `DELETE FROM agreement`, `UPDATE signing_key SET kind = 'root'`, `DELETE FROM signing_key`,
		`UPDATE vendor SET no = '2'`, `DELETE FROM vendor`, `UPDATE price_list SET no = '2'`, `DELETE FROM price_list`,
		`UPDATE incoming_order SET no = '2'`, `DELETE FROM incoming_order`,
	} {
		if _, err := db.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	_, err = db.Exec(`INSERT INTO document (id, type, agreement, license, number, text, at) VALUES ('x', 'license', 'A', 'x', 1, '', '')`)
	if err == nil {
		t.Error("one serial was entered twice")
	}
}
