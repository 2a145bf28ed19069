package crm

import "time"

// Heartbeat is the newest sign of life of a server.
type Heartbeat struct {
	Server    string    // the same after a restart
	FirstAt   time.Time // when the record of this server began
	StartedAt time.Time // of the process
	At        time.Time // of the sign, by the system clock
	Boot      string    // names the boot of the machine
	Running   time.Duration
	Stopped   bool // the server was stopped in order
}

// silentAfter is how long a running server may give no sign of life.
const silentAfter = 3 * time.Minute

// briefly is how long a server runs at least that did not end at once.
const briefly = time.Minute

// Gap is the time between two signs of life. Within one boot the machine's own
// clock measures it, so that setting the system clock makes no interruption and
// hides none.
func (b Heartbeat) Gap(next Heartbeat) time.Duration {
	if b.Boot == next.Boot && next.Running >= b.Running {
		return next.Running - b.Running
	}
	return max(0, next.At.Sub(b.At))
}

// Interruption returns what lay between two signs of life of a server that was
// restarted in between, or was not; false when that was nothing. It ends at the
// next sign and is as long as the gap.
func (b Heartbeat) Interruption(next Heartbeat, restarted bool) (Interruption, bool) {
	gap := b.Gap(next)
	i := Interruption{Cause: Silent, Span: Span{next.At.Add(-gap), next.At}}
	switch {
	case restarted && b.Stopped:
		i.Cause = Stopped
	case restarted:
		i.Cause = Crashed
	case gap <= silentAfter:
		return Interruption{}, false
	}
	return i, true
}

// Alive reports whether a server that gave this sign runs still, as far as one
// can know at a moment.
func (b Heartbeat) Alive(at time.Time) bool {
	since := at.Sub(b.At)
	return !b.Stopped && since >= -silentAfter && since <= silentAfter
}

// Brief reports whether the server ended almost at once. Interruptions that only
// such a run lies between are told as one.
func (b Heartbeat) Brief() bool { return b.At.Sub(b.StartedAt) < briefly }
