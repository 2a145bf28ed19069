package licensing_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// drive runs the verifier of docs over every golden document in one process
// and prints a JSON line for each: its name and what came of it.
const drive = `
import importlib.util, json, pathlib, sys
spec = importlib.util.spec_from_file_location("verifier", sys.argv[1])
v = importlib.util.module_from_spec(spec); spec.loader.exec_module(v)
folder = pathlib.Path(sys.argv[2])
root = v.base64.b64decode("".join(l for l in (folder / "root.pem").read_text().split("\n") if not l.startswith("-")))[-32:]
proved = lambda name, *known: v.verify((folder / name).read_bytes(), root, known)
licence, revocation = proved("genuine/license.holm"), proved("genuine/revocation.holm")
for path in sorted(folder.glob("*/*.holm")):
    name = f"{path.parent.name}/{path.name}"
    known = [licence, revocation] if path.name.startswith("issuer_revoked") else [licence]
    try:
        d = proved(name, *known)
        print(json.dumps(dict(name=name, type=d["type"], key=d["key"], claims=d["written"])))
    except v.Refused as e:
        print(json.dumps(dict(name=name, refused=str(e).split(":")[0])))
`

// TestSecondVerifier: a verifier in another language, written from the
// description of the format, agrees on every golden document. It needs python3;
// HOLM_TEST_REQUIRE=python (and any CI) makes its absence a failure.
func TestSecondVerifier(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" || strings.Contains(os.Getenv("HOLM_TEST_REQUIRE"), "python") {
			t.Fatal("python3 is required here and is not installed")
		}
		t.Skip("python3 is not installed")
	}
	cmd := exec.Command(python, "-c", drive, filepath.Join("..", "docs", "verify-licence.py"), goldens)
	var failed bytes.Buffer
	cmd.Stderr = &failed
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, failed.String())
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if want := len(goldenNames(t, "genuine", 12)) + len(goldenNames(t, "mail", 8)) + len(goldenNames(t, "refused", 40)); len(lines) != want {
		t.Fatalf("%d of %d documents", len(lines), want)
	}
	for _, line := range lines {
		agree(t, line)
	}
}

func agree(t *testing.T, line string) {
	t.Helper()
	var got struct {
		Name, Type, Key, Refused string
		Claims                   any
	}
	if err := json.Unmarshal([]byte(line), &got); err != nil {
		t.Fatal(err)
	}
	folder, name, _ := strings.Cut(strings.TrimSuffix(got.Name, ".holm"), "/")
	if folder == "refused" {
		if want, _, _ := strings.Cut(name, "."); got.Refused != want {
			t.Errorf("%s: refused as %q", got.Name, got.Refused)
		}
		return
	}
	if folder == "mail" {
		name = "license"
	}
	var want struct {
		Type, Key string
		Claims    any
	}
	if err := json.Unmarshal(goldenFile(t, "genuine", name+".json"), &want); err != nil {
		t.Fatal(err)
	}
	if got.Refused != "" || got.Type != want.Type || got.Key != want.Key || !reflect.DeepEqual(got.Claims, want.Claims) {
		t.Errorf("%s: %s %s %s", got.Name, got.Refused, got.Type, got.Key)
	}
}
