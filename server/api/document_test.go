package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"holm/crm"
	"holm/server/api"
)

// document reads the OpenAPI document as anybody gets it.
func document(t *testing.T, c *caller) *openapi3.T {
	t.Helper()
	c.key = ""
	got := c.send("GET", "/api/v1/openapi.json", "").want(t, 200)
	doc, err := openapi3.NewLoader().LoadFromData([]byte(got.raw))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDocumentIsValidOpenAPI31(t *testing.T) {
	c := newCaller(t)
	doc := document(t, c)
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("the document is of version %s", doc.OpenAPI)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	raw, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "ErrorModel") {
		t.Error("the document speaks of errors that are never sent")
	}
}

// TestEveryOperationIsThere asks for every described operation, and for every
// method of every described path: what is described answers, the rest does not.
func TestEveryOperationIsThere(t *testing.T) {
	c := newCaller(t)
	key := c.key
	doc := document(t, c)
	c.key = key
	for path, item := range doc.Paths.Map() {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			op := item.GetOperation(method)
			got := c.send(method, strings.Replace(path, "{id}", "987654", 1), "")
			described := op != nil
			answers := got.StatusCode != http.StatusMethodNotAllowed
			if described != answers {
				t.Errorf("%s %s is described: %v, answers: %v", method, path, described, answers)
			}
			if op != nil && op.Responses.Status(got.StatusCode) == nil {
				t.Errorf("%s %s answered %d, which is not described", method, path, got.StatusCode)
			}
		}
	}
	for _, path := range []string{"/companies", "/companies/{id}", "/companies/{id}/restore", "/companies/batch", "/persons", "/persons/{id}",
		"/persons/{id}/restore", "/persons/batch", "/users", "/users/{id}", "/groups", "/list_items", "/license", "/documents", "/documents/{id}",
		"/documents/{id}/restore", "/documents/{id}/versions", "/documents/{id}/versions/{number}", "/documents/{id}/links/{on}"} {
		if doc.Paths.Value(api.Prefix+path) == nil {
			t.Errorf("%s is not described", path)
		}
	}
	if n := doc.Paths.Len(); n != 19 {
		t.Errorf("%d paths are described", n)
	}
}

// TestAnswersFollowTheirSchemas checks real answers against the document.
func TestAnswersFollowTheirSchemas(t *testing.T) {
	c := newCaller(t)
	key := c.key
	doc := document(t, c)
	c.key = key
	company := c.send("POST", "/api/v1/companies", `{"name":"Åhavn","phones":[{"number":"33 12 45 67"}],"emails":[{"address":"a@b.example"}]}`).want(t, 201)
	person := c.send("POST", "/api/v1/persons", `{"last_name":"Lund","gender":"female","social_links":[{"url":"https://x.example"}]}`).want(t, 201)
	document := c.send("POST", "/api/v1/documents?name=a.txt", "content", "Content-Type", "text/plain").want(t, 201)
	for schema, got := range map[string]answer{
		"Document":     document,
		"DocumentList": c.send("GET", "/api/v1/documents?count=true", "").want(t, 200),
		"FileVersions": c.send("GET", document.Header.Get("Location")+"/versions", "").want(t, 200),
		"Company":      company,
		"Person":       person,
		"User":         c.send("POST", "/api/v1/users", `{"login":"dora","name":"Dora"}`).want(t, 201),
		"CompanyList":  c.send("GET", "/api/v1/companies?count=true", "").want(t, 200),
		"PersonList":   c.send("GET", "/api/v1/persons", "").want(t, 200),
		"UserList":     c.send("GET", "/api/v1/users", "").want(t, 200),
		"ListItems":    c.send("GET", "/api/v1/list_items?list=business", "").want(t, 200),
		"Groups":       c.send("GET", "/api/v1/groups", "").want(t, 200),
		"License":      c.send("GET", "/api/v1/license", "").want(t, 200),
		"Problem":      c.send("GET", "/api/v1/persons/987654", "").want(t, 404),
		"BatchResults": c.send("POST", "/api/v1/persons/batch", `{"steps":[{"action":"create","values":{}}]}`).want(t, 200),
	} {
		if err := doc.Components.Schemas[schema].Value.VisitJSON(got.body, openapi3.EnableJSONSchema2020()); err != nil {
			t.Errorf("%s: %v\n%s", schema, err, got.raw)
		}
	}
	if _, described := doc.Components.Schemas["Company"]; !described {
		t.Fatal("Company has no schema")
	}
	for name := range company.body {
		if doc.Components.Schemas["Company"].Value.Properties[name] == nil {
			t.Errorf("the answer's field %s is not described", name)
		}
	}
	for _, f := range crm.CompanyFields() {
		if _, ok := company.body[f.Name]; !ok {
			t.Errorf("the field %s is not answered", f.Name)
		}
	}
}

func TestDocsPageLoadsNothingFromElsewhere(t *testing.T) {
	c := newCaller(t)
	c.key = ""
	page := c.send("GET", "/api/v1/docs", "").want(t, 200)
	policy := page.Header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	for _, bad := range []string{"<script", "<style", " style=", " onclick=", "http://", "https://", "//cdn"} {
		if strings.Contains(page.raw, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, link := range regexp.MustCompile(`(?:href|src)="([^"]+)"`).FindAllStringSubmatch(page.raw, -1) {
		if strings.HasPrefix(link[1], "#") {
			if !strings.Contains(page.raw, `id="`+link[1][1:]+`"`) {
				t.Errorf("the link %s leads nowhere", link[1])
			}
			continue
		}
		c.send("GET", link[1], "").want(t, 200)
	}
	codes := regexp.MustCompile(`<dt id="([a-z_]+)">`).FindAllStringSubmatch(page.raw, -1)
	var listed []string
	for _, m := range codes {
		listed = append(listed, m[1])
	}
	for _, code := range []string{api.CodeSeatLimit, api.CodeLicenseLocked, api.CodeStale, api.CodeInvalid} {
		if !slices.Contains(listed, code) {
			t.Errorf("the page does not explain %s", code)
		}
	}
}

func TestAFileWithAKeyMakesOneDocument(t *testing.T) {
	c := newCaller(t)
	first := c.send("POST", "/api/v1/documents?name=Aftale.txt", "one", "Content-Type", "text/plain", "Idempotency-Key", "k1").want(t, 201)
	again := c.send("POST", "/api/v1/documents?name=Aftale.txt", "one", "Content-Type", "text/plain", "Idempotency-Key", "k1").want(t, 201)
	if again.raw != first.raw || again.Header.Get("Location") != first.Header.Get("Location") || again.Header.Get("ETag") != `"1"` {
		t.Errorf("%s, then %s %v", first.raw, again.raw, again.Header)
	}
	c.send("POST", "/api/v1/documents?name=Aftale.txt", "two", "Content-Type", "text/plain", "Idempotency-Key", "k1").problem(t, 422, api.CodeKeyReused)
	c.send("POST", "/api/v1/documents?name=Andet.txt", "one", "Content-Type", "text/plain", "Idempotency-Key", "k1").problem(t, 422, api.CodeKeyReused)
	c.send("POST", "/api/v1/documents?name=Aftale.txt", "one", "Content-Type", "text/plain", "Idempotency-Key", "k2").want(t, 201)
	if items, _ := c.send("GET", "/api/v1/documents", "").want(t, 200).body["items"].([]any); len(items) != 2 {
		t.Errorf("there are %d documents", len(items))
	}
}
