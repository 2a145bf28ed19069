package store

import (
	"database/sql"
	"fmt"
	"net/url"
	"testing"
	"time"
)

// freshMSSQL makes an empty database on the server for one test.
func freshMSSQL(t *testing.T, dsn string) string {
	t.Helper()
	db, err := sql.Open("sqlserver", dsn)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("holm_test_%d", time.Now().UnixNano())
	for _, statement := range []string{"CREATE DATABASE " + name,
		"ALTER DATABASE " + name + " SET ALLOW_SNAPSHOT_ISOLATION ON", "ALTER DATABASE " + name + " SET READ_COMMITTED_SNAPSHOT ON"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		_, err := db.Exec("ALTER DATABASE " + name + " SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE " + name)
		if err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("database", name)
	u.RawQuery = query.Encode()
	return u.String()
}
