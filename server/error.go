package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// failure is what an error means to a caller: a status, a stable code, and the
// message key under which pages explain it.
type failure struct {
	Status int
	Code   string
	Key    string
}

// failures is the error table: the first entry whose test holds.
var failures = []struct {
	is func(error) bool
	failure
}{
	{refusedIn(lockout.Locked), failure{http.StatusPaymentRequired, "license_locked", "failure.locked"}},
	{refusedIn(""), failure{http.StatusForbidden, "license_read_only", "failure.read_only"}},
	{as[*lockout.Unlicensed], failure{http.StatusForbidden, "feature_not_licensed", "failure.forbidden"}},
	{as[*lockout.Suspension], failure{http.StatusForbidden, "license_suspended", "failure.forbidden"}},
	{as[*crm.SeatsTaken], failure{http.StatusConflict, "seat_limit", "failure.seat_limit"}},
	{as[*crm.MeterFull], failure{http.StatusConflict, "meter_limit", "failure.meter_full"}},
	{as[*licensing.Rejection], failure{http.StatusUnprocessableEntity, "license_rejected", "failure.license_rejected"}},
	{as[*crm.Conflict], failure{http.StatusConflict, "conflict", "failure.conflict"}},
	{as[*crm.Invalid], failure{http.StatusUnprocessableEntity, "invalid", "failure.invalid"}},
	{is(errHost), failure{http.StatusMisdirectedRequest, "unknown_host", "failure.host"}},
	{is(crm.ErrNotFound), failure{http.StatusNotFound, "not_found", "failure.not_found"}},
	{is(crm.ErrForbidden), failure{http.StatusForbidden, "forbidden", "failure.forbidden"}},
	{is(crm.ErrUsed), failure{http.StatusConflict, "used", "failure.used"}},
	{is(crm.ErrNoRoom), failure{http.StatusInsufficientStorage, "no_room", "failure.no_room"}},
	{is(crm.ErrFileMissing), failure{http.StatusGone, "file_missing", "failure.file_missing"}},
	{is(crm.ErrUploadEnded), failure{http.StatusBadRequest, "upload_ended", "failure.upload_ended"}},
	{as[*crm.CheckedOut], failure{http.StatusConflict, "checked_out", "failure.checked_out"}},
	{is(crm.ErrTaken), failure{http.StatusConflict, "taken", "failure.taken"}},
	{as[*http.MaxBytesError], failure{http.StatusRequestEntityTooLarge, "too_large", "failure.too_large"}},
	{is(echo.ErrNotFound), failure{http.StatusNotFound, "not_found", "failure.not_found"}},
	{is(echo.ErrMethodNotAllowed), failure{http.StatusMethodNotAllowed, "method_not_allowed", "failure.not_found"}},
	{is(context.Canceled), failure{http.StatusServiceUnavailable, "canceled", "failure.internal"}},
	{func(error) bool { return true }, failure{http.StatusInternalServerError, "internal", "failure.internal"}},
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func as[T error](err error) bool {
	var t T
	return errors.As(err, &t)
}

// refusedIn tests for a refusal by a state of the licence, any when it is "".
func refusedIn(state lockout.State) func(error) bool {
	return func(err error) bool {
		var r *lockout.Refusal
		return errors.As(err, &r) && (state == "" || r.State == state)
	}
}

// failureOf looks the error up.
func failureOf(err error) failure {
	for _, f := range failures {
		if f.is(err) {
			return f.failure
		}
	}
	return failures[len(failures)-1].failure
}

// fail answers a request whose page could not be shown. What the caller cannot
// mend goes to the log with the whole chain.
func (s *Server) fail(err error, c echo.Context) {
	r := c.Request()
	f := failureOf(err)
	if f.Status == http.StatusInternalServerError {
		s.Log.Error("a request failed", "request", idOf(r), "method", r.Method, "path", r.URL.Path, "err", err)
	}
	if c.Response().Committed {
		return
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.problem(c.Response(), r, err)
		return
	}
	if shown := s.pages.ShowFailure(c.Response(), r, f.Status, f.Key, idOf(r), err); shown != nil {
		s.Log.Error("the page about a failure could not be shown", "request", idOf(r), "err", shown)
		http.Error(c.Response(), http.StatusText(f.Status), f.Status)
	}
}

// problem is an RFC 9457 problem document.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Code     string `json:"code"`
	State    string `json:"state,omitempty"`
	Since    string `json:"since,omitempty"`
	Help     string `json:"help,omitempty"`
	Request  string `json:"request_id,omitempty"`
	Category string `json:"category,omitempty"`
	Seats    int    `json:"seats,omitempty"`
	Used     int    `json:"used,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// problem answers with a problem document.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, err error) {
	f := failureOf(err)
	p := problem{Type: "about:blank", Title: http.StatusText(f.Status), Status: f.Status, Code: f.Code, Request: idOf(r)}
	var refusal *lockout.Refusal
	if errors.As(err, &refusal) {
		v := s.Gate.Verdict()
		p.State, p.Since, p.Help = string(v.State), v.Since.UTC().Format("2006-01-02T15:04:05Z"), "/admin/license"
	}
	var seats *crm.SeatsTaken
	if errors.As(err, &seats) {
		p.Category, p.Seats, p.Used = seats.Category, seats.Seats, seats.Used
	}
	var rejection *licensing.Rejection
	if errors.As(err, &rejection) {
		p.Reason = string(rejection.Reason)
	}
	body, err := json.Marshal(p)
	if err != nil {
		s.Log.Error("writing a problem document", "request", idOf(r), "err", err)
		http.Error(w, http.StatusText(f.Status), f.Status)
		return
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(f.Status)
	_, _ = w.Write(body) // the reader has gone: nothing is left to do
}
