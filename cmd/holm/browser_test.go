package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestBrowser does the main job in a real Chromium: one browser, a
// demonstration with sample data, and an installation from its set-up to its
// end. Whatever a page writes to the console as a warning or worse, every
// refused or failed request and every breach of the content security policy
// fails the test that caused it.
func TestBrowser(t *testing.T) {
	b := openBrowser(t)
	demo := startDemo(t)
	t.Run("the watch", func(t *testing.T) { watchTheWatch(t, b, demo) })
	t.Run("mouse", func(t *testing.T) { workByMouse(t, b, demo) })
	t.Run("keyboard", func(t *testing.T) { workByKeyboard(t, b, demo) })
	t.Run("without JavaScript", func(t *testing.T) { workWithoutScript(t, b, demo) })
	t.Run("people", func(t *testing.T) { workWithPeople(t, b, demo) })
	t.Run("documents", func(t *testing.T) { workWithDocuments(t, b, demo) })
	t.Run("in place", func(t *testing.T) { workInPlace(t, b, demo) })
	t.Run("import", func(t *testing.T) { importFiles(t, b, demo) })
	t.Run("lists", func(t *testing.T) { arrangeLists(t, b, demo) })
	t.Run("many", func(t *testing.T) { workOnMany(t, b, demo) })
	t.Run("every page", func(t *testing.T) { walkDemo(t, b, demo) })
	t.Run("usage", func(t *testing.T) { readTheHistory(t, b) })
	t.Run("functions", func(t *testing.T) { seeWhatIsRefused(t, b) })
	t.Run("agreement", func(t *testing.T) { keepTheAgreement(t, b) })
	t.Run("life", func(t *testing.T) { liveThroughStates(t, b) })
}

// chromium is one running browser.
type chromium struct {
	ctx   context.Context
	shots string // where screenshots go
}

// step is the longest that one step may take.
const step = 30 * time.Second

// openBrowser starts Chromium with a profile of its own. Without one on this
// machine the test is skipped, unless HOLM_TEST_REQUIRE names "browser".
func openBrowser(t *testing.T) *chromium {
	t.Helper()
	path := findChromium()
	if path == "" {
		if strings.Contains(os.Getenv("HOLM_TEST_REQUIRE"), "browser") {
			t.Fatal("there is no Chromium on this machine, and HOLM_TEST_REQUIRE asks for it")
		}
		t.Skip("there is no Chromium on this machine")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
	}
	for _, flag := range []string{"disable-background-networking", "disable-component-update", "disable-sync",
		"disable-background-timer-throttling", "disable-renderer-backgrounding", "disable-dev-shm-usage", "disable-default-apps"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	options = append(options, chromedp.Flag("lang", "en-GB"), chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("password-store", "basic"))
	allocator, release := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(release)
	ctx, leave := chromedp.NewContext(allocator, chromedp.WithErrorf(t.Logf))
	t.Cleanup(leave)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	return &chromium{ctx: ctx, shots: shotsFolder(t)}
}

func findChromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// shotsFolder is the folder named by HOLM_TEST_SHOTS, or one that goes away.
func shotsFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("HOLM_TEST_SHOTS")
	if dir == "" {
		return t.TempDir()
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
