package support

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"path"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"holm/crm"
)

// recentLines is how many lines of the log are remembered.
const recentLines = 300

// Recent is a log's handler that also remembers the latest lines for a
// diagnosis. What it remembers holds no data: it is stripped before it is
// kept, to the words of the program and values that cannot tell anything.
type Recent struct {
	next slog.Handler
	with []slog.Attr
	kept *lines
}

type lines struct {
	mu  sync.Mutex
	all []string
}

// NewRecent wraps the handler that writes the log.
func NewRecent(next slog.Handler) *Recent { return &Recent{next: next, kept: &lines{}} }

// Enabled: what is remembered does not depend on what is written.
func (r *Recent) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelInfo || r.next.Enabled(ctx, level)
}

// Handle remembers a line from the level of information on, and passes it on.
func (r *Recent) Handle(ctx context.Context, record slog.Record) error {
	if record.Level >= slog.LevelInfo {
		r.kept.add(strip(record, r.with))
	}
	if !r.next.Enabled(ctx, record.Level) {
		return nil
	}
	return r.next.Handle(ctx, record)
}

// WithAttrs returns a handler that adds values.
func (r *Recent) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &Recent{r.next.WithAttrs(attrs), append(append([]slog.Attr(nil), r.with...), attrs...), r.kept}
}

// WithGroup returns a handler that groups values.
func (r *Recent) WithGroup(name string) slog.Handler {
	return &Recent{r.next.WithGroup(name), r.with, r.kept}
}

// Lines returns what is remembered, the oldest first.
func (r *Recent) Lines() []string {
	r.kept.mu.Lock()
	defer r.kept.mu.Unlock()
	return append([]string(nil), r.kept.all...)
}

func (l *lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all = append(l.all, line); len(l.all) > recentLines {
		l.all = append([]string(nil), l.all[len(l.all)-recentLines:]...)
	}
}

// strip writes a line with the words of the program: its message, which is a
// constant, and of the values those that hold no data.
func strip(record slog.Record, with []slog.Attr) string {
	parts := []string{record.Time.UTC().Format(time.RFC3339), record.Level.String(), record.Message}
	add := func(a slog.Attr) bool {
		parts = append(parts, a.Key+"="+stripped(a.Key, a.Value.Resolve()))
		return true
	}
	for _, a := range with {
		add(a)
	}
	record.Attrs(add)
	return strings.Join(parts, " ")
}

// plainKeys are values that the program itself chose from a few words.
var plainKeys = map[string]bool{"kind": true, "type": true, "reason": true, "method": true, "of": true, "state": true}

var plainWord = regexp.MustCompile(`^[A-Za-z][A-Za-z_.-]{0,39}$`)

func stripped(key string, v slog.Value) string {
	switch v.Kind() {
	case slog.KindBool, slog.KindDuration, slog.KindInt64, slog.KindUint64, slog.KindTime:
		return v.String()
	}
	if err, ok := v.Any().(error); ok {
		return Describe(err)
	}
	text := v.String()
	switch {
	case key == "stack":
		return "\n" + stack(text)
	case key == "path":
		return address(text)
	case plainKeys[key] && plainWord.MatchString(text):
		return text
	}
	return "(hidden)"
}

// addressWords are the words that addresses of the product consist of.
var addressWords = regexp.MustCompile(`^(api|v1|admin|companies|persons|documents|users|groups|roles|keys|lists|tags|license|export|import|jobs|views|` +
	`search|help|me|login|logout|setup|terms|undo|selected|similar|fields|versions|edit|new|trash|restore|purge|availability|announcements|support|mail|` +
	`agreement|orders|meters)$`)

// address keeps the words of an address that are the product's own.
func address(text string) string {
	var out []string
	for part := range strings.SplitSeq(text, "/") {
		if part != "" && !addressWords.MatchString(part) {
			part = "*"
		}
		out = append(out, part)
	}
	return strings.Join(out, "/")
}

var frame = regexp.MustCompile(`^([A-Za-z0-9_./*()\[\]{}-]+)\(|^\s+(\S+\.go:\d+)`)

// stack keeps functions and lines of a stack, without arguments and folders.
func stack(text string) string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		m := frame.FindStringSubmatch(line)
		switch {
		case m == nil || len(out) >= 60:
		case m[2] != "":
			out = append(out, "    "+path.Base(m[2]))
		case strings.Contains(m[1], "/") || strings.Contains(m[1], "."):
			out = append(out, "  "+m[1])
		}
	}
	return strings.Join(out, "\n")
}

// fixedTexts are errors whose whole text is the program's.
var fixedTexts = []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, fs.ErrNotExist, fs.ErrPermission, fs.ErrExist,
	crm.ErrNotFound, crm.ErrForbidden, crm.ErrTaken, crm.ErrFileMissing, crm.ErrNoRoom, crm.ErrRefreshOff}

// Describe says what kind of error it is, without its text: that may quote what
// somebody entered. It names the types that it is made of, the numbers that
// engine and system gave it, and texts that never change.
func Describe(err error) string {
	var out []string
	describe(err, &out, 0)
	if len(out) == 0 {
		return "error"
	}
	return strings.Join(out, " > ")
}

func describe(err error, out *[]string, depth int) {
	if err == nil || depth > 12 || len(*out) > 24 {
		return
	}
	for _, known := range fixedTexts {
		if err == known {
			*out = append(*out, known.Error())
			return
		}
	}
	name := fmt.Sprintf("%T", err)
	var number syscall.Errno
	switch e := err.(type) {
	case syscall.Errno:
		number = e
		*out = append(*out, fmt.Sprintf("system error %d (%s)", int(number), number.Error()))
	case interface{ Code() int }:
		*out = append(*out, fmt.Sprintf("%s code %d", name, e.Code()))
	case interface{ SQLErrorNumber() int32 }:
		*out = append(*out, fmt.Sprintf("%s number %d", name, e.SQLErrorNumber()))
	default:
		if name != "*fmt.wrapError" && name != "*errors.joinError" && name != "*fmt.wrapErrors" && name != "*errors.errorString" {
			*out = append(*out, name)
		}
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			describe(e, out, depth+1)
		}
		return
	}
	describe(errors.Unwrap(err), out, depth+1)
}
