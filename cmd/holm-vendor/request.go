package main

import (
	"encoding/json"
	"fmt"
	"os"

	"holm/licensing"
)

type requestCommands struct {
	Show requestShowCommand `cmd:"" help:"Show what an installation asks for, and what to enter."`
}

// request is what holm license request --json writes.
type request struct {
	Installation string         `json:"installation"`
	Company      string         `json:"company"`
	Country      string         `json:"country"`
	Language     string         `json:"language"`
	TimeZone     string         `json:"time_zone"`
	Hosting      string         `json:"hosting"`
	Host         string         `json:"host"`
	Version      string         `json:"version"`
	Users        map[string]int `json:"users"`
}

// shownRequest is a request with what the register knows of its installation.
type shownRequest struct {
	request
	Agreement string   `json:"agreement,omitempty"` // that has the installation
	Commands  []string `json:"commands"`            // to enter it
}

// requestShowCommand reads a request.
type requestShowCommand struct {
	File string `arg:"" help:"The request."`
}

func (c *requestShowCommand) Run(p *program) error {
	text, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	var shown shownRequest
	if err := json.Unmarshal(text, &shown.request); err != nil || shown.Installation == "" {
		return misused("holm license request --json writes one", "%s is no request", c.File)
	}
	if shown.Installation, err = installationID(shown.Installation, licensing.Production); err != nil {
		return err
	}
	return p.with(func(r *register) error {
		if s, err := p.having(r, shown.Installation); err == nil {
			shown.Agreement = s.agreement.No
		}
		shown.Commands = shown.suggest()
		return p.report(shown, func() { shown.write(p) })
	})
}

// suggest writes the commands that enter a new customer, or the next licence.
func (s shownRequest) suggest() []string {
	seats := ""
	for _, code := range sortedKeys(s.Users) {
		if s.Users[code] > 0 {
			seats += fmt.Sprintf(" --seats %s=%d", code, s.Users[code])
		}
	}
	no := first(s.Agreement, "NUMBER")
	issue := "holm-vendor issue --agreement " + no + first(seats, " --seats CODE=COUNT")
	if s.Agreement != "" {
		return []string{"holm-vendor agreement show " + no, issue}
	}
	hosting := " --hosting " + first(s.Hosting, "undeclared")
	if s.Host != "" {
		hosting += fmt.Sprintf(" --host %q", s.Host)
	}
	return []string{
		fmt.Sprintf("holm-vendor customer add --no NUMBER --name %q --country %s --language %s --time-zone %s", s.Company, s.Country, s.Language, s.TimeZone),
		"holm-vendor agreement add --no NUMBER --customer NUMBER --installation " + s.Installation + hosting,
		issue,
	}
}

func (s shownRequest) write(p *program) {
	fmt.Fprintf(p.stdout, "Installation %s of %s, %s, %s, %s\n", s.Installation, s.Company, s.Country, s.Language, s.TimeZone)
	fmt.Fprintf(p.stdout, "Runs on      %s %s, version %s\n", s.Hosting, s.Host, s.Version)
	for _, code := range sortedKeys(s.Users) {
		fmt.Fprintf(p.stdout, "Users        %s %d\n", code, s.Users[code])
	}
	fmt.Fprintf(p.stdout, "Agreement    %s\n", first(s.Agreement, "none has this installation"))
	for _, command := range s.Commands {
		fmt.Fprintf(p.stdout, "Next         %s\n", command)
	}
}
