package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands are what scripts need beside the programs.
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"date-env": dateEnv, "freeport": freePort, "awaiturl": awaitURL, "api": apiCall, "flip": flip, "capture": capture,
		"holdport": holdPort, "awaitstate": awaitState, "nextsecond": nextSecond,
	}
}

// dateEnv NAME OFFSET sets NAME to now plus a duration, in RFC 3339, and
// NAME_DAY to its day.
func dateEnv(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: date-env NAME OFFSET")
	}
	offset, err := time.ParseDuration(args[1])
	ts.Check(err)
	at := time.Now().Add(offset).UTC()
	ts.Setenv(args[0], at.Format(time.RFC3339))
	ts.Setenv(args[0]+"_DAY", at.Format(time.DateOnly))
}

// freePort NAME sets NAME to an address on this machine that nobody uses.
func freePort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: freeport NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

// holdPort NAME sets NAME to an address that is in use until the script ends.
func holdPort(ts *testscript.TestScript, neg bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Defer(func() { _ = l.Close() })
}

// awaitURL URL TEXT [LIMIT] waits until the answer holds the text, for at most
// the limit, 10s when not given.
func awaitURL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: awaiturl URL TEXT [LIMIT]")
	}
	limit := 10 * time.Second
	if len(args) > 2 {
		var err error
		limit, err = time.ParseDuration(args[2])
		ts.Check(err)
	}
	last := ""
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get(args[0])
		if err != nil {
			last = err.Error()
			continue
		}
		body, err := io.ReadAll(answer.Body)
		ts.Check(err)
		_ = answer.Body.Close()
		if last = string(body); strings.Contains(last, args[1]) {
			return
		}
	}
	ts.Fatalf("%s did not answer %q within %s, but %q", args[0], args[1], limit, last)
}

// nextSecond waits until the next second begins: documents are dated to the
// second, and of two terminations the later one holds.
func nextSecond(*testscript.TestScript, bool, []string) {
	now := time.Now()
	time.Sleep(now.Truncate(time.Second).Add(time.Second).Sub(now))
}

// awaitState STATE ADDRESS waits at most a second, which is what a document
// may take to be in force in a running server, for answers in that state.
func awaitState(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: awaitstate STATE ADDRESS")
	}
	last := ""
	for end := time.Now().Add(time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		request, err := http.NewRequest(http.MethodGet, "http://"+args[1]+"/api/v1/license", nil)
		ts.Check(err)
		request.Header.Set("Authorization", "Bearer "+ts.Getenv("KEY"))
		answer, err := http.DefaultClient.Do(request)
		ts.Check(err)
		_ = answer.Body.Close()
		if last = answer.Header.Get("License-State"); last == args[0] {
			return
		}
	}
	ts.Fatalf("the server was in %s a second later, want %s", last, args[0])
}

// apiCall STATUS METHOD URL [BODY] calls the API with the key in $KEY and
// keeps the answer as stdout of the file "answer".
func apiCall(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: api STATUS METHOD URL [BODY]")
	}
	body := ""
	if len(args) > 3 {
		body = args[3]
	}
	request, err := http.NewRequest(args[1], args[2], strings.NewReader(body))
	ts.Check(err)
	request.Header.Set("Authorization", "Bearer "+ts.Getenv("KEY"))
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	ts.Check(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	ts.Check(err)
	if strconv.Itoa(answer.StatusCode) != args[0] {
		ts.Fatalf("%s %s: %s\n%s", args[1], args[2], answer.Status, text)
	}
	text = append([]byte(fmt.Sprintf("License-State: %s\n", answer.Header.Get("License-State"))), text...)
	ts.Check(os.WriteFile(ts.MkAbs("answer"), text, 0o600))
}

// capture NAME FILE PATTERN sets NAME to the first group of the pattern.
func capture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: capture NAME FILE PATTERN")
	}
	found := regexp.MustCompile(args[2]).FindStringSubmatch(ts.ReadFile(args[1]))
	if len(found) < 2 {
		ts.Fatalf("%s does not match %s", args[1], args[2])
	}
	ts.Setenv(args[0], found[1])
}

// flip FILE TEXT changes one bit of the first byte after TEXT, or of the byte
// at a share of the file such as 50%.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE TEXT|SHARE%%")
	}
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	at := bytes.Index(data, []byte(args[1])) + len(args[1])
	if share, ok := strings.CutSuffix(args[1], "%"); ok {
		n, err := strconv.Atoi(share)
		ts.Check(err)
		at = (len(data) - 1) * n / 100
	}
	if at < len(args[1]) && !strings.HasSuffix(args[1], "%") {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	data[at] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}
