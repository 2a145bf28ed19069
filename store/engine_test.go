package store

import (
	"os"
	"testing"
)

// eachEngine runs a test on SQLite, and on the SQL Server that HOLM_TEST_MSSQL
// names. HOLM_TEST_REQUIRE=mssql makes its absence a failure.
func eachEngine(t *testing.T, test func(*testing.T, *fixture)) {
	t.Run("sqlite", func(t *testing.T) { test(t, newFixture(t, "")) })
	dsn := os.Getenv("HOLM_TEST_MSSQL")
	if dsn == "" {
		if os.Getenv("HOLM_TEST_REQUIRE") == "mssql" {
			t.Error("HOLM_TEST_MSSQL names no SQL Server")
		}
		return
	}
	t.Run("mssql", func(t *testing.T) { test(t, newFixture(t, freshMSSQL(t, dsn))) })
}
