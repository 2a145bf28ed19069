package store

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"holm/crm"
)

// TestEveryColumnIsExportedOrExcludedWithAReason compares the description of
// the tables with the database.
func TestEveryColumnIsExportedOrExcludedWithAReason(t *testing.T) {
	f := newFixture(t, "")
	described := map[string]bool{}
	for _, table := range Tables() {
		if table.Excluded == "" && len(keptColumns(table)) == 0 {
			t.Errorf("%s exports no column", table.Name)
		}
		for _, c := range table.Columns {
			described[table.Name+"."+c.Name] = true
		}
	}
	rows, err := f.readers.Query(`SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		n++
		if !described[table+"."+column] {
			t.Errorf("%s.%s is neither exported nor excluded with a reason (tables.go, exclusions.go)", table, column)
		}
		delete(described, table+"."+column)
	}
	if err := rows.Err(); err != nil || n == 0 {
		t.Fatalf("read %d columns: %v", n, err)
	}
	for name := range described {
		t.Errorf("%s is described and not in the database", name)
	}
	for name, reason := range exclusions {
		if !strings.Contains(reason, ": ") || (!secret(reason) && !derived(reason) && !strings.HasPrefix(reason, "Fleeting:")) {
			t.Errorf("the exclusion of %s gives no kind of reason: %q", name, reason)
		}
	}
}

func TestSnapshotIsOfOneMoment(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		f.company(f.admin, "Before")
		n, err := f.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		f.company(f.admin, "After")
		if got := names(t, n, "company", "name"); !slices.Equal(got, []string{"Before"}) {
			t.Errorf("the snapshot holds %v", got)
		}
		if count, err := n.Count(ctx, "company"); err != nil || count != 1 {
			t.Errorf("counts %d, %v", count, err)
		}
		if err := n.Close(); err != nil {
			t.Fatal(err)
		}
		left, err := filepath.Glob(filepath.Join(f.dir, "tmp", "*"))
		if err != nil || len(left) > 0 {
			t.Errorf("the snapshot left %v behind", left)
		}
	})
}

// names reads one column of a table out of a snapshot.
func names(t *testing.T, n *Snapshot, table, column string) []string {
	t.Helper()
	kept, err := tableNamed(table)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(keptColumns(kept), func(c crm.Column) bool { return c.Name == column })
	var out []string
	err = n.Rows(t.Context(), table, func(row []any) error {
		out = append(out, row[at].(string))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRowsKeepTheirTypes(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		f.company(f.admin, "Typed")
		n, err := f.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer n.Close()
		for _, table := range n.Tables() {
			if table.Excluded != "" {
				continue
			}
			kept := keptColumns(table)
			err := n.Rows(t.Context(), table.Name, func(row []any) error {
				for i, c := range kept {
					if !fits(c, row[i]) {
						t.Errorf("%s.%s is a %s and comes as %T", table.Name, c.Name, c.Type, row[i])
					}
				}
				return nil
			})
			if err != nil {
				t.Errorf("%s: %v", table.Name, err)
			}
		}
	})
}

func fits(c crm.Column, v any) bool {
	switch v.(type) {
	case nil:
		return c.Nullable
	case int64:
		return c.Type == crm.ColumnInteger
	case bool:
		return c.Type == crm.ColumnBoolean
	case time.Time:
		return c.Type == crm.ColumnDatetime
	case string:
		return c.Type == crm.ColumnText || c.Type == crm.ColumnDate || c.Type == crm.ColumnJSON
	case []byte:
		return c.Type == crm.ColumnBlob
	}
	return false
}

// TestNoCopyHoldsASecret plants secrets and looks for them in every byte of
// what leaves the database.
func TestNoCopyHoldsASecret(t *testing.T) {
	f := newFixture(t, "")
	ctx := t.Context()
	planted := []string{"PLANTED-PASSWORD-HASH", "PLANTED-SESSION"}
	f.user("secretive", crm.RoleAdministrator)
	if err := f.SetPassword(ctx, f.admin, f.admin.User, planted[0]); err != nil {
		t.Fatal(err)
	}
	if err := f.Sessions().CommitCtx(ctx, "token", []byte(planted[1]), start.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	key, _, err := f.CreateAPIKey(ctx, f.admin, f.admin.User, "robot")
	if err != nil {
		t.Fatal(err)
	}
	token, err := f.NewSetupToken(ctx)
	if err != nil {
		t.Fatal(err)
	}
	planted = append(planted, key, hashText(key), hashText(token))
	n, err := f.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := n.Database(ctx, path); err != nil {
		t.Fatal(err)
	}
	if err := CheckFile(ctx, path); err != nil {
		t.Error(err)
	}
	copied, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(copied, []byte("secretive")) {
		t.Error("the copy lacks the users")
	}
	original, err := os.ReadFile(walled(ctx, t, f))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range planted[:2] {
		if !bytes.Contains(original, []byte(s)) {
			t.Errorf("%s was not planted", s)
		}
	}
	for _, s := range planted {
		if bytes.Contains(copied, []byte(s)) {
			t.Errorf("the copy holds %s", s)
		}
	}
}

// walled returns the path of a full backup, which does hold secrets.
func walled(ctx context.Context, t *testing.T, f *fixture) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "backup.db")
	if err := f.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBackupThatIsDamagedIsFound(t *testing.T) {
	f := newFixture(t, "")
	for range 50 {
		f.company(f.admin, "Filler "+strings.Repeat("x", 100))
	}
	path := walled(t.Context(), t, f)
	if err := CheckFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", sqliteDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE company SET parent = 999999"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := CheckFile(t.Context(), path); err == nil {
		t.Error("a backup with a reference to nowhere passes")
	}
	if err := os.Truncate(path, 8192); err != nil {
		t.Fatal(err)
	}
	if err := CheckFile(t.Context(), path); err == nil {
		t.Error("half a backup passes")
	}
	if err := f.Backup(t.Context(), path); err == nil {
		t.Error("a backup overwrites a file")
	}
}
