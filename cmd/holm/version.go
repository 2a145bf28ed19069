package main

import (
	"runtime"
	"runtime/debug"
)

// release is the version that a release build sets with -ldflags.
var release = ""

type versionCommand struct{}

type versionReport struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Built    string `json:"built,omitempty"`
	Go       string `json:"go"`
	System   string `json:"system"`
	Roots    int    `json:"roots"`
}

// Run prints what this program is.
func (versionCommand) Run(p *program) error {
	r := p.versionReport()
	return p.report(r, func(t *table) {
		t.row("holm " + r.Version)
		t.row(first(r.Revision, "no revision"), r.Built, r.Go, r.System)
		if r.Roots == 0 {
			t.row("This build trusts no vendor: it runs evaluations and demonstrations, and takes no licence.")
		}
	})
}

func (p *program) versionReport() versionReport {
	r := versionReport{Version: version(), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Roots: len(p.Roots)}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				r.Revision = s.Value
			case "vcs.time":
				r.Built = s.Value
			}
		}
	}
	return r
}

func version() string { return first(release, "0.1.0-dev") }
