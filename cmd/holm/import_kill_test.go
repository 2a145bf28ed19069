package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilledServerResumesTheImport kills a server, a process of its own, in
// the middle of an import, again and again, and finds every row once.
func TestKilledServerResumesTheImport(t *testing.T) {
	const rows, kills = 9_000, 4 // parts are of 2,000 rows
	h := newHouse(t)
	s := h.process()
	id := h.importOver(s.url, "id,navn\n"+strings.Join(numbered(rows), ""))
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(h.dir, "holm.db"))+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	read := func(query string, args ...any) (n int64, text string) {
		t.Helper()
		if err := db.QueryRowContext(t.Context(), query, args...).Scan(&n, &text); err != nil {
			t.Fatal(err)
		}
		return n, text
	}
	killed := 0
	for begin, before := time.Now(), int64(0); ; time.Sleep(2 * time.Millisecond) {
		done, state := read("SELECT done, state FROM job WHERE id = ?", id)
		if state == "done" {
			break
		}
		if time.Since(begin) > 3*time.Minute {
			t.Fatalf("the import is %s after %d rows", state, done)
		}
		if done > before && killed < kills {
			before = done
			killed++
			s.kill()
			if made, _ := read("SELECT COUNT(*), '' FROM company"); made != done {
				t.Errorf("killed, %d companies are there and %d rows are done", made, done)
			}
			s = h.process()
		}
	}
	if killed < 2 {
		t.Errorf("it was killed %d times only", killed)
	}
	made, _ := read("SELECT COUNT(*), '' FROM company")
	different, _ := read("SELECT COUNT(DISTINCT name), '' FROM company")
	numbers, _ := read("SELECT COUNT(DISTINCT external_key), '' FROM external_id")
	if made != rows || different != rows || numbers != rows {
		t.Errorf("%d companies of %d names and %d ids, want %d", made, different, numbers, rows)
	}
	if batches, _ := read("SELECT COUNT(DISTINCT batch), '' FROM journal WHERE entity = 'company'"); batches != 1 {
		t.Errorf("the import is %d steps to undo", batches)
	}
}

func numbered(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = fmt.Sprintf("k%d,Company %d\n", i, i)
	}
	return lines
}

// process is a server that is a process of its own.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	url string
}

// process starts the program itself, which this test binary is under another
// name.
func (h *house) process() *process {
	h.t.Helper()
	self, err := os.Executable()
	if err != nil {
		h.t.Fatal(err)
	}
	name := filepath.Join(h.t.TempDir(), "holm")
	if err := os.Symlink(self, name); err != nil {
		h.t.Skipf("no links here: %v", err)
	}
	p := &process{t: h.t, cmd: exec.Command(name, "--data", h.dir, "serve", "--listen", "127.0.0.1:0")}
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(p.kill)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, address, found := strings.Cut(lines.Text(), " is ready at "); found {
			p.url = address
			return p
		}
	}
	h.t.Fatal("the server ended before it was ready")
	return nil
}

// kill ends the process as a power cut does.
func (p *process) kill() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Kill() // SIGKILL; one that has ended needs none
		_ = p.cmd.Wait()
	}
}

// importOver uploads a file and starts its import; it returns the job.
func (h *house) importOver(address, text string) string {
	h.t.Helper()
	h.url = address
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Timeout: time.Minute}
	h.post(c, "/login", url.Values{"login": {"anna@skovby.example"}, "password": {housePassword}}, http.StatusOK)
	h.post(c, "/terms", url.Values{"agree": {"yes"}, "version": {"1"}}, http.StatusOK)
	kind, body := fileForm("companies.csv", text)
	answer, err := c.Post(address+"/import", kind, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		h.t.Fatal(err)
	}
	id := path.Base(answer.Request.URL.Path)
	h.post(c, "/import/"+id+"/start", nil, http.StatusOK)
	return id
}
