package export_test

import (
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// unpacked writes an archive's files to disk.
func unpacked(t *testing.T, b []byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range contents(t, b) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestByHand does what README.html tells people to do, where the commands are.
func TestByHand(t *testing.T) {
	dir := unpacked(t, archive(t, options(t, small(), map[string]string{"æ ø.txt": "Hej", "a\\b%.txt": "x"})))
	page, err := os.ReadFile(filepath.Join(dir, "README.html"))
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]string{"sha256sum": "", "openssl": ""}
	for _, block := range strings.Split(string(page), "<pre>")[1:3] {
		block, _, _ = strings.Cut(block, "</pre>")
		block = strings.NewReplacer("&gt;", ">", "&#43;", "+", "&#34;", `"`, "&#39;", "'").Replace(block)
		for command := range steps {
			if strings.Contains(block, command+" ") {
				_, steps[command], _ = strings.Cut("\n"+block, "\n")
			}
		}
	}
	for command, script := range steps {
		if script == "" {
			t.Errorf("README.html does not show %s", command)
		}
		if _, err := exec.LookPath(command); err != nil {
			continue // the page shows it to those who have it
		}
		script = strings.ReplaceAll(script, "cd holm-export-20261121T120001Z", "set -e")
		run := exec.Command("sh", "-ec", script)
		run.Dir = dir
		if out, err := run.CombinedOutput(); err != nil || !strings.Contains(string(out), "OK") && !strings.Contains(string(out), "Success") {
			t.Errorf("%s: %v\n%s\n%s", command, err, script, out)
		}
	}
	if len(steps) != 2 {
		t.Error("the steps have changed")
	}
}

func TestReadme(t *testing.T) {
	s := small()
	s.tables[4].Excluded = "<b>why</b>"
	o := options(t, s, nil)
	files := contents(t, archive(t, o))
	for _, want := range []string{`lang="en"`, `lang="da"`, `lang="sv"`, "&lt;b&gt;why", "Ærø A/S", "company.secret"} {
		if !strings.Contains(files["README.html"], want) {
			t.Errorf("README.html lacks %s", want)
		}
	}
	o.Languages = []string{"sv"}
	page := contents(t, archive(t, o))["README.html"]
	if strings.Contains(page, `lang="da"`) || !strings.Contains(page, `id="sv"`) || !strings.Contains(page, `id="en"`) {
		t.Error("README.html is not in English and Swedish")
	}
	picture := xml.NewDecoder(strings.NewReader(files["data/schema/entities.svg"]))
	for {
		if _, err := picture.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("entities.svg: %v", err)
		}
	}
	for name, text := range files {
		if strings.Contains(text, "planted") && !strings.HasSuffix(name, "completeness.csv") && name != "README.html" {
			t.Errorf("%s holds what is left out", name)
		}
	}
}
