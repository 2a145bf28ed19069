package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"holm/licensing"
)

// failure is what went wrong, and what to do about it.
type failure struct {
	cause string
	hint  string
	code  int
}

func (f *failure) Error() string { return f.cause }

func failed(hint, format string, args ...any) error {
	return &failure{cause: fmt.Sprintf(format, args...), hint: hint, code: exitFailed}
}

func misused(hint, format string, args ...any) error {
	return &failure{cause: fmt.Sprintf(format, args...), hint: hint, code: exitUsage}
}

// explain finds the hint for an error that brought none.
func explain(err error) *failure {
	f := &failure{cause: err.Error(), code: exitFailed}
	var rejection *licensing.Rejection
	switch {
	case errors.As(err, &rejection) && rejection.Reason == licensing.Bounds:
		f.hint = "these limits protect the customer; a nonproduction agreement may set dates freely"
	case errors.As(err, &rejection):
		f.hint = "nothing was signed or changed"
	case errors.Is(err, fs.ErrNotExist):
		f.hint = "check the path"
	case errors.Is(err, fs.ErrPermission):
		f.hint = "check the rights on the file and its folder"
	case strings.Contains(err.Error(), "append-only"):
		f.hint = "the register keeps every entry; add a new one instead"
	case strings.Contains(err.Error(), "UNIQUE constraint"):
		f.cause, f.hint = "the register already holds an entry of that number", "choose another number, or list what is there"
	default:
		f.hint = "nothing was signed or changed"
	}
	return f
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
