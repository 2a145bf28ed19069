package lockout

import "time"

// UnaskedFor is how old something that waited may be to go out by itself.
const UnaskedFor = 24 * time.Hour

// Going is what happens to something that lies ready to leave the server.
type Going uint8

// What may happen to it.
const (
	Goes  Going = iota
	Waits       // until the state allows it
	Asks        // it got too old while it waited: somebody decides whether it still goes
)

// Outgoing says what happens now to something that has lain ready since a
// time: a reminder, mailing or webhook (Send), or a notice of the agreement
// to the licence contacts (Notify), which never waits and is never asked about.
func (v Verdict) Outgoing(op Operation, ready, now time.Time) Going {
	switch {
	case op == Notify:
		return Goes
	case v.Allows(op, System) != nil:
		return Waits
	case now.Sub(ready) > UnaskedFor:
		return Asks
	}
	return Goes
}
