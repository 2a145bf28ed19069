package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsHTML string

//go:embed docs.css
var docsCSS []byte

// docsPolicy lets the page load its own style sheet and nothing else.
const docsPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// finishDocument takes out what huma put in for errors of its own: they are
// answered as our problems.
func (s *service) finishDocument() {
	schemas := s.api.OpenAPI().Components.Schemas.Map()
	delete(schemas, "ErrorModel")
	delete(schemas, "ErrorDetail")
}

// addDocuments serves the OpenAPI document and the page that shows it. Both
// are made once: the tables they show do not change while the server runs.
func (s *service) addDocuments() {
	document, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		panic(fmt.Errorf("write the OpenAPI document: %w", err)) // ours alone; a test reads it
	}
	var page bytes.Buffer
	t := template.Must(template.New("docs").Parse(docsHTML))
	if err := t.Execute(&page, s.docs()); err != nil {
		panic(fmt.Errorf("write the API's page: %w", err))
	}
	s.mux.HandleFunc("GET "+Prefix+"/openapi.json", static("application/json", document))
	s.mux.HandleFunc("GET "+Prefix+"/docs.css", static("text/css; charset=utf-8", docsCSS))
	s.mux.HandleFunc("GET "+Prefix+"/docs", static("text/html; charset=utf-8", page.Bytes()))
}

func static(contentType string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", contentType)
		h.Set("Content-Security-Policy", docsPolicy)
		h.Set("Cache-Control", "max-age=300")
		_, _ = w.Write(body) // the client has gone when this fails
	}
}

// docsPage is what the page shows.
type docsPage struct {
	Title, Version, About string
	Operations            []docsOperation
	Schemas               []docsSchema
	Codes                 []docsCode
}

type docsOperation struct {
	ID, Method, Path, Summary string
	Parameters                []docsField
	Body                      string
	Statuses                  []string
}

type docsSchema struct {
	Name   string
	Fields []docsField
}

type docsField struct{ Name, Kind, Text string }

type docsCode struct{ Code, Text string }

func (s *service) docs() docsPage {
	doc := s.api.OpenAPI()
	page := docsPage{Title: doc.Info.Title, Version: doc.Info.Version, About: doc.Info.Description, Codes: docsCodes()}
	for path, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Patch, item.Delete} {
			if op != nil {
				page.Operations = append(page.Operations, docsOf(path, op))
			}
		}
	}
	slices.SortFunc(page.Operations, func(a, b docsOperation) int {
		return strings.Compare(a.Path+order(a.Method), b.Path+order(b.Method))
	})
	for name, schema := range doc.Components.Schemas.Map() {
		if len(schema.Properties) > 0 {
			page.Schemas = append(page.Schemas, docsSchema{name, fieldsOf(schema)})
		}
	}
	slices.SortFunc(page.Schemas, func(a, b docsSchema) int { return strings.Compare(a.Name, b.Name) })
	return page
}

func order(method string) string {
	return fmt.Sprintf(" %d", slices.Index([]string{"GET", "POST", "PATCH", "DELETE"}, method))
}

func docsOf(path string, op *huma.Operation) docsOperation {
	d := docsOperation{ID: op.OperationID, Method: op.Method, Path: path, Summary: op.Summary}
	for _, p := range op.Parameters {
		d.Parameters = append(d.Parameters, docsField{p.Name, p.In + ", " + kindOf(p.Schema), p.Description})
	}
	if op.RequestBody != nil {
		if body := op.RequestBody.Content[jsonContent]; body != nil {
			d.Body = kindOf(body.Schema)
		}
	}
	for status, r := range op.Responses {
		d.Statuses = append(d.Statuses, status+" "+r.Description)
	}
	slices.Sort(d.Statuses)
	return d
}

func fieldsOf(schema *huma.Schema) []docsField {
	var out []docsField
	for name, p := range schema.Properties {
		out = append(out, docsField{name, kindOf(p), p.Description})
	}
	slices.SortFunc(out, func(a, b docsField) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// kindOf says in a few words what values a schema takes.
func kindOf(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, schemaRef)
	case s.Type == huma.TypeArray && s.Items != nil && len(s.Items.Properties) > 0:
		var names []string
		for name := range s.Items.Properties {
			names = append(names, name)
		}
		slices.Sort(names)
		return "list of {" + strings.Join(names, ", ") + "}"
	case s.Type == huma.TypeArray:
		return "list of " + kindOf(s.Items)
	case len(s.Enum) > 0:
		var names []string
		for _, e := range s.Enum {
			if text, ok := e.(string); ok {
				names = append(names, text)
			}
		}
		return strings.Join(names, " or ")
	case s.Format != "" && s.Type == huma.TypeString:
		return s.Format
	case s.MaxLength != nil:
		return fmt.Sprintf("%s, at most %d characters", s.Type, *s.MaxLength)
	}
	return s.Type
}

func docsCodes() []docsCode {
	return []docsCode{
		{CodeInvalid, "400 or 422: something sent is not right; fields says what."},
		{CodeUnauthorized, "401: no key, or not a good one."},
		{CodeLicenseLocked, "402: the installation is locked until a new licence document is installed."},
		{CodeForbidden, "403: the key's user has no right to do this."},
		{CodeLicenseReadOnly, "403: the installation is read-only."},
		{CodeFeatureNotLicensed, "403: the licence does not include this."},
		{CodeNotFound, "404: there is no such record, or it is not for you."},
		{CodeMethodNotAllowed, "405: the address does not take this method."},
		{CodeTaken, "409: another record has this already."},
		{CodeCheckedOut, "409: somebody else has checked the document out."},
		{CodeUploadEnded, "400: the body ended before the file was complete; nothing of it was kept."},
		{CodeFileMissing, "410: the file of this version is missing or damaged on the server."},
		{CodeNoRoom, "507: the server's disk has no room for the file; nothing of it was kept."},
		{CodeSeatLimit, "409: no seat is free in the user category; category, seats and used say which and how many."},
		{CodeMeterLimit, "409: the licence marks a metered service hard, and this month has no room left."},
		{CodeInProgress, "409: a request with this Idempotency-Key is being answered."},
		{CodeStale, "412: the record has changed since you read it; conflicts holds what both sides changed."},
		{CodeTooLarge, "413: the body is larger than 1 MiB."},
		{CodeMediaType, "415: the body is not JSON."},
		{CodeLicenseRejected, "422: a licence document was refused; reason says why."},
		{CodeKeyReused, "422: the Idempotency-Key was sent with another request."},
		{CodeIfMatchMissing, "428: send If-Match with the record's ETag."},
		{CodeInternal, "500: something went wrong here; nothing was saved."},
	}
}
