package main

import (
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i+1) * time.Millisecond
	}
	for _, c := range []struct {
		took []time.Duration
		of   int
		want float64
	}{
		{hundred, 50, 50}, {hundred, 95, 95}, {hundred, 99, 99}, {hundred[:10], 95, 10}, {hundred[:1], 50, 1}, {hundred[:3], 50, 2},
	} {
		if got := percentile(c.took, c.of); got != c.want {
			t.Errorf("%d%% of %d: %v ms, want %v", c.of, len(c.took), got, c.want)
		}
	}
}

func TestMissedFiguresAreMarked(t *testing.T) {
	for _, c := range []struct {
		m    measurement
		want bool
	}{
		{measurement{Clients: 1, P95: 16, Limit: 15}, true},
		{measurement{Clients: 1, P95: 15, Limit: 15}, false},
		{measurement{Clients: 16, P95: 99, Limit: 15}, false},
		{measurement{Clients: 16, CPU: 1.1, CPULimit: 1}, true},
		{measurement{Clients: 1, CPU: 1.1, CPULimit: 1, P95: 3}, false},
	} {
		if got := c.m.missed(); got != c.want {
			t.Errorf("%+v: missed %t", c.m, got)
		}
	}
}
