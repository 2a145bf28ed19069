package lockout

import (
	"strconv"
	"time"
)

// BootClock measures how long the machine has been running, suspend included.
type BootClock interface {
	// Running returns the time since boot.
	Running() time.Duration
	// BootID names the boot; readings compare within one only.
	BootID() string
}

// processClock stands in where the operating system offers no boot clock: it
// measures this process alone.
type processClock struct{ start time.Time }

func newProcessClock() processClock { return processClock{time.Now()} }

func (c processClock) Running() time.Duration { return time.Since(c.start) }

func (c processClock) BootID() string { return "process " + strconv.FormatInt(c.start.UnixNano(), 36) }
