//go:build !linux && !windows

package lockout

// SystemBootClock returns a clock of this process: the system offers no other.
func SystemBootClock() BootClock { return newProcessClock() }
