package lockout

import (
	"strconv"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

const bootKey = `SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters`

type windowsClock struct{ id string }

// SystemBootClock returns the boot clock of the operating system.
func SystemBootClock() BootClock {
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, bootKey, registry.QUERY_VALUE)
	if err != nil {
		return newProcessClock()
	}
	defer key.Close()
	id, _, err := key.GetIntegerValue("BootId")
	if err != nil {
		return newProcessClock()
	}
	return windowsClock{"windows " + strconv.FormatUint(id, 10)}
}

func (c windowsClock) Running() time.Duration { return windows.DurationSinceBoot() }

func (c windowsClock) BootID() string { return c.id }
