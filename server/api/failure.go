package api

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// problem is the one table from errors to answers. What it does not know is
// logged and told as an internal error.
func (s *service) problem(err error) *Problem {
	var (
		ready    *Problem
		invalid  *crm.Invalid
		conflict *crm.Conflict
		seats    *crm.SeatsTaken
		full     *crm.MeterFull
		refusal  *lockout.Refusal
		lacking  *lockout.Unlicensed
		closed   *lockout.Suspension
		rejected *licensing.Rejection
		out      *crm.CheckedOut
	)
	switch {
	case errors.As(err, &ready):
		return ready
	case errors.As(err, &invalid):
		return invalidProblem(invalid)
	case errors.As(err, &conflict):
		return conflictProblem(conflict)
	case errors.As(err, &seats):
		return &Problem{Status: http.StatusConflict, Code: CodeSeatLimit, Category: seats.Category,
			Seats: &seats.Seats, Used: &seats.Used, Help: helpPage,
			Detail: "No seat is free in this user category. Deactivate a user, or order more."}
	case errors.As(err, &full):
		return &Problem{Status: http.StatusConflict, Code: CodeMeterLimit, Help: helpPage,
			Detail: "The licence allows no more of this metered service this month: " + full.Error() + ". Nothing was saved."}
	case errors.As(err, &refusal):
		return s.refused(refusal)
	case errors.As(err, &lacking):
		return s.unlicensed(lacking)
	case errors.As(err, &closed):
		return &Problem{Status: http.StatusForbidden, Code: CodeLicenseSuspended, Category: closed.Category, State: string(s.Gate.Verdict().State),
			Help: helpPage, Detail: "The licence suspends users of this category, and their keys. An administrator can say why."}
	case errors.As(err, &rejected):
		return &Problem{Status: http.StatusUnprocessableEntity, Code: CodeLicenseRejected,
			Reason: string(rejected.Reason), Detail: rejected.Detail, Help: helpPage}
	case errors.Is(err, crm.ErrRepeated):
		return &Problem{Status: http.StatusConflict, Code: CodeInProgress,
			Detail: "A request with this Idempotency-Key is being answered. Send it again later."}
	case errors.As(err, &out):
		return &Problem{Status: http.StatusConflict, Code: CodeCheckedOut, Detail: "Somebody else has checked the document out. Nothing was saved."}
	case errors.Is(err, crm.ErrNoRoom):
		s.Log.Error("a file could not be kept", "error", err)
		return &Problem{Status: http.StatusInsufficientStorage, Code: CodeNoRoom, Detail: "The server's disk has no room for the file. Nothing of it was kept."}
	case errors.Is(err, crm.ErrFileMissing):
		s.Log.Error("a file is not as it was kept", "error", err)
		return &Problem{Status: http.StatusGone, Code: CodeFileMissing, Detail: "The file of this version is missing or damaged on the server. An administrator can bring it back from a backup."}
	case errors.Is(err, crm.ErrUploadEnded):
		return &Problem{Status: http.StatusBadRequest, Code: CodeUploadEnded, Detail: "The body ended before the file was complete. Nothing of it was kept."}
	case errors.Is(err, crm.ErrNotFound):
		return &Problem{Status: http.StatusNotFound, Code: CodeNotFound, Detail: "There is no such record, or it is not for you."}
	case errors.Is(err, crm.ErrForbidden):
		return &Problem{Status: http.StatusForbidden, Code: CodeForbidden, Detail: "The key's user has no right to do this."}
	case errors.Is(err, crm.ErrTaken):
		return &Problem{Status: http.StatusConflict, Code: CodeTaken, Detail: "Another record has this already."}
	case errors.Is(err, crm.ErrCursor):
		return wrongParameter("cursor", "cursor", "The cursor is not one of this list.")
	}
	s.Log.Error("api request failed", "error", err)
	return &Problem{Status: http.StatusInternalServerError, Code: CodeInternal, Detail: "Something went wrong. Nothing was saved."}
}

// unlicensed names the categories that have what was refused; with none it is a
// module.
func (s *service) unlicensed(u *lockout.Unlicensed) *Problem {
	detail := "The licence does not include the module " + u.Feature + "."
	if len(u.Having) > 0 || slices.Contains(licensing.Features(), u.Feature) {
		detail = "The user category does not have the function " + u.Feature + "; others may."
	}
	return &Problem{Status: http.StatusForbidden, Code: CodeFeatureNotLicensed, Feature: u.Feature, Category: u.Category, Having: u.Having,
		State: string(s.Gate.Verdict().State), Detail: detail, Help: helpPage}
}

func (s *service) refused(r *lockout.Refusal) *Problem {
	v := s.Gate.Verdict()
	p := &Problem{Status: http.StatusForbidden, Code: CodeLicenseReadOnly, State: string(r.State), Help: helpPage,
		Detail: "The installation is read-only. Nothing was changed."}
	if v.State == r.State && !v.Since.IsZero() {
		p.Since = &v.Since
	}
	if r.State == lockout.Locked {
		p.Status, p.Code = http.StatusPaymentRequired, CodeLicenseLocked
		p.Detail = "The installation is locked until a new licence document is installed. Nothing was changed."
	}
	return p
}

func invalidProblem(invalid *crm.Invalid) *Problem {
	p := &Problem{Status: http.StatusUnprocessableEntity, Code: CodeInvalid, Detail: "Some fields are not right. Nothing was saved."}
	for _, f := range invalid.Fields {
		code := strings.TrimPrefix(f.Key, "error.")
		p.Fields = append(p.Fields, FieldProblem{Field: f.Field, Code: code, Detail: wording(code), Args: f.Args})
	}
	return p
}

func conflictProblem(c *crm.Conflict) *Problem {
	p := &Problem{Status: http.StatusPreconditionFailed, Code: CodeStale, Version: c.Version,
		Detail: "The record has changed since you read it. Nothing was saved."}
	for _, f := range c.Fields {
		p.Conflicts = append(p.Conflicts, FieldConflict(f))
	}
	return p
}

func wrongParameter(field, code, detail string) *Problem {
	return &Problem{Status: http.StatusUnprocessableEntity, Code: CodeInvalid, Detail: detail,
		Fields: []FieldProblem{{Field: field, Code: code, Detail: detail}}}
}

// wording says in English what a field's code means.
func wording(code string) string {
	switch code {
	case "required", "name_required":
		return "A value is needed."
	case "unknown_field":
		return "There is no such field."
	case "read_only":
		return "The field cannot be set."
	case "too_long":
		return "The text is too long."
	case "too_many":
		return "There are too many entries."
	case "file_empty":
		return "The file is empty."
	case "file_too_large":
		return "The file is larger than allowed; max says how many bytes it may have."
	case "last_link":
		return "A document hangs on one record at least. Delete it instead."
	case "negative":
		return "The number must not be below zero."
	case "choice":
		return "This is not one of the choices."
	case "not_text", "not_integer", "not_flag", "not_list":
		return "This is not a value of the field's type."
	case "date":
		return "Write the day as 2006-01-02."
	case "filter_field":
		return "There is no such field to filter by."
	case "filter_operator":
		return "The field cannot be compared so."
	case "filter_value":
		return "This is not a value of the field."
	case "filter_date":
		return "This is not a date: write 2026-03-31, 2026-03-31T12:00:00Z, today, this month or last 30 days."
	case "filter_end":
		return "The filter ends too early."
	case "filter_syntax":
		return "This cannot stand here in the filter."
	case "filter_quote":
		return "A quotation mark is not closed."
	case "country":
		return "Write the country as two letters, ISO 3166-1."
	}
	return sentence("not right: " + strings.ReplaceAll(code, "_", " "))
}

// sentence starts with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// fieldOf takes the place within the request off a location: query.limit.
func fieldOf(location string) string {
	if _, field, ok := strings.Cut(location, "."); ok {
		return field
	}
	return location
}
