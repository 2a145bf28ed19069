package lockout

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

type linuxClock struct{ id string }

// SystemBootClock returns the boot clock of the operating system.
func SystemBootClock() BootClock {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	var now unix.Timespec
	if err != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &now) != nil {
		return newProcessClock()
	}
	return linuxClock{strings.TrimSpace(string(id))}
}

func (c linuxClock) Running() time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &now); err != nil {
		return 0 // earlier than any reading: proves no running time
	}
	return time.Duration(now.Nano())
}

func (c linuxClock) BootID() string { return c.id }
