package lockout

import (
	"testing"
	"time"
)

func TestNothingOldGoesOutUnasked(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		state State
		op    Operation
		age   time.Duration
		want  Going
	}{
		{Active, Send, 0, Goes},
		{Active, Send, 24 * time.Hour, Goes},
		{Active, Send, 24*time.Hour + time.Second, Asks},
		{Overdue, Send, time.Minute, Goes},
		{Terminating, Send, time.Minute, Goes},
		{WindDown, Send, 25 * time.Hour, Asks},
		{Locked, Send, time.Minute, Waits},
		{Locked, Send, 30 * time.Hour, Waits},
		{ReadOnly, Send, 30 * time.Hour, Waits},
		{Locked, Notify, 30 * time.Hour, Goes},
		{ReadOnly, Notify, time.Minute, Goes},
		{Active, Notify, 90 * time.Hour, Goes},
	} {
		if got := (Verdict{State: x.state}).Outgoing(x.op, now.Add(-x.age), now); got != x.want {
			t.Errorf("%s in %s after %v: %d, want %d", x.op, x.state, x.age, got, x.want)
		}
	}
}
