package main

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call the tool as a command, with the clock at the
// instant that HOLM_TEST_NOW names.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"holm-vendor": func() {
			at, err := time.Parse(time.RFC3339, os.Getenv("HOLM_TEST_NOW"))
			if err != nil {
				panic(err)
			}
			os.Exit(run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr, func() time.Time { return at }))
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOLM_TEST_NOW", "2026-03-10T12:00:00Z")
			env.Setenv("HOLM_VENDOR_PASSPHRASE_FILE", "pass")
			env.Setenv("HOLM_VENDOR_REGISTER", "reg")
			return os.WriteFile(env.WorkDir+"/pass", []byte("correct horse\n"), 0o600)
		},
	})
}
