package main

import "runtime/debug"

// What a server's memory may grow to before garbage is collected: four times
// what is in use, and this as a whole. What the database engine keeps is not
// counted in it.
const (
	garbagePercent = 300
	memoryGoal     = 140 << 20
)

// collectSeldom spends memory that is there on fewer collections. Who runs the
// server decides otherwise with GOGC and GOMEMLIMIT.
func (p *program) collectSeldom() {
	if p.Getenv("GOGC") == "" && p.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(garbagePercent)
		debug.SetMemoryLimit(memoryGoal)
	}
}
