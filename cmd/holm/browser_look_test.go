package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Sizes of the window.
const (
	deskWide, deskHigh   = 1280, 900
	phoneWide, phoneHigh = 360, 780
)

// look judges the page as it stands: by axe in light and dark, and for
// anything that sticks out at the width of a phone. It leaves a picture of each.
func (p *tab) look(name string) {
	p.Helper()
	p.until("pictures and type are there", `document.readyState === "complete" && document.fonts.status === "loaded"`)
	p.judge(name, allRules)
	p.shoot(name + "-light")
	p.scheme("dark")
	p.judge(name+" in dark", colourRules)
	p.shoot(name + "-dark")
	p.scheme("light")
	p.onPhone(name)
}

// onPhone fails the test for what is wider than a phone.
func (p *tab) onPhone(name string) {
	p.Helper()
	p.resize(phoneWide, phoneHigh)
	p.until("the window is narrow", `matchMedia("(max-width: 400px)").matches`)
	if out := read[[]string](p, sticksOut); len(out) > 0 {
		p.Errorf("%s is wider than a phone: %s", name, strings.Join(out, "; "))
	}
	p.shoot(name + "-360")
	p.resize(deskWide, deskHigh)
	p.until("the window is wide", `matchMedia("(min-width: 1000px)").matches`)
}

// sticksOut lists what makes the page scroll sideways; inner parts that scroll
// by themselves may be as wide as they like.
const sticksOut = `(() => {
	const wide = document.documentElement.clientWidth, page = document.scrollingElement;
	if (page.scrollWidth <= wide && wide <= 360) return [];
	const scrolls = node => { for (let n = node.parentElement; n && n !== document.body; n = n.parentElement)
		if (/auto|scroll|hidden|clip/.test(getComputedStyle(n).overflowX)) return true; return false; };
	const list = [...document.body.querySelectorAll("*")].filter(n => n.checkVisibility() && n.getBoundingClientRect().right > wide + 0.5 && !scrolls(n))
		.map(n => n.tagName + "." + n.className + " to " + Math.round(n.getBoundingClientRect().right)).slice(0, 6);
	return ["the page is " + page.scrollWidth + " wide in " + wide, ...list];
})()`

// resize sets the size of the window.
func (p *tab) resize(width, height int64) {
	p.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width == phoneWide})
}

// scheme makes the system prefer light or dark, and no motion: what changes
// colour has changed at once.
func (p *tab) scheme(name string) {
	p.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// scripts switches JavaScript on or off for the pages that follow.
func (p *tab) scripts(on bool) {
	p.Helper()
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// shoot keeps a picture of the page, down to three thousand pixels.
func (p *tab) shoot(name string) {
	p.Helper()
	beyond, fast := true, true
	size := read[[]float64](p, `[innerWidth, Math.min(3000, Math.max(innerHeight, document.documentElement.scrollHeight))]`)
	got := call(p, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &beyond, OptimizeForSpeed: &fast,
		Clip: &page.Viewport{Width: size[0], Height: size[1], Scale: 1}})
	if err := os.WriteFile(filepath.Join(p.shots, name+".png"), got.Data, 0o644); err != nil {
		p.Fatal(err)
	}
}

// call sends a command to the tab.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		p.giveUp("%s: %v", command.Method, err)
	}
	return result
}
