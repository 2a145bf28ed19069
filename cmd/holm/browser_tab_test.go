package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// tab is one page in a browser context of its own: no cookie of another test.
type tab struct {
	*testing.T
	*watch
	ctx   context.Context
	shots string
}

func (b *chromium) open(t *testing.T, base string) *tab {
	t.Helper()
	ctx, leave := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(leave)
	p := &tab{T: t, ctx: ctx, shots: b.shots}
	p.watch = watchOver(ctx, t, base)
	p.resize(deskWide, deskHigh)
	p.scheme("light")
	return p
}

// do runs steps of the browser.
func (p *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.giveUp("%s: %v", what, err)
	}
}

// giveUp ends the test with a picture of where it stopped.
func (p *tab) giveUp(format string, args ...any) {
	p.Helper()
	text := fmt.Sprintf(format, args...)
	if at, err := ask[string](p, `location.href + "\n" + (document.body ? document.body.innerText.slice(0, 1500) : "")`); err == nil {
		text += "\nat " + at
	}
	if png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot()); err == nil {
		name := "failed-" + strings.NewReplacer("/", "-", " ", "-").Replace(p.Name()) + ".png"
		if err := os.WriteFile(filepath.Join(p.shots, name), png, 0o644); err == nil {
			text += "\npicture " + name
		}
	}
	p.Fatal(text)
}

// ask evaluates an expression in the page.
func ask[T any](p *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// read evaluates an expression that must work.
func read[T any](p *tab, expression string) T {
	p.Helper()
	value, err := ask[T](p, expression)
	if err != nil {
		p.giveUp("%s: %v", expression, err)
	}
	return value
}

// until waits for a condition to hold in the page, across navigations.
func (p *tab) until(what, condition string) {
	p.Helper()
	for deadline := time.Now().Add(step); time.Now().Before(deadline); time.Sleep(15 * time.Millisecond) {
		if ok, err := ask[bool](p, "!!("+condition+")"); err == nil && ok {
			return
		}
	}
	p.giveUp("waited in vain until %s", what)
}

// visit goes to an address of the product.
func (p *tab) visit(path string) {
	p.Helper()
	p.do("visiting "+path, chromedp.Navigate(p.base+path))
}

// at waits until the address matches a regular expression and the page is
// there.
func (p *tab) at(pattern string) {
	p.Helper()
	p.until("the address is "+pattern, fmt.Sprintf(`new RegExp(%s).test((location.pathname + location.search).replace(/[?&]from=[^&]*/, ""))
		&& document.readyState === "complete" && !document.querySelector(".htmx-request") && `+settled, quote("^"+pattern+"$")))
}

// settled is when nothing of the page is about to be replaced: what is pressed
// earlier than people can press it meets a form that is not ready yet.
const settled = `!document.querySelector(".htmx-swapping, .htmx-settling")`

// atRest is when nothing is asked for either.
const atRest = settled + ` && !document.querySelector(".htmx-request")`

// sees waits until the page shows a text.
func (p *tab) sees(texts ...string) {
	p.Helper()
	for _, text := range texts {
		p.until("the page shows "+text, `document.body.innerText.includes(`+quote(text)+`) && `+settled)
	}
}

// has waits until something in the page matches a selector.
func (p *tab) has(selector string) {
	p.Helper()
	p.until(selector+" is there", `document.querySelector(`+quote(selector)+`) && `+settled)
}

// lacks waits until nothing in the page matches.
func (p *tab) lacks(selector string) {
	p.Helper()
	p.until(selector+" is gone", `!document.querySelector(`+quote(selector)+`)`)
}

// click presses the mouse on the first element of a selector that shows the
// text ("" for any), when it can be seen and nothing covers it.
func (p *tab) click(selector, text string) {
	p.Helper()
	find := fmt.Sprintf(`(() => {
		if (!(%s)) return null;
		const text = %s;
		for (const node of document.querySelectorAll(%s)) {
			if (text && !node.innerText.includes(text) || !node.checkVisibility({ visibilityProperty: true })) continue;
			node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
			const r = node.getClientRects()[0];
			if (!r || !r.width) continue;
			const x = r.x + r.width / 2, y = r.y + r.height / 2, hit = document.elementFromPoint(x, y);
			if (hit && (node.contains(hit) || hit.contains(node) && hit.tagName === "LABEL")) return [x, y];
		}
		return null;
	})()`, settled, quote(text), quote(selector))
	for deadline := time.Now().Add(step); time.Now().Before(deadline); time.Sleep(15 * time.Millisecond) {
		if at, err := ask[[]float64](p, find); err == nil && len(at) == 2 {
			p.do("clicking "+selector, chromedp.MouseClickXY(at[0], at[1]))
			return
		}
	}
	p.giveUp("cannot click %s %q", selector, text)
}

// write clicks into a field, empties it and types.
func (p *tab) write(selector, text string) {
	p.Helper()
	p.click(selector, "")
	p.until(selector+" has the focus", `document.activeElement.matches(`+quote(selector)+`)`)
	p.press("a", chromedp.ModifierCtrl)
	p.press(kb.Delete)
	p.press(text)
}

// press types keys to whatever has the focus, as a keyboard does: a key that
// the page takes for itself writes nothing.
func (p *tab) press(keys string, modifiers ...chromedp.Modifier) {
	p.Helper()
	p.until("the page is at rest", atRest)
	for _, r := range keys {
		events := kb.Encode(r)
		down, up := *events[0], *events[len(events)-1]
		for _, m := range modifiers {
			down.Modifiers |= int64(m)
			up.Modifiers |= int64(m)
		}
		if written := events[1]; len(events) == 3 && down.Modifiers&^int64(chromedp.ModifierShift) == 0 {
			down.Text, down.UnmodifiedText = written.Text, written.UnmodifiedText
		}
		call(p, input.DispatchKeyEvent, down)
		call(p, input.DispatchKeyEvent, up)
	}
}

// tabTo presses Tab until the focus is on an element of the selector.
func (p *tab) tabTo(selector string) {
	p.Helper()
	for range 150 {
		if read[bool](p, `document.activeElement.matches(`+quote(selector)+`)`) {
			return
		}
		p.press(kb.Tab)
	}
	p.giveUp("Tab does not come to %s", selector)
}

func quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return string(b)
}
