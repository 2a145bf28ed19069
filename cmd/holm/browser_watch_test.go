package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch notes everything that a quiet product does not do.
type watch struct {
	base     string
	mu       sync.Mutex
	wrong    []string
	statuses []int // answers that the test provokes
}

// reportViolations makes the page itself say when its policy was breached.
const reportViolations = `addEventListener("securitypolicyviolation", e =>
	console.error("securitypolicyviolation: " + e.violatedDirective + " blocked " + e.blockedURI + " in " + e.sourceFile + ":" + e.lineNumber))`

// watchOver begins to note what the tab does, and fails the test at its end
// for everything that was noted.
func watchOver(ctx context.Context, t *testing.T, base string) *watch {
	t.Helper()
	w := &watch{base: base}
	if err := chromedp.Listen(ctx, w.note); err != nil {
		t.Fatal(err)
	}
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: reportViolations})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, line := range w.wrong {
			t.Error("in the browser:", line)
		}
	})
	return w
}

// expect permits answers with a status from here on.
func (w *watch) expect(statuses ...int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.statuses = append(w.statuses, statuses...)
}

func (w *watch) note(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if kind := string(e.Type); kind == "warning" || kind == "error" || kind == "assert" {
			text := ""
			for _, arg := range e.Args {
				text += " " + string(arg.Value) + arg.Description
			}
			w.add("console.%s:%s", kind, text)
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		w.add("uncaught: %s (%s:%d)", text, e.ExceptionDetails.URL, e.ExceptionDetails.LineNumber)
	case *cdplog.EventEntryAdded:
		if level := string(e.Entry.Level); level == "warning" || level == "error" {
			if !w.provoked(e.Entry.Text) {
				w.add("log %s: %s %s", level, e.Entry.Text, e.Entry.URL)
			}
		}
	case *network.EventLoadingFailed:
		if !e.Canceled && e.ErrorText != "net::ERR_ABORTED" {
			w.add("request failed: %s %s %s", e.Type, e.ErrorText, e.BlockedReason)
		}
	case *network.EventResponseReceived:
		if status := int(e.Response.Status); status >= 400 && !slices.Contains(w.statuses, status) {
			w.add("%s answered %d", e.Response.URL, status)
		}
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, w.base) && !strings.HasPrefix(url, "data:") {
			w.add("a request leaves the server: %s", url)
		}
	}
}

// provoked reports whether a line of the log is about a permitted answer.
func (w *watch) provoked(text string) bool {
	return slices.ContainsFunc(w.statuses, func(status int) bool {
		return strings.Contains(text, fmt.Sprintf("responded with a status of %d", status))
	})
}

func (w *watch) add(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if !slices.Contains(w.wrong, line) {
		w.wrong = append(w.wrong, line)
	}
}
