package main

import "runtime"

// usageNow is what this process has used so far; its CPU time is not known.
func usageNow() usage {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	held := int64(m.Sys - m.HeapReleased)
	return usage{Memory: held, Whole: held, Peak: int64(m.Sys)}
}
