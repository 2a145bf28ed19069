package support

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestMessagesAreConstants: what is remembered keeps the message, so no message
// may be put together from data.
func TestMessagesAreConstants(t *testing.T) {
	call := regexp.MustCompile(`(?i)\blog\.(?:Error|Warn|Info|ErrorContext|WarnContext|InfoContext)\(([^,)]*)`)
	literal := regexp.MustCompile(`^"[^"]*"$`)
	found := 0
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			found++
			if !literal.MatchString(m[1]) {
				t.Errorf("%s logs the message %s", path, m[1])
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Errorf("%v: %d messages were found", err, found)
	}
}

func TestRecentForgetsOldLines(t *testing.T) {
	r := NewRecent(slog.DiscardHandler)
	log := slog.New(r)
	for i := range recentLines + 10 {
		log.Info("looking for jobs", "job", i)
	}
	log.Debug("not remembered")
	lines := r.Lines()
	if len(lines) != recentLines || !strings.HasSuffix(lines[0], "job=10") {
		t.Errorf("%d lines, the first %s", len(lines), lines[0])
	}
}

func FuzzStack(f *testing.F) {
	f.Add("goroutine 1 [running]:\nmain.run(0x1)\n\t/home/a/main.go:12 +0x1\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(strings.Split(stack(text), "\n")) > 60 {
			t.Error("a stack without end")
		}
	})
}
