package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"

	"holm/cmd/holm/sample"
	"holm/crm"
	"holm/server/importing"
)

type benchImport struct {
	Rows    int64  `default:"100000" help:"So many persons, once without and once with a duplicate check."`
	Profile string `hidden:"" placeholder:"FILE" help:"Write a CPU profile there."`
	Only    string `hidden:"" help:"Measure only the duplicate rule of that name: add or skip."`
}

// imported is how one import went.
type imported struct {
	Operation string  `json:"operation"`
	Rows      int     `json:"rows"`
	Refused   int     `json:"refused"`
	Seconds   float64 `json:"seconds"`
	PerSecond float64 `json:"rows_per_second"`
	CPU       float64 `json:"cpu_ms_per_row"`
	Limit     float64 `json:"rows_per_second_limit"`
}

// importedReport is what bench import reports.
type importedReport struct {
	Imports []imported `json:"imports"`
	Memory  int64      `json:"memory"`
	Peak    int64      `json:"peak_memory"`
}

// Run imports made-up persons into a data directory of bench seed, as a job
// does it, and leaves them there.
func (c benchImport) Run(p *program) (err error) {
	p.config.Database = ""
	p.collectSeldom()
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if err := onlyDemonstration(p, in); err != nil {
		return err
	}
	end, err := profileTo(c.Profile)
	if err != nil {
		return err
	}
	defer end()
	var r importedReport
	for i, o := range []imported{{Operation: importing.Add, Limit: 8_000}, {Operation: importing.Skip, Limit: 3_000}} {
		if c.Only != "" && c.Only != o.Operation {
			continue
		}
		if err := c.measure(p, in, uint64(1000+i), &o); err != nil {
			return fmt.Errorf("measuring an import: %w", err)
		}
		r.Imports = append(r.Imports, o)
	}
	u := usageNow()
	r.Memory, r.Peak = u.Memory, u.Peak
	return p.report(r, r.print)
}

// measure imports a file of its own.
func (c benchImport) measure(p *program, in *installation, seed uint64, o *imported) (err error) {
	path := filepath.Join(p.config.Data, "bench-import.csv")
	if err := writePersons(path, seed, c.Rows); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(path)) }()
	log := slog.New(slog.DiscardHandler)
	work, err := in.chores(log)
	if err != nil {
		return err
	}
	defer work.imports.Close()
	a, err := in.importerOf(p, "")
	if err != nil {
		return err
	}
	began, before := p.Now(), usageNow()
	command := importCommand{File: path, Entity: string(crm.EntityPerson), Duplicates: o.Operation}
	t, err := command.prepare(p.ctx, work.imports)
	if err != nil {
		return err
	}
	job, err := work.imports.Create(p.ctx, a, t)
	if err != nil {
		return err
	}
	if job, err = in.visitor(work, log).Finish(p.ctx, job.ID); err != nil {
		return err
	}
	result, err := importing.ResultOf(job)
	if err != nil || job.State != crm.JobDone {
		return errors.Join(err, fmt.Errorf("it is %s: %s", job.State, job.Failure))
	}
	o.Rows, o.Refused = result.Total(), result.Refused
	o.Seconds = p.Now().Sub(began).Seconds()
	o.PerSecond = float64(o.Rows) / o.Seconds
	o.CPU = float64(usageNow().CPU-before.CPU) / 1e6 / float64(o.Rows)
	return nil
}

// writePersons writes a file of made-up persons of companies that bench seed
// made, as another system would export them.
func writePersons(path string, seed uint64, rows int64) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	buffer := bufio.NewWriter(f)
	out := csv.NewWriter(buffer)
	if err := out.Write([]string{"Record ID", "First name", "Middle name", "Last name", "Job title", "Department", "Company name",
		"Phone number", "Mobile phone number", "Email", "Language", "Birth date", "Notes"}); err != nil {
		return err
	}
	n, companies := 0, sample.New(1)
	for at, person := range sample.New(seed).Persons(sample.Size{Persons: rows, Companies: max(rows/10, 1)}) {
		n++
		company := companies.Company(at % sample.Small.Companies)
		if err := out.Write(personLine(seed, n, person, company)); err != nil {
			return err
		}
	}
	out.Flush()
	return errors.Join(out.Error(), buffer.Flush())
}

func personLine(seed uint64, n int, p crm.Person, c crm.Company) []string {
	phones := map[string]string{}
	for _, phone := range p.Phones {
		phones[phone.Kind] = phone.Number
	}
	id := strconv.FormatUint(seed, 10) + "-" + strconv.Itoa(n)
	return []string{id, p.FirstName, p.MiddleName, p.LastName, p.Position, p.Department, c.Name, phones["direct"], phones["mobile"],
		p.Emails[0].Address, p.Language, p.BirthDate, p.Note}
}

func (r importedReport) print(t *table) {
	const mib = 1 << 20
	t.row("DUPLICATES", "ROWS", "ROWS/S", "CPU MS/ROW", "")
	for _, o := range r.Imports {
		star := ""
		if o.PerSecond < o.Limit {
			star = "*"
		}
		t.row(o.Operation, fmt.Sprint(o.Rows), fmt.Sprintf("%.0f", o.PerSecond), fmt.Sprintf("%.3f", o.CPU), star)
	}
	t.row(fmt.Sprintf("memory %d MiB, peak with file pages %d MiB", r.Memory/mib, r.Peak/mib))
}
