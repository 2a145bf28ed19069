package main

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"holm/licensing"
)

// inspectCommand shows what a document says.
type inspectCommand struct {
	File string `arg:"" help:"A file, - for standard input, or the id of a document in the register."`
	Text bool   `help:"Give out the document itself." short:"t"`
}

func (c *inspectCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		d, err := p.read(r, c.File)
		if err != nil {
			return err
		}
		if c.Text {
			return p.give("", documentEntry{ID: d.ID(), Type: d.Type(), At: stamp(d.IssuedAt())}, d.Text())
		}
		return p.report(map[string]any{"type": d.Type(), "id": d.ID(), "key": d.KeyID(), "claims": d.Claims()}, func() {
			fmt.Fprintf(p.stdout, "%s\nGenuine, signed by %s on %s\n", licensing.Summary(d.Claims()), d.KeyID(), stamp(d.IssuedAt()))
		})
	})
}

// verifyCommand answers with its exit code.
type verifyCommand struct {
	File string `arg:"" help:"A file, or - for standard input."`
}

func (c *verifyCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		text, err := p.text(r, c.File)
		if err != nil {
			return err
		}
		if isStatement(text) {
			proof, err := p.prove(r, text)
			if err != nil {
				return err
			}
			return proof.show(p)
		}
		d, err := p.genuine(r, text)
		if err != nil {
			return err
		}
		return p.report(map[string]any{"genuine": true, "type": d.Type(), "id": d.ID()}, func() {
			fmt.Fprintf(p.stdout, "Genuine: %s %s\n", d.Type(), d.ID())
		})
	})
}

// diffCommand compares two licences.
type diffCommand struct {
	Old string `arg:"" help:"The older licence."`
	New string `arg:"" help:"The newer licence."`
}

func (c *diffCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		var pair [2]licensing.License
		for i, name := range []string{c.Old, c.New} {
			d, err := p.read(r, name)
			if err != nil {
				return err
			}
			l, ok := d.License()
			if !ok {
				return misused("diff compares two licences", "%s is a %s", name, d.Type())
			}
			pair[i] = l
		}
		changes := licensing.Difference(pair[0], pair[1])
		return p.report(changes, func() {
			if len(changes) == 0 {
				fmt.Fprintln(p.stdout, "No difference")
				return
			}
			fmt.Fprintln(p.stdout, licensing.Compact(changes))
		})
	})
}

// read finds a document in a file or in the register, and proves it.
func (p *program) read(r *register, name string) (licensing.Document, error) {
	text, err := p.text(r, name)
	if err != nil {
		return licensing.Document{}, err
	}
	return p.genuine(r, text)
}

func (p *program) genuine(r *register, text []byte) (licensing.Document, error) {
	roots, err := p.roots(r)
	if err != nil {
		return licensing.Document{}, err
	}
	known, err := p.all(r)
	if err != nil {
		return licensing.Document{}, err
	}
	return licensing.NewVerifier(roots).Verify(text, known...)
}

func (p *program) text(r *register, name string) ([]byte, error) {
	if name == "-" {
		text, err := io.ReadAll(io.LimitReader(p.stdin, licensing.MaxText+1))
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return text, nil
	}
	text, err := os.ReadFile(name)
	if !errors.Is(err, os.ErrNotExist) {
		return text, err
	}
	var kept string
	row := r.db.QueryRowContext(p.ctx, `SELECT text FROM document WHERE id = @id`, sql.Named("id", name))
	if scanned := row.Scan(&kept); scanned == nil {
		return []byte(kept), nil
	}
	return nil, failed("name a file, or an id that agreement show lists", "there is no document %s", name)
}

// all reads every document of the register, proved anew.
func (p *program) all(r *register) ([]licensing.Document, error) {
	contracts, err := entries[agreement](p.ctx, r, agreements)
	if err != nil {
		return nil, err
	}
	var list []licensing.Document
	for _, a := range contracts {
		documents, err := p.verified(r, a.No)
		if err != nil {
			return nil, err
		}
		list = append(list, documents...)
	}
	return list, nil
}
