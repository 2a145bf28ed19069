package main

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// watchTheWatch gives the watch, axe and the measure of width what they must
// find.
func watchTheWatch(t *testing.T, b *chromium, d demonstration) {
	p := b.open(t, d.url)
	p.visit("/login")
	read[bool](p, `(() => {
		console.error("spoken");
		setTimeout(() => { throw new Error("thrown"); });
		fetch("/nowhere");
		document.body.insertAdjacentHTML("beforeend", '<img alt="" src="https://elsewhere.example/a.png"><button></button><p id="broad">broad</p>');
		const broad = new CSSStyleSheet();
		broad.replaceSync("#broad { width: 2000px }");
		document.adoptedStyleSheets = [broad];
		return true; })()`)
	for _, text := range []string{"spoken", "thrown", "/nowhere answered", "securitypolicyviolation"} {
		if !p.noted(text) {
			t.Errorf("the watch missed %q", text)
		}
	}
	if !slices.ContainsFunc(p.violations(allRules), func(v violation) bool { return v.ID == "button-name" && v.grave() }) {
		t.Error("axe missed a button without a name")
	}
	if len(read[[]string](p, sticksOut)) == 0 {
		t.Error("nothing sticks out of the page")
	}
	p.forget()
}

// noted waits until the watch has noted a line with the text.
func (w *watch) noted(text string) bool {
	for deadline := time.Now().Add(step); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		w.mu.Lock()
		found := slices.ContainsFunc(w.wrong, func(line string) bool { return strings.Contains(line, text) })
		w.mu.Unlock()
		if found {
			return true
		}
	}
	return false
}

// forget drops what was noted.
func (w *watch) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrong = nil
}
