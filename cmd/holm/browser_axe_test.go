package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"sync"
)

// axeFile is axe-core, which judges pages by the rules of WCAG. It serves the
// tests only; its licence (MPL-2.0) lies beside it.
const axeFile = "testdata/axe-4.14.1.min.js"

// axe returns its text, which must be what was published.
var axe = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile(axeFile)
	if err != nil {
		return "", err
	}
	sums, err := os.ReadFile("testdata/axe.sha256")
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	if !strings.Contains(string(sums), hex.EncodeToString(sum[:])) {
		return "", fmt.Errorf("%s is not the file that testdata/axe.sha256 names", axeFile)
	}
	return string(text), nil
})

// violation is a rule that a page breaks.
type violation struct {
	ID, Impact, Help string
	Nodes            []string
}

// Which rules axe applies.
const (
	allRules    = `{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}`
	colourRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
)

// grave reports whether the violation fails a page.
func (v violation) grave() bool { return v.Impact == "serious" || v.Impact == "critical" }

// violations has axe look at the page.
func (p *tab) violations(rules string) []violation {
	p.Helper()
	text, err := axe()
	if err != nil {
		p.Fatal(err)
	}
	if !read[bool](p, `typeof axe === "object"`) {
		read[bool](p, text+";\ntrue")
	}
	return read[[]violation](p, `axe.run(document, {runOnly: `+rules+`, resultTypes: ["violations"], preload: false}).then(r => r.violations.map(v => ({
		ID: v.id, Impact: v.impact, Help: v.help,
		Nodes: v.nodes.slice(0, 5).map(n => n.target.join(" ") + " " + n.html.slice(0, 160) + " " + (n.failureSummary || "").replace(/\s+/g, " ").slice(0, 200)) })))`)
}

// judge fails the test for each serious or critical violation.
func (p *tab) judge(name, rules string) {
	p.Helper()
	for _, v := range p.violations(rules) {
		line := fmt.Sprintf("axe, %s: %s (%s): %s\n  %s", name, v.ID, v.Impact, v.Help, strings.Join(v.Nodes, "\n  "))
		if v.grave() {
			p.Error(line)
		} else {
			p.Log(line)
		}
	}
}
