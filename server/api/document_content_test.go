package api_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"

	"holm/crm"
	"holm/server/api"
)

func (c *caller) company(t *testing.T) int64 {
	t.Helper()
	id, _ := c.send("POST", "/api/v1/companies", `{"name":"Åhavn"}`).want(t, 201).body["id"].(float64)
	return int64(id)
}

func TestDocumentsThroughTheAPI(t *testing.T) {
	c := newCaller(t)
	company := c.company(t)
	raw := c.send("POST", fmt.Sprintf("/api/v1/documents?name=Aftale.txt&on=company-%d", company), "one", "Content-Type", "text/plain").want(t, 201)
	at := raw.Header.Get("Location")
	file, _ := raw.body["file"].(map[string]any)
	if raw.Header.Get("ETag") != `"1"` || raw.body["name"] != "Aftale.txt" || file["size"] != 3.0 || file["media_type"] != "text/plain" || fmt.Sprint(raw.body["links"]) == "[]" {
		t.Errorf("made %s", raw.raw)
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("file", "Aftale 2.txt")
	if err == nil {
		_, err = part.Write([]byte("two"))
	}
	if err != nil || form.Close() != nil {
		t.Fatal(err)
	}
	c.send("POST", at+"/versions", b.String(), "Content-Type", form.FormDataContentType(), "If-Match", `"9"`).problem(t, 412, api.CodeStale)
	second := c.send("POST", at+"/versions?comment=signed", b.String(), "Content-Type", form.FormDataContentType(), "If-Match", `"1"`).want(t, 201)
	if second.Header.Get("ETag") != `"2"` || !strings.HasSuffix(second.Header.Get("Location"), "/versions/2") {
		t.Errorf("headers %v", second.Header)
	}
	versions, _ := c.send("GET", at+"/versions", "").want(t, 200).body["items"].([]any)
	if len(versions) != 2 || versions[0].(map[string]any)["comment"] != "signed" {
		t.Errorf("versions %v", versions)
	}
	content := c.send("GET", at+"/versions/1", "", "Range", "bytes=1-").want(t, 206)
	if content.raw != "ne" || content.Header.Get("Content-Disposition") != "attachment; filename=Aftale.txt" {
		t.Errorf("%q, %v", content.raw, content.Header)
	}
	c.send("GET", at+"/versions/1", "", "If-None-Match", content.Header.Get("ETag")).want(t, 304)
	c.send("GET", at+"/versions/7", "").problem(t, 404, api.CodeNotFound)

	c.send("PATCH", at, `{"name":"Rammeaftale","description":"x"}`).problem(t, 428, api.CodeIfMatchMissing)
	c.send("PATCH", at, `{"file":"x"}`, "If-Match", `"2"`).problem(t, 422, api.CodeInvalid)
	c.send("PATCH", at, `{"name":"Rammeaftale","description":"x"}`, "If-Match", `"2"`).want(t, 200)
	for query, want := range map[string]int{"": 1, fmt.Sprintf("?on=company-%d", company): 1, "?on=person-5": 0, "?q=ramme": 1, "?q=aftale2": 0} {
		if items, _ := c.send("GET", "/api/v1/documents"+query, "").want(t, 200).body["items"].([]any); len(items) != want {
			t.Errorf("%q lists %d documents, want %d", query, len(items), want)
		}
	}
	c.send("GET", "/api/v1/documents?on=user-1", "").problem(t, 422, api.CodeInvalid)
	c.send("DELETE", fmt.Sprintf("%s/links/company-%d", at, company), "", "If-Match", `"3"`).problem(t, 422, api.CodeInvalid)
	other := c.company(t)
	c.send("POST", fmt.Sprintf("%s/links/company-%d", at, other), "", "If-Match", `"3"`).want(t, 200)
	c.send("DELETE", fmt.Sprintf("%s/links/company-%d", at, company), "", "If-Match", `"4"`).want(t, 200)
	c.send("DELETE", at, "", "If-Match", `"5"`).want(t, 204)
	c.send("POST", at+"/restore", "").want(t, 200)
}

func TestUploadsThatTheAPIRefuses(t *testing.T) {
	c := newCaller(t)
	if err := c.store.SetSetting(t.Context(), c.main, crm.SettingDocumentSize, "10"); err != nil {
		t.Fatal(err)
	}
	user := c.user("mette", crm.RoleReader)
	text := []string{"Content-Type", "text/plain"}
	if code := c.send("POST", "/api/v1/documents?name=a.txt", "", text...).problem(t, 422, api.CodeInvalid).field("file"); code != "file_empty" {
		t.Errorf("an empty file: %v", code)
	}
	if code := c.send("POST", "/api/v1/documents?name=a.txt", "12345678901", text...).problem(t, 422, api.CodeInvalid).field("file"); code != "file_too_large" {
		t.Errorf("a large file: %v", code)
	}
	c.send("POST", "/api/v1/documents", "x", text...).problem(t, 422, api.CodeInvalid)
	c.send("POST", "/api/v1/documents?name=a.txt&on=company-999", "x", text...).problem(t, 404, api.CodeNotFound)
	c.send("POST", "/api/v1/documents", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf",
		"Content-Type", "multipart/form-data; boundary=x").problem(t, 400, api.CodeUploadEnded)
	user.send("POST", "/api/v1/documents?name=a.txt", "x", text...).problem(t, 403, api.CodeForbidden)
	if items, _ := c.send("GET", "/api/v1/documents", "").want(t, 200).body["items"].([]any); len(items) != 0 {
		t.Errorf("kept %v", items)
	}
}

// TestLargeBodiesPass what other addresses refuse.
func TestLargeBodiesPass(t *testing.T) {
	c := newCaller(t)
	c.send("POST", "/api/v1/documents?name=large.bin", strings.Repeat("x", 3<<20), "Content-Type", "application/octet-stream").want(t, 201)
	c.send("POST", "/api/v1/companies", `{"name":"`+strings.Repeat("x", 3<<20)+`"}`).problem(t, 413, api.CodeTooLarge)
}
