package export

import (
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"crypto/ed25519"

	"holm/crm"
)

//go:embed readme/*.html
var readmeFiles embed.FS

// readmeLanguages are the languages that README.html can speak.
var readmeLanguages = []string{"en", "da", "sv"}

// readmePage is what the templates of README.html show.
type readmePage struct {
	Name         string
	Customer     string
	Installation string
	Software     string
	Created      string
	Key          string
	Tables       []crm.Table
	Counts       map[string]int64
	LeftOut      []leftOut
	Sections     []readmeSection
}

type readmeSection struct {
	Language string
	Body     template.HTML
}

// leftOut is a line of what the archive does not hold.
type leftOut struct{ Name, Reason string }

// readme makes README.html in the languages asked for; English is always
// there.
func readme(o Options, name string, tables []crm.Table, c census) (string, error) {
	templates, err := template.ParseFS(readmeFiles, "readme/*.html")
	if err != nil {
		return "", fmt.Errorf("reading the templates: %w", err)
	}
	public, _ := o.Signer.Public().(ed25519.PublicKey)
	page := readmePage{
		Name: name, Customer: o.Customer, Installation: o.Installation, Software: o.Software,
		Created: o.CreatedAt.UTC().Format(time.RFC3339), Key: base64.StdEncoding.EncodeToString(public),
		Counts: map[string]int64{},
	}
	for _, t := range tables {
		if t.Excluded == "" {
			page.Tables = append(page.Tables, t)
		}
	}
	for _, line := range c {
		if line.kind == "table" {
			page.Counts[line.name] = line.exported
		}
	}
	for _, line := range c.leftOut() {
		page.LeftOut = append(page.LeftOut, leftOut{line.name, line.reason})
	}
	for _, language := range readmeLanguages {
		if language != "en" && len(o.Languages) > 0 && !slices.Contains(o.Languages, language) {
			continue
		}
		var body strings.Builder
		if err := templates.ExecuteTemplate(&body, language+".html", page); err != nil {
			return "", fmt.Errorf("in %s: %w", language, err)
		}
		page.Sections = append(page.Sections, readmeSection{language, template.HTML(body.String())}) //nolint:gosec // made by html/template just above
	}
	var out strings.Builder
	if err := templates.ExecuteTemplate(&out, "page.html", page); err != nil {
		return "", err
	}
	return out.String(), nil
}
