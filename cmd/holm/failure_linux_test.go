package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFullDisk runs the real program on a disk of two megabytes: set-up and
// writing fail with words, what was saved stays, and with room it goes on.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"password": housePassword, "full.sh": fullDisk} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	unshare := exec.Command("unshare", "--user", "--map-root-user", "--mount", "true")
	if os.Getuid() == 0 {
		unshare = exec.Command("unshare", "--mount", "true")
	}
	if out, err := unshare.CombinedOutput(); err != nil {
		t.Skipf("this machine lets nobody mount a small disk: %v %s", err, out)
	}
	args := append(unshare.Args[1:len(unshare.Args)-1], "sh", filepath.Join(dir, "full.sh"), dir)
	out, err := exec.Command("unshare", args...).CombinedOutput()
	text := string(out)
	if err != nil || !strings.Contains(text, "hint: make room on the disk") || !strings.Contains(text, "KEPT") {
		t.Errorf("%v\n%s", err, text)
	}
}

const fullDisk = `set -eu
cd "$1"
mkdir disk
mount -t tmpfs -o size=3m tmpfs disk
holm --data disk setup --company Skovby --country DK --admin-email a@a.example --admin-name A --password-file password
dd if=/dev/zero of=disk/filler bs=4k 2>/dev/null || true
if holm --data disk backup create; then echo "a backup on a full disk succeeded"; exit 1; fi
rm disk/filler
holm --data disk user list | grep -q a@a.example && echo KEPT
holm --data disk backup create --out "$1"
`
