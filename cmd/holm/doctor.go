package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

// leastFree is the room below which doctor warns.
const leastFree = 1 << 30

type doctorCommand struct {
	Whole bool `help:"Read the documents' files, too, and compare their hashes; without it only that they are there and as long as they were."`
}

// finding is the outcome of one check.
type finding struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Is     string `json:"is"`
	Remedy string `json:"remedy,omitempty"`

	err error // what found it
}

// Run makes every check it can and fails when one does.
func (c doctorCommand) Run(p *program) error {
	findings := []finding{p.checkData(), p.checkDisk(), p.checkPort()}
	if findings[0].OK {
		findings = append(findings, p.checkInstallation(c.Whole)...)
	}
	wrong := 0
	for _, f := range findings {
		if !f.OK {
			wrong++
		}
	}
	err := p.report(findings, func(t *table) {
		for _, f := range findings {
			mark := "ok"
			if !f.OK {
				mark = "WRONG"
			}
			t.row(mark, f.Check, f.Is)
			if f.Remedy != "" {
				t.row("", "", "-> "+f.Remedy)
			}
		}
	})
	if err == nil && wrong > 0 {
		err = fail(nil, "the lines marked WRONG say what to do", "%d of %d checks found something", wrong, len(findings))
	}
	return err
}

func found(check string, err error, is string) finding {
	if err == nil {
		return finding{Check: check, OK: true, Is: is}
	}
	f := explain(err)
	return finding{Check: check, Is: f.cause, Remedy: f.hint, err: err}
}

func (p *program) checkData() finding {
	err := existingData(p.config.Data, p.config.Database)
	if err == nil {
		err = prepareData(p.config.Data)
	}
	return found("data directory", err, p.config.Data+" can be read and written")
}

func (p *program) checkDisk() finding {
	free, err := freeBytes(p.config.Data)
	if err == nil && free < leastFree {
		err = fail(nil, "make room: backups and exports need as much again as the data", "%d MB are free", free>>20)
	}
	return found("disk", err, fmt.Sprintf("%d MB are free", free>>20))
}

// checkPort tells a free port, a server of ours and a stranger apart.
func (p *program) checkPort() finding {
	listener, err := net.Listen("tcp", p.config.Listen)
	if err == nil {
		return found("port", listener.Close(), p.config.Listen+" is free")
	}
	ctx, cancel := context.WithTimeout(p.ctx, 2*time.Second)
	defer cancel()
	request, failed := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.config.Listen+"/api/state", nil)
	if failed != nil {
		return found("port", failed, "")
	}
	answer, failed := http.DefaultClient.Do(request)
	if failed != nil {
		return found("port", fmt.Errorf("listening on %s: %w", p.config.Listen, err), "")
	}
	if err := answer.Body.Close(); err != nil || answer.StatusCode >= http.StatusInternalServerError {
		return found("port", fmt.Errorf("the server on %s answers %s", p.config.Listen, answer.Status), "")
	}
	return found("port", nil, "a server answers on "+p.config.Listen)
}

func (p *program) checkInstallation(whole bool) (all []finding) {
	in, err := p.open()
	if err != nil {
		return []finding{found("database", err, "")}
	}
	all = p.checkOpen(p.ctx, in, whole)
	var closing error
	if in.close(&closing); closing != nil {
		all = append(all, found("closing", closing, ""))
	}
	return all
}

// checkOpen looks at an installation that is open.
func (p *program) checkOpen(ctx context.Context, in *installation, whole bool) (all []finding) {
	wrong, err := in.store.Check(ctx)
	if err == nil && len(wrong) > 0 {
		err = fail(nil, "restore the newest backup; holm backup list shows them", "%d faults, the first: %s", len(wrong), wrong[0])
	}
	all = append(all, found("database", err, "whole, and of this version"))
	all = append(all, checkDocuments(ctx, p.config.Data, in, whole))
	head, err := lockout.VerifyLedger(ctx, in.store)
	all = append(all, found("ledger", err, fmt.Sprintf("%d entries, whole", head.Seq)))
	all = append(all, checkClock(in.keeper.Verdict(), p.Now()), checkLicense(in.keeper.Verdict(), len(p.Roots)))
	return all
}

func checkClock(v lockout.Verdict, now time.Time) finding {
	var err error
	if v.Flags.ClockSuspect {
		err = fail(nil, "set the system clock right; the next document of the vendor settles the effective time",
			"the system clock says %s, the effective time is %s", moment(now), moment(v.At))
	}
	return found("clock", err, "agrees with the effective time")
}

func checkLicense(v lockout.Verdict, roots int) finding {
	var err error
	switch {
	case roots == 0:
		err = fail(nil, "use the release that the vendor built; evaluation works in this one", "this build trusts no vendor and takes no licence")
	case v.State == lockout.Locked || v.State == lockout.ReadOnly:
		err = fail(errors.New("see holm license status"), "install a new document with holm license install FILE", "the state is %s since %s", v.State, moment(v.Since))
	}
	return found("licence", err, string(v.State)+" since "+moment(v.Since))
}

// faultsNamed is how many damaged files doctor names.
const faultsNamed = 20

// checkDocuments compares the documents folder with the database.
func checkDocuments(ctx context.Context, data string, in *installation, whole bool) finding {
	missing, damaged := 0, 0
	var paths []string
	n, err := in.store.CheckFiles(ctx, whole, func(f crm.FileFault) error {
		if f.Missing {
			missing++
		} else {
			damaged++
		}
		if len(paths) < faultsNamed {
			paths = append(paths, f.Path)
		}
		return nil
	})
	if err == nil && len(paths) > 0 {
		err = fail(nil, "copy these files from the documents folder of a backup to the same place under "+filepath.Join(data, "documents")+
			", or upload the documents again: "+strings.Join(paths, ", "),
			"of %d files %d are missing and %d are damaged", n, missing, damaged)
	}
	is := fmt.Sprintf("%d files, all there", n)
	if whole {
		is = fmt.Sprintf("%d files, read and whole", n)
	}
	return found("documents", err, is)
}
