package main

import (
	"fmt"
	"net"
	"strings"
)

type setupURLCommand struct {
	Listen string `placeholder:"ADDR" help:"Where the server listens, when serve was told with --listen."`
}

// Run prints a fresh link; the one before it no longer works.
func (c setupURLCommand) Run(p *program) error {
	p.config.flag("listen", &p.config.Listen, c.Listen)
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	link, err := in.setupLink(p, p.config.Listen)
	if err != nil {
		return err
	}
	return p.report(map[string]string{"url": link}, func(t *table) { t.row(link) })
}

// setupLink makes the link to the first set-up; it works once, for a day.
func (in *installation) setupLink(p *program, address string) (string, error) {
	done, err := in.store.SetupDone(p.ctx)
	if err != nil {
		return "", fmt.Errorf("reading whether set-up is done: %w", err)
	}
	if done {
		return "", fail(nil, "log in, or set a password with holm user reset-password", "set-up is finished")
	}
	token, err := in.store.NewSetupToken(p.ctx)
	if err != nil {
		return "", err
	}
	return p.baseURL(address) + "/setup#" + token, nil
}

// baseURL is where a browser on this machine reaches the server.
func (p *program) baseURL(address string) string {
	if p.config.URL != "" {
		return strings.TrimSuffix(p.config.URL, "/")
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "http://" + address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
