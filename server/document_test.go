package server_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"holm/crm"
)

// sent is a file as a browser sends it.
type sent struct{ name, content string }

// upload posts files as a form does.
func (h *house) upload(path string, status int, header map[string]string, files ...sent) answer {
	h.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("comment", "as agreed"); err != nil {
		h.t.Fatal(err)
	}
	for _, f := range files {
		head := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + f.name + `"`}, "Content-Type": {"image/png"}}
		part, err := w.CreatePart(head)
		if err == nil {
			_, err = part.Write([]byte(f.content))
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		h.t.Fatal(err)
	}
	all := map[string]string{"Content-Type": w.FormDataContentType()}
	for name, value := range header {
		all[name] = value
	}
	return h.want(h.doRaw(http.MethodPost, path, &b, all), path, status)
}

func (h *house) company(name string) string {
	h.t.Helper()
	return h.post("/companies", url.Values{"name": {name}}, http.StatusSeeOther).Header.Get("Location")
}

// onRecord is the address that adds documents to the record at a path.
func onRecord(path string) string {
	return "/documents?on=company-" + strings.TrimPrefix(path, "/companies/")
}

func onePixel(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDocumentsWithoutJavaScript(t *testing.T) {
	h := furnished(t)
	at := h.company("Havnsø")
	h.has(h.get(at+"?tab=files", http.StatusOK), "No files yet", `enctype="multipart/form-data"`, onRecord(at), "100 MB")
	h.upload(onRecord(at), http.StatusSeeOther, nil, sent{"Ramme <aftale>.txt", "one & <b>two</b>"}, sent{`C:\\b\\Foto.png`, onePixel(t)})
	list := h.get(at+"?tab=files", http.StatusOK)
	h.has(list, "2 files are added.", "Ramme _aftale_.txt", "Foto.png", `id="files-count">2<`)
	doc := linkTo(t, list.text, "Ramme _aftale_.txt")
	page := h.get(doc, http.StatusOK)
	h.has(page, "one &amp; &lt;b&gt;two&lt;/b&gt;", "Ramme &lt;aftale&gt;.txt", "as agreed", at, "Havnsø")
	h.lacks(page, "<b>two")
	picture := h.get(linkTo(t, list.text, "Foto.png"), http.StatusOK)
	h.has(picture, "/versions/1/picture")

	h.upload(doc+"/versions", http.StatusSeeOther, nil, sent{"Rammeaftale 2.txt", "newer"})
	h.has(h.get(doc, http.StatusOK), "Version 2 is added.", "Rammeaftale 2.txt", "newer")
	if one, two := h.get(doc+"/versions/1", http.StatusOK), h.get(doc+"/versions/2", http.StatusOK); one.text != "one & <b>two</b>" || two.text != "newer" {
		t.Errorf("downloads are %q and %q", one.text, two.text)
	}
	h.get(doc+"/versions/3", http.StatusNotFound)

	form := h.get(doc+"/edit", http.StatusOK)
	h.post(doc, url.Values{"version": {hidden(t, form.text, "version")}, "was": {hidden(t, form.text, "was")}, "name": {"Rammeaftale"}, "visibility": {"everyone"}}, http.StatusSeeOther)
	page = h.get(doc, http.StatusOK)
	h.has(page, ">Rammeaftale</bdi>")
	h.post(doc+"/check-out", url.Values{}, http.StatusSeeOther)
	h.has(h.get(doc, http.StatusOK), "You have had it checked out", "/return")
	h.post(doc+"/return", url.Values{}, http.StatusSeeOther)
	trash := h.post(doc+"/trash", url.Values{}, http.StatusSeeOther)
	left := h.get(trash.Header.Get("Location"), http.StatusOK)
	h.has(left, "is in the trash", "Undo", `id="files-count">1<`)
	h.post(doc+"/restore", url.Values{}, http.StatusSeeOther)
	h.has(h.get(at+"?tab=files", http.StatusOK), "Rammeaftale", `id="files-count">2<`)
	h.has(h.get("/documents", http.StatusOK), "Rammeaftale", "Foto.png")
	h.has(h.get("/documents?q=ramme", http.StatusOK), "Rammeaftale")
	h.lacks(h.get("/documents?q=foto", http.StatusOK), "Rammeaftale")
}

// linkTo finds the address of a document by its name in a list.
func linkTo(t *testing.T, page, name string) string {
	t.Helper()
	before, _, ok := strings.Cut(page, "<bdi>"+name+"</bdi>")
	i := strings.LastIndex(before, `href="`)
	if !ok || i < 0 {
		t.Fatalf("no document %q in\n%s", name, body(page))
	}
	address, _, _ := strings.Cut(before[i+len(`href="`):], `"`)
	return address
}

// TestFilesAreHarmless: whatever a file is called and holds, a browser keeps
// it and runs nothing.
func TestFilesAreHarmless(t *testing.T) {
	h := furnished(t)
	at := h.company("Havnsø")
	for _, f := range []struct{ sent, kind, shown string }{
		{"page.html", "application/octet-stream", "<html><script>alert(1)</script>"},
		{"drawing.svg", "text/plain; charset=utf-8", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`},
		{"photo.png", "application/octet-stream", "<html><script>alert(1)</script>"},
		{"paper.pdf", "application/pdf", "%PDF-1.7\n"},
		{"letter.txt", "text/plain; charset=utf-8", "hello"},
		{"real.jpg", "image/png", onePixel(t)},
	} {
		list := h.upload(onRecord(at), http.StatusOK, map[string]string{"HX-Request": "true", "HX-Target": "files"}, sent{f.sent, f.shown})
		doc := linkTo(t, list.text, f.sent)
		got := h.get(doc+"/versions/1", http.StatusOK)
		if kind := got.Header.Get("Content-Type"); kind != f.kind {
			t.Errorf("%s is sent as %q, want %q", f.sent, kind, f.kind)
		}
		for name, want := range map[string]string{"Content-Disposition": "attachment; filename=" + f.sent, "X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'", "Cache-Control": "private, no-cache"} {
			if have := got.Header.Get(name); have != want {
				t.Errorf("%s: %s is %q, want %q", f.sent, name, have, want)
			}
		}
		if got.text != f.shown {
			t.Errorf("%s came back as %q", f.sent, got.text)
		}
		status := http.StatusNotFound
		if f.kind == "image/png" {
			status = http.StatusOK
		}
		if picture := h.get(doc+"/versions/1/picture", status); status == http.StatusOK && picture.Header.Get("Content-Security-Policy") != got.Header.Get("Content-Security-Policy") {
			t.Errorf("a picture is shown under %q", picture.Header.Get("Content-Security-Policy"))
		}
	}
}

func TestRangesAndTags(t *testing.T) {
	h := furnished(t)
	list := h.upload(onRecord(h.company("Havnsø")), http.StatusOK, map[string]string{"HX-Request": "true", "HX-Target": "files"}, sent{"a.txt", "0123456789"})
	address := linkTo(t, list.text, "a.txt") + "/versions/1"
	whole := h.get(address, http.StatusOK)
	tag := whole.Header.Get("ETag")
	part := h.want(h.do(http.MethodGet, address, nil, map[string]string{"Range": "bytes=2-4"}), address, http.StatusPartialContent)
	if part.text != "234" || len(tag) != 66 {
		t.Errorf("the range is %q, the tag %q", part.text, tag)
	}
	h.want(h.do(http.MethodGet, address, nil, map[string]string{"If-None-Match": tag}), address, http.StatusNotModified)
}

func TestUploadsThatAreNotTaken(t *testing.T) {
	h := furnished(t)
	at := h.company("Havnsø")
	if err := h.store.SetSetting(context.Background(), h.actor(), crm.SettingDocumentSize, "1000"); err != nil {
		t.Fatal(err)
	}
	page := h.upload(onRecord(at), http.StatusUnprocessableEntity, nil, sent{"empty.txt", ""}, sent{"good.txt", "good"}, sent{"large.txt", strings.Repeat("x", 1001)})
	h.has(page, "2 files were not taken", "empty.txt", "The file is empty", "large.txt", "larger than 1 kB", "1 file is added.")
	h.has(h.upload(onRecord(at), http.StatusUnprocessableEntity, nil), "No file was chosen")
	h.has(h.get(at+"?tab=files", http.StatusOK), `id="files-count">1<`, "good.txt")
	h.upload("/documents?on=company-999999", http.StatusNotFound, nil, sent{"a.txt", "a"})
	h.upload("/documents?on=user-1", http.StatusNotFound, nil, sent{"a.txt", "a"})
	h.post(onRecord(at), url.Values{"file": {"a"}}, http.StatusUnprocessableEntity)

	broken := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"half.txt\"\r\n\r\nhalf"
	answer := h.doRaw(http.MethodPost, onRecord(at), strings.NewReader(broken), map[string]string{"Content-Type": "multipart/form-data; boundary=x"})
	h.has(h.want(answer, at, http.StatusBadRequest), "The upload was broken off")
	h.has(h.get(at+"?tab=files", http.StatusOK), `id="files-count">1<`)
}

// TestALargeFilePassesTheBodyLimit that all other addresses have.
func TestALargeFilePassesTheBodyLimit(t *testing.T) {
	h := furnished(t)
	at := h.company("Havnsø")
	h.upload(onRecord(at), http.StatusSeeOther, nil, sent{"large.bin", strings.Repeat("x", 5<<20)})
	h.post("/companies", url.Values{"name": {"x"}, "note": {strings.Repeat("x", 5<<20)}}, http.StatusUnprocessableEntity)
}

func TestAMissingFileIsSaid(t *testing.T) {
	h := furnished(t)
	list := h.upload(onRecord(h.company("Havnsø")), http.StatusOK, map[string]string{"HX-Request": "true", "HX-Target": "files"}, sent{"a.txt", "content"})
	doc := linkTo(t, list.text, "a.txt")
	if err := os.RemoveAll(filepath.Join(h.dir, "documents")); err != nil {
		t.Fatal(err)
	}
	h.has(h.get(doc, http.StatusOK), "The file is not there")
	h.has(h.get(doc+"/versions/1", http.StatusGone), "The file is not there", "backup")
}

func TestADocumentHangsOnOneMoreRecord(t *testing.T) {
	h := furnished(t)
	alfa, beta := h.company("Alfa Værft"), h.company("Beta Smedje")
	person := h.post("/persons", url.Values{"first_name": {"Zoë"}, "last_name": {"van der Berg"}}, http.StatusSeeOther).Header.Get("Location")
	h.upload(onRecord(alfa), http.StatusSeeOther, nil, sent{"Aftale.txt", "one"})
	at := regexp.MustCompile(`/documents/\d+`).FindString(h.get("/documents", http.StatusOK).text)
	h.has(h.get(at, http.StatusOK), `action="`+at+`/link"`)
	h.has(h.post(at+"/link", url.Values{"company": {"Nowhere"}}, http.StatusUnprocessableEntity), "No company is called", `value="Nowhere"`, "<details class=\"gap-t\" open>")
	h.post(at+"/link", nil, http.StatusUnprocessableEntity)
	h.post(at+"/link", url.Values{"company": {"Beta Smedje"}}, http.StatusSeeOther)
	h.post(at+"/link", url.Values{"person": {"Zoë van der Berg"}}, http.StatusSeeOther)
	h.has(h.get(at, http.StatusOK), alfa, beta, person, "/unlink?on=person-")
	h.has(h.get(beta+"?tab=files", http.StatusOK), "Aftale.txt")
}
