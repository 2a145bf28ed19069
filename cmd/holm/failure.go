package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"holm/crm"
	"holm/export"
	"holm/licensing"
	"holm/lockout"
	"holm/store"
)

// errUsage marks a failure as wrong use of the command line.
var errUsage = errors.New("wrong usage")

// failure is what the operator reads: what happened and what to do.
type failure struct {
	cause, hint string
	err         error
}

// Error is the cause.
func (f *failure) Error() string { return f.cause }

// Unwrap returns what lies behind.
func (f *failure) Unwrap() error { return f.err }

// fail makes an error with its remedy.
func fail(err error, hint, format string, args ...any) error {
	cause := fmt.Sprintf(format, args...)
	if err != nil && !errors.Is(err, errUsage) {
		cause += ": " + err.Error()
	}
	return &failure{oneLine(cause), oneLine(hint), err}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// explain returns the cause and the remedy of any error.
func explain(err error) failure {
	var known *failure
	if errors.As(err, &known) {
		return *known
	}
	f := failure{cause: oneLine(err.Error()), err: err}
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		f.cause = "not valid: " + invalidText(invalid)
	}
	for _, r := range remedies {
		if r.is(err) {
			f.hint = r.hint
			return f
		}
	}
	f.hint = "holm doctor checks the installation; nothing was changed beyond what is said above"
	return f
}

// remedies says what to do about errors that come from below.
var remedies = []struct {
	is   func(error) bool
	hint string
}{
	{is(store.ErrNewerDatabase), "install the newer release that wrote this database, or restore a backup made before it; nothing was changed"},
	{diskFull, "make room on the disk and run the command again; what was saved before is complete"},
	{is(syscall.EADDRINUSE), "stop the program that uses the port, or choose another with --listen"},
	{is(fs.ErrPermission), "give the account that runs holm the right to read and write this place, or choose another data directory with --data"},
	{is(syscall.EROFS), "the disk is mounted read-only; mount it writable, or choose another data directory with --data"},
	{is(syscall.EMFILE), "raise the limit of open files of the account that runs holm"},
	{is(fs.ErrExist), "choose another name; existing files are never overwritten"},
	{as[*licensing.Rejection], "nothing was changed; ask the vendor for the document again and quote the reason"},
	{as[*lockout.Unlicensed], "give the user a category that has it (holm user category), or order the module; nothing was changed"},
	{as[*crm.SeatsTaken], "deactivate a user of that category, choose another category, or order seats"},
	{as[*crm.MeterFull], "nothing was saved; order more of the service, or wait for the next month"},
	{as[*lockout.Refusal], "holm license status shows the dates and what to do; holm license install FILE puts a new document in force at once"},
	{as[*lockout.Unacknowledged], "holm license check FILE shows the difference; install it with --acknowledge to accept it"},
	{as[*lockout.BrokenChain], "the ledger was changed outside holm; send holm license report to the vendor, and restore a backup"},
	{as[*export.Damage], "the archive is damaged or was changed; make a new one with holm export full, or fetch the file again"},
	{as[*crm.Invalid], "correct the value and run the command again; nothing was saved"},
	{is(crm.ErrFileMissing), "holm doctor names the files; copy them from a backup, or upload the documents again"},
	{is(crm.ErrTaken), "choose another name; nothing was saved"},
	{is(crm.ErrNotFound), "holm user list and holm apikey list show what there is"},
	{is(crm.ErrForbidden), "ask the main user of this installation"},
	{is(fs.ErrNotExist), "check the name of the file or folder"},
	{is(context.Canceled), "the command was stopped; run it again"},
	{as[*net.OpError], "choose another address with --listen, such as 127.0.0.1:8480"},
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func as[T error](err error) bool {
	var t T
	return errors.As(err, &t)
}

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "database or disk is full")
}
