package pages

import (
	"embed"
	"net/http"
	"strings"
)

//go:embed terms/*.txt
var termsFiles embed.FS

// termsVersion is the version of the users' terms under terms. A change of
// the text is a new version, which every user is asked to accept again.
const termsVersion = "1"

var termsPage = page[termsData]{"terms"}

type termsData struct {
	Version  string
	Accepted bool
	Text     []termsPart
	Back     string
	Wrong    string
}

type termsPart struct{ Heading, Text string }

func showTerms(v *visit) error { return v.showTerms(http.StatusOK, "") }

func (v *visit) showTerms(status int, wrong string) error {
	text, err := termsIn(v.L.code)
	if err != nil {
		return err
	}
	return showStatus(v, status, termsPage, v.L.T("terms.title"), termsData{Version: termsVersion,
		Accepted: v.User.TermsVersion == termsVersion, Text: text, Back: v.back("/"), Wrong: wrong})
}

func acceptTerms(v *visit) error {
	if v.form("agree") == "" || v.form("version") != termsVersion {
		return v.showTerms(http.StatusUnprocessableEntity, v.L.T("terms.must"))
	}
	if err := v.p.Store.AcceptTerms(v.ctx(), v.Actor, termsVersion); err != nil {
		return err
	}
	return v.to(v.back("/"))
}

// termsIn reads the terms in a language, else in English.
func termsIn(code string) ([]termsPart, error) {
	text, err := termsFiles.ReadFile("terms/" + code + ".txt")
	if err != nil {
		if text, err = termsFiles.ReadFile("terms/" + fallback + ".txt"); err != nil {
			return nil, err
		}
	}
	var parts []termsPart
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			parts = append(parts, termsPart{Heading: heading})
		} else if line != "" {
			parts = append(parts, termsPart{Text: line})
		}
	}
	return parts, nil
}
