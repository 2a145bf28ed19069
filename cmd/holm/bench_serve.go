package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sync/atomic"
)

type benchServe struct {
	Profile string `hidden:"" placeholder:"FILE" help:"Write a CPU profile there."`
}

// served is what the measured server says first.
type served struct {
	URL string `json:"url"`
}

// usage is what the measured server has used so far.
type usage struct {
	CPU    int64 `json:"cpu_ns"`       // user and system time; 0 where the system does not tell
	Memory int64 `json:"memory"`       // bytes of its own in memory, without pages of files
	Whole  int64 `json:"whole_memory"` // the same with pages of files
	Peak   int64 `json:"peak_memory"`  // the most so far, with pages of files
}

// Run serves a demonstration's data directory as a process of its own, so
// that its CPU time is not mixed with the callers'. Each line on stdin is
// answered with the usage so far; the end of stdin ends it.
func (c benchServe) Run(p *program) (err error) {
	ctx, stop := context.WithCancel(p.ctx)
	defer stop()
	p.ctx, p.json = ctx, true
	p.config.Listen, p.config.Database, p.config.LogLevel = "127.0.0.1:0", "", "error"
	end, err := profileTo(c.Profile)
	if err != nil {
		return err
	}
	defer end()
	s, err := p.listen()
	if err != nil {
		return err
	}
	out := json.NewEncoder(p.Stdout)
	if err := out.Encode(served{p.baseURL(s.listener.Addr().String())}); err != nil {
		return fmt.Errorf("saying where the server is: %w", err)
	}
	var opened atomic.Pointer[installation]
	go func() {
		defer stop()
		for lines := bufio.NewScanner(p.Stdin); lines.Scan(); {
			if lines.Text() == "collect" {
				runtime.GC()
			}
			if in := opened.Load(); in != nil && lines.Text() == "warm" && in.store.Warm(ctx) != nil {
				return
			}
			if out.Encode(usageNow()) != nil {
				return // who asked is gone
			}
		}
	}()
	return s.serve(func(in *installation) error {
		opened.Store(in)
		return onlyDemonstration(p, in)
	})
}

func onlyDemonstration(p *program, in *installation) error {
	id, err := in.store.Installation(p.ctx)
	if err == nil && !id.Demonstration {
		return fail(nil, "fill a new folder with holm bench seed --data DIR", "%s was not made by bench seed", p.config.Data)
	}
	return err
}

func profileTo(path string) (end func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("writing the profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, fmt.Errorf("writing the profile: %w", err)
	}
	return func() {
		pprof.StopCPUProfile()
		_ = f.Close() // a profile that is cut short does no harm
	}, nil
}
