package main

import (
	"encoding/json"
	"syscall"
	"testing"
	"time"
)

// TestKilledServerShowsAsACrash kills a server, a process of its own, stops the
// next in order, and finds both in the record of the third.
func TestKilledServerShowsAsACrash(t *testing.T) {
	h := newHouse(t)
	s := h.process()
	s.kill()
	killed := time.Now()
	s = h.process()
	s.stop()
	stopped := time.Now()
	s = h.process()
	s.stop()
	var r availabilityReport
	if err := json.Unmarshal([]byte(h.must("--json", "availability")), &r); err != nil {
		t.Fatal(err)
	}
	causes := map[string]interruption{}
	for _, i := range r.Interruptions {
		causes[i.Cause] = i
	}
	if len(r.Interruptions) != 2 {
		t.Fatalf("%+v", r)
	}
	crash, stop := causes["crashed"], causes["stopped"]
	if crash.From.After(killed) || crash.To.Before(killed) || crash.To.After(stopped) {
		t.Errorf("killed at %s, the record says %+v", killed, crash)
	}
	if stop.From.Before(killed) || stop.From.After(stopped) || stop.To.Before(stopped.Truncate(time.Millisecond)) {
		t.Errorf("stopped at %s, the record says %+v", stopped, stop)
	}
	if month := time.Now().UTC().Format("2006-01"); r.Month != month || r.Percent == "100.000" && crash.Seconds+stop.Seconds > 5 {
		t.Errorf("%s: %s %%", r.Month, r.Percent)
	}
}

// stop ends the process in order.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Skipf("no signals here: %v", err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("stopping the server: %v", err)
	}
}
