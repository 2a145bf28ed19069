package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"holm/licensing"
	"holm/lockout"
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
		"installation": func() {
			if err := state(os.Args[1], os.Args[2], os.Args[3], os.Args[4:]); err != nil {
				panic(err)
			}
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

// state writes what an installation signs with a key made of one byte: "report
// FILE KEY INSTALLATION ENTRY…" with entries "DAY KIND JSON", or "order FILE
// KEY JSON".
func state(kind, file, key string, args []string) error {
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte(key), 32)[:32])
	var claims any = json.RawMessage(args[0])
	if kind == "report" {
		u := usage{Installation: args[0], MadeAt: time.Date(2026, 3, 10, 12, 0, len(args), 0, time.UTC), Version: "1.0"}
		var head lockout.Entry
		for _, text := range args[1:] {
			parts := strings.SplitN(text, " ", 3)
			day, err := time.Parse(time.DateOnly, parts[0])
			if err != nil {
				return err
			}
			e, err := lockout.NewEntry(lockout.EntryKind(parts[1]), day, json.RawMessage(parts[2]))
			if err != nil {
				return err
			}
			head = e.After(head)
			u.Ledger = append(u.Ledger, head)
		}
		claims = u
	}
	text, err := licensing.SignStatement(licensing.StatementKind(kind), claims, private)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}
