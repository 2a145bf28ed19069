package main

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"holm/crm"
)

// measurement is how one operation went for one rights profile.
type measurement struct {
	Operation string  `json:"operation"`
	Profile   string  `json:"profile"`
	Clients   int     `json:"clients"`
	Requests  int     `json:"requests"`
	PerSecond float64 `json:"requests_per_second"`
	P50       float64 `json:"p50_ms"`
	P95       float64 `json:"p95_ms"`
	P99       float64 `json:"p99_ms"`
	CPU       float64 `json:"cpu_ms_per_request"`
	Limit     float64 `json:"p95_limit_ms,omitempty"`
	CPULimit  float64 `json:"cpu_limit_ms,omitempty"`
}

// missed reports whether the figures for one client's p95 and for sixteen
// clients' CPU time are not held.
func (m measurement) missed() bool {
	return m.Clients == 1 && m.Limit > 0 && m.P95 > m.Limit || m.Clients > 1 && m.CPULimit > 0 && m.CPU > m.CPULimit
}

// measure lets so many clients repeat an operation for the time given. A
// fifth of the time before that is not counted.
func measure(server *measured, v *visitor, o operation, clients int, lasts time.Duration) (measurement, error) {
	m := measurement{Operation: o.name, Profile: v.profile.name, Clients: clients, Limit: o.limit, CPULimit: o.cpu}
	callers := newCallers(server.url, v, clients)
	if _, err := repeat(callers, o, lasts/5); err != nil {
		return m, err
	}
	before, err := server.usage("")
	if err != nil {
		return m, err
	}
	began := time.Now()
	took, err := repeat(callers, o, lasts)
	if err != nil {
		return m, err
	}
	seconds := time.Since(began).Seconds()
	after, err := server.usage("")
	if err != nil {
		return m, err
	}
	m.Requests = len(took)
	m.PerSecond = float64(len(took)) / seconds
	m.CPU = float64(after.CPU-before.CPU) / 1e6 / float64(len(took))
	slices.Sort(took)
	m.P50, m.P95, m.P99 = percentile(took, 50), percentile(took, 95), percentile(took, 99)
	return m, nil
}

// newCallers divides the visitor's records among the clients. The same
// choices are made in every run.
func newCallers(base string, v *visitor, clients int) []*caller {
	out := make([]*caller, clients)
	sorting := crm.NewCollation(v.language)
	for i := range out {
		out[i] = &caller{visitor: v, base: base, dice: rand.New(rand.NewPCG(7, uint64(i))), versions: map[int64]string{}, sort: sorting}
		for n := i % len(v.persons); n < len(v.persons); n += clients {
			out[i].own = append(out[i].own, v.persons[n])
		}
	}
	return out
}

// repeat returns how long each request took. Every caller asks once at least.
func repeat(callers []*caller, o operation, lasts time.Duration) ([]time.Duration, error) {
	end := time.Now().Add(lasts)
	took := make([][]time.Duration, len(callers))
	errs := make([]error, len(callers))
	var all sync.WaitGroup
	for i, c := range callers {
		all.Go(func() {
			for first := true; first || time.Now().Before(end); first = false {
				began := time.Now()
				if errs[i] = o.ask(c); errs[i] != nil {
					return
				}
				took[i] = append(took[i], time.Since(began))
			}
		})
	}
	all.Wait()
	return slices.Concat(took...), errors.Join(errs...)
}

// percentile is the shortest time that so many of a hundred requests keep, in
// milliseconds; sorted holds one at least.
func percentile(sorted []time.Duration, of int) float64 {
	n := (len(sorted)*of + 99) / 100
	return float64(sorted[max(n-1, 0)]) / float64(time.Millisecond)
}
