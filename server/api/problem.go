package api

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// The codes of problems. They are a promise: programs decide by them.
const (
	CodeInvalid            = "invalid"
	CodeUnauthorized       = "unauthorized"
	CodeForbidden          = "forbidden"
	CodeNotFound           = "not_found"
	CodeMethodNotAllowed   = "method_not_allowed"
	CodeTaken              = "taken"
	CodeTooLarge           = "too_large"
	CodeMediaType          = "media_type"
	CodeKeyReused          = "idempotency_key_reused"
	CodeInProgress         = "in_progress"
	CodeStale              = "stale"
	CodeIfMatchMissing     = "if_match_missing"
	CodeLicenseLocked      = "license_locked"
	CodeLicenseReadOnly    = "license_read_only"
	CodeFeatureNotLicensed = "feature_not_licensed"
	CodeLicenseSuspended   = "license_suspended"
	CodeSeatLimit          = "seat_limit"
	CodeMeterLimit         = "meter_limit"
	CodeLicenseRejected    = "license_rejected"
	CodeInternal           = "internal"
	CodeCheckedOut         = "checked_out"
	CodeUploadEnded        = "upload_ended"
	CodeFileMissing        = "file_missing"
	CodeNoRoom             = "no_room"
)

const helpPage = "/admin/license"

// Problem is an error answer of RFC 9457. Code is stable; Detail is for
// people.
type Problem struct {
	Type      string          `json:"type"`
	Title     string          `json:"title"`
	Status    int             `json:"status"`
	Code      string          `json:"code" doc:"What programs decide by."`
	Detail    string          `json:"detail,omitempty"`
	State     string          `json:"state,omitempty" doc:"The licence's state, when that is why."`
	Since     *time.Time      `json:"since,omitempty"`
	Help      string          `json:"help,omitempty"`
	Feature   string          `json:"feature,omitempty" doc:"The function or module that the licence does not give."`
	Having    []string        `json:"having,omitempty" nullable:"false" doc:"User categories that have the feature; without any it is a module to order."`
	Category  string          `json:"category,omitempty" doc:"The user category without a free seat, or without the feature."`
	Seats     *int            `json:"seats,omitempty"`
	Used      *int            `json:"used,omitempty"`
	Reason    string          `json:"reason,omitempty" doc:"Why a licence document was refused."`
	Version   int64           `json:"version,omitempty" doc:"The version now stored, when yours was stale."`
	Fields    []FieldProblem  `json:"fields,omitempty" nullable:"false"`
	Conflicts []FieldConflict `json:"conflicts,omitempty" nullable:"false"`
}

// FieldProblem is what is wrong with one field or parameter.
type FieldProblem struct {
	Field  string         `json:"field"`
	Code   string         `json:"code"`
	Detail string         `json:"detail"`
	Args   map[string]any `json:"args,omitempty"`
}

// FieldConflict is a field that was changed since the caller read it.
type FieldConflict struct {
	Field  string `json:"field"`
	Yours  any    `json:"yours"`
	Theirs any    `json:"theirs"`
}

// Error is the detail for people.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus is the HTTP status, as huma asks for it.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of problem documents, as huma asks for it.
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// complete fills in what follows from status and code.
func (p *Problem) complete() *Problem {
	p.Type = Prefix + "/docs#" + p.Code
	p.Title = http.StatusText(p.Status)
	return p
}

func (p *Problem) write(w http.ResponseWriter) {
	body, err := json.Marshal(p.complete())
	if err != nil {
		http.Error(w, p.Code, p.Status)
		return
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	_, _ = w.Write(append(body, '\n')) // the client has gone when this fails
}

// asProblem turns huma's own refusals of a request into ours.
func asProblem(_ huma.Context, _ string, v any) (any, error) {
	switch e := v.(type) {
	case *Problem:
		return e.complete(), nil
	case *huma.ErrorModel:
		p := &Problem{Status: e.Status, Detail: sentence(e.Detail), Code: codeOfStatus(e.Status)}
		for _, d := range e.Errors {
			p.Fields = append(p.Fields, FieldProblem{Field: fieldOf(d.Location), Code: CodeInvalid, Detail: sentence(d.Message)})
		}
		if p.Status == http.StatusInternalServerError {
			p.Detail, p.Fields = "Something went wrong. Nothing was saved.", nil
		}
		return p.complete(), nil
	}
	return v, nil
}

func codeOfStatus(status int) string {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return CodeTooLarge
	case http.StatusUnsupportedMediaType:
		return CodeMediaType
	case http.StatusInternalServerError:
		return CodeInternal
	}
	return CodeInvalid
}
