package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// resize sets the size of the window.
func (p *tab) resize(width, height int64) {
	p.Helper()
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500})
}

// scheme makes the system prefer light or dark.
func (p *tab) scheme(name string) {
	p.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// scripts switches JavaScript on or off for the pages that follow.
func (p *tab) scripts(on bool) {
	p.Helper()
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// shoot keeps a picture of the whole page.
func (p *tab) shoot(name string) {
	p.Helper()
	beyond, fast := true, true
	size := read[[]float64](p, `[document.documentElement.scrollWidth, Math.min(3000, Math.max(innerHeight, document.documentElement.scrollHeight))]`)
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
