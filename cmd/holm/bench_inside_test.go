//go:build unix

package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"holm/licensing"
	"holm/lockout"
	"holm/server"
)

// BenchmarkInside asks for what bench run asks for without a network, so that a CPU
// profile shows pages and store alone. HOLM_BENCH_DATA names the folder that
// bench seed filled; without it there is nothing to measure.
//
//	HOLM_BENCH_DATA=DIR go test ./cmd/holm -run - -bench Inside/record -cpuprofile cpu.out
func BenchmarkInside(b *testing.B) {
	dir := os.Getenv("HOLM_BENCH_DATA")
	if dir == "" {
		b.Skip("HOLM_BENCH_DATA names no folder that bench seed filled")
	}
	p := insideProgram(b, dir)
	in, err := p.open()
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		in.close(&err)
		if err != nil {
			b.Error(err)
		}
	}()
	visitors, err := newVisitors(p, in)
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	work, err := in.chores(log)
	if err != nil {
		b.Fatal(err)
	}
	defer work.imports.Close()
	exports := in.exporter(p)
	defer exports.Close()
	sender, err := in.sender(p.config, log)
	if err != nil {
		b.Fatal(err)
	}
	asking, err := in.refresher(p.config, log)
	if err != nil {
		b.Fatal(err)
	}
	handler, err := newHandler(p, in, serverParts{exports, in.runner(work, log), work.imports, sender, asking, in.desk(p, nil, time.Time{})}, log)
	if err != nil {
		b.Fatal(err)
	}
	for _, v := range visitors {
		if err := v.enter(handler); err != nil {
			b.Fatal(err)
		}
	}
	if err := in.store.Warm(p.ctx); err != nil {
		b.Fatal(err)
	}
	for _, o := range operations() {
		for _, v := range visitors {
			b.Run(strings.NewReplacer(" ", "_", ",", "").Replace(o.name+"/"+v.profile.name), func(b *testing.B) {
				benchmarkInside(b, o, v)
			})
		}
	}
}

func insideProgram(b *testing.B, dir string) *program {
	roots, err := licensing.EmbeddedRoots()
	if err != nil {
		b.Fatal(err)
	}
	w := world{Getenv: func(string) string { return "" }, Stdout: io.Discard, Stderr: io.Discard, Roots: roots, Now: time.Now,
		Boot: lockout.SystemBootClock()}
	c, err := readConfig(w.Getenv, commands{Data: dir})
	if err != nil {
		b.Fatal(err)
	}
	p := &program{world: w, ctx: b.Context(), config: c}
	p.collectSeldom()
	return p
}

// enter gives the visitor a session with a server in this process.
func (v *visitor) enter(handler *server.Server) error {
	server := httptest.NewServer(handler)
	defer server.Close()
	if err := v.logIn(server.URL); err != nil {
		return err
	}
	v.client.Transport = direct{handler}
	return nil
}

// direct is a way to a handler without a network.
type direct struct{ http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	r.RequestURI = r.URL.RequestURI()
	w := httptest.NewRecorder()
	d.ServeHTTP(w, r)
	return w.Result(), nil
}

func benchmarkInside(b *testing.B, o operation, v *visitor) {
	c := newCallers("http://127.0.0.1", v, 1)[0]
	var took []time.Duration
	cpu := usageNow().CPU
	for b.Loop() {
		began := time.Now()
		if err := o.ask(c); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(usageNow().CPU-cpu)/1e6/float64(len(took)), "cpu-ms/op")
	b.ReportMetric(percentile(took, 50), "p50-ms")
	b.ReportMetric(percentile(took, 95), "p95-ms")
}
