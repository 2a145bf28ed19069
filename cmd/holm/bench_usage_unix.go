//go:build unix

package main

import (
	"bufio"
	"bytes"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// usageNow is what this process has used so far.
func usageNow() usage {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return usage{}
	}
	peak := int64(r.Maxrss)
	if runtime.GOOS != "darwin" { // which counts bytes
		peak *= 1024
	}
	u := usage{CPU: int64(nanoseconds(r.Utime) + nanoseconds(r.Stime)), Memory: peak, Whole: peak, Peak: peak}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return u // not Linux: the peak is all that is known
	}
	for lines := bufio.NewScanner(bytes.NewReader(status)); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		n, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(value, "kB")), 10, 64)
		switch {
		case err != nil:
		case name == "RssAnon":
			u.Memory = n * 1024
		case name == "VmRSS":
			u.Whole = n * 1024
		}
	}
	return u
}

func nanoseconds(t syscall.Timeval) time.Duration {
	return time.Duration(t.Sec)*time.Second + time.Duration(t.Usec)*time.Microsecond
}
