package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestAPictureOnARecordIsItsLogo(t *testing.T) {
	h := furnished(t)
	at := h.company("Havnsø")
	h.upload(onRecord(at), http.StatusSeeOther, nil, sent{"logo.png", onePixel(t)}, sent{"text.txt", "text"})
	list := h.get(at+"?tab=files", http.StatusOK)
	doc := linkTo(t, list.text, "logo.png")
	h.has(h.get(doc, http.StatusOK), "Use as logo")
	h.lacks(h.get(linkTo(t, list.text, "text.txt"), http.StatusOK), "Use as logo")
	on := url.Values{"entity": {"company"}, "record": {strings.TrimPrefix(at, "/companies/")}}
	h.post(doc+"/picture", on, http.StatusSeeOther)
	page := h.get(at, http.StatusOK)
	h.has(page, `class="avatar avatar--l avatar--picture is-org" src="`+doc+`/versions/1/picture"`)
	h.get(doc+"/versions/1/picture", http.StatusOK)
	h.post(linkTo(t, list.text, "text.txt")+"/picture", on, http.StatusNotFound)
	on.Set("record", "999999")
	h.post(doc+"/picture", on, http.StatusNotFound)
	h.post(doc+"/trash", url.Values{"version": {"1"}}, http.StatusSeeOther)
	h.lacks(h.get(at, http.StatusOK), "avatar--picture")
}
