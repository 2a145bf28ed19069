package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"holm/licensing"
)

// serveCommand answers installations that ask for newer documents. It reads the
// register and signs nothing: no key and no passphrase is needed.
type serveCommand struct {
	Listen string `help:"Address and port; a proxy in front speaks HTTPS." default:"127.0.0.1:8490" placeholder:"ADDR"`
}

// refreshed is what an installation gets: the documents that hold for it.
// Each proves itself; what it knows already changes nothing.
type refreshed struct {
	Documents []string `json:"documents"`
}

func (c *serveCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		listener, err := net.Listen("tcp", c.Listen)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		if p.flags.DryRun {
			return listener.Close()
		}
		server := &http.Server{Handler: p.refresh(r), ReadHeaderTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
		fmt.Fprintf(p.stderr, "Answering on http://%s/v1/documents/INSTALLATION\n", listener.Addr())
		stopped := context.AfterFunc(p.ctx, func() { _ = server.Close() })
		defer stopped()
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
}

// refresh is the one address there is. An installation's id is known to its
// customer and the vendor alone; an unknown one learns nothing.
func (p *program) refresh(r *register) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/documents/{installation}", func(w http.ResponseWriter, req *http.Request) {
		answer := refreshed{Documents: []string{}}
		id, err := installationID(req.PathValue("installation"), licensing.Production)
		if err == nil {
			answer.Documents, err = p.current(r, id)
		}
		var unknown *failure
		switch {
		case errors.As(err, &unknown):
			http.Error(w, "no such installation", http.StatusNotFound)
			return
		case err != nil:
			fmt.Fprintf(p.stderr, "holm-vendor: %s\n", oneLine(err.Error()))
			http.Error(w, "try again later", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if err := json.NewEncoder(w).Encode(answer); err != nil {
			fmt.Fprintf(p.stderr, "holm-vendor: answer: %s\n", oneLine(err.Error()))
		}
	})
	return mux
}

// current lists the texts of the documents that hold for an installation: the
// licences from the highest serial that has begun on, their newest renewals, and
// every rebind, termination and revocation.
func (p *program) current(r *register, installation string) ([]string, error) {
	s, err := p.having(r, installation)
	if err != nil {
		return nil, err
	}
	known, err := p.verified(r, s.agreement.No)
	if err != nil {
		return nil, err
	}
	base := holding(licenses(known), p.now().Add(time.Second))
	newest := map[string]licensing.Document{}
	var list []licensing.Document
	for _, d := range known {
		switch c := d.Claims().(type) {
		case licensing.License:
			if base == nil || c.Serial >= base.Serial {
				list = append(list, d)
			}
		case licensing.Renewal:
			newest[c.License] = d // in the order of seq
		default:
			list = append(list, d)
		}
	}
	revocations, err := r.documents(p.ctx, "")
	texts := []string{}
	for _, d := range revocations {
		texts = append(texts, d.Text)
	}
	for _, d := range list {
		texts = append(texts, string(d.Text()))
		if renewal, ok := newest[d.ID()]; ok && d.Type() == licensing.TypeLicense {
			texts = append(texts, string(renewal.Text()))
		}
	}
	return texts, err
}
