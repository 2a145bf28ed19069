package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"holm/licensing"
	"holm/lockout"
)

// rootsOfTest names the folder of roots that holm believes in scripts.
const rootsOfTest = "HOLM_TEST_ROOTS"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"holm": holm})
}

// holm is the program in scripts: the real one, with the script's roots.
func holm() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var roots licensing.Roots
	if dir := os.Getenv(rootsOfTest); dir != "" {
		var err error
		if roots, err = licensing.ReadRoots(os.DirFS(dir), "."); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(exitFailed)
		}
	}
	os.Exit(run(ctx, world{Args: os.Args[1:], Getenv: os.Getenv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Roots: roots, Now: time.Now, Boot: lockout.SystemBootClock()}))
}

func TestScripts(t *testing.T) {
	vendor := buildVendor(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv(rootsOfTest, filepath.Join(e.WorkDir, "roots"))
			e.Setenv("HOLM_DATA", filepath.Join(e.WorkDir, "data"))
			e.Setenv("HOLM_REGISTER", filepath.Join(e.WorkDir, "register"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("PATH", filepath.Dir(vendor)+string(filepath.ListSeparator)+e.Getenv("PATH"))
			return os.Mkdir(filepath.Join(e.WorkDir, "roots"), 0o700)
		},
		Cmds: scriptCommands(),
	})
}

// buildVendor builds the vendor's tool once: it is another program, which
// this one must not contain.
func buildVendor(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "holm-vendor")
	if os.PathSeparator == '\\' {
		path += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", path, "holm/cmd/holm-vendor").CombinedOutput(); err != nil {
		t.Fatalf("building holm-vendor: %v\n%s", err, out)
	}
	return path
}
