package pages

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"holm/crm"
)

// filePolicy lets a file that a browser shows after all do nothing.
const filePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"

// Limits of what is shown inside a page.
const (
	textShown     = 64 << 10 // bytes of a text
	pictureBytes  = 25 << 20
	pictureDots   = 60_000_000
	pictureLength = 20_000 // of a side
)

// filePreview is what of a file is shown inside the page.
type filePreview struct {
	Picture string // its address
	Text    string
	Cut     bool // there is more of the text
	Missing bool // the file is not there
}

// downloadVersion sends a version as a file to keep, never to run or show.
func downloadVersion(v *visit) error {
	file, version, err := v.openVersion()
	if err != nil {
		return err
	}
	defer file.Close()
	h := v.w.Header()
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": version.FileName}))
	v.serveFile(file, version, harmless(version.MediaType))
	return nil
}

// serveFile sends a content, whole or the range that is asked for.
func (v *visit) serveFile(file io.ReadSeeker, version crm.FileVersion, mediaType string) {
	h := v.w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+version.Hash+`"`)
	http.ServeContent(v.w, v.r, "", version.At, file)
}

// harmless is the type a file is sent with: its own when no browser would run
// it, else that of mere bytes.
func harmless(mediaType string) string {
	for _, active := range []string{"html", "xml", "svg", "script", "wasm", "flash"} {
		if strings.Contains(mediaType, active) && !strings.HasPrefix(mediaType, "application/vnd.") {
			return "application/octet-stream"
		}
	}
	if strings.HasPrefix(mediaType, "text/") {
		return mediaType + "; charset=utf-8"
	}
	return mediaType
}

func (v *visit) openVersion() (io.ReadSeekCloser, crm.FileVersion, error) {
	id, err := v.id()
	if err != nil {
		return nil, crm.FileVersion{}, err
	}
	number, err := strconv.ParseInt(v.r.PathValue("number"), 10, 64)
	if err != nil || number < 1 {
		return nil, crm.FileVersion{}, crm.ErrNotFound
	}
	return v.p.Store.OpenVersion(v.ctx(), v.Actor, id, number)
}

// showPicture sends a picture for showing inside a page, after its head was
// read: what claims to be one and is not, and what would fill a browser's
// memory, is not shown.
func showPicture(v *visit) error {
	file, version, err := v.openVersion()
	if err != nil {
		return err
	}
	defer file.Close()
	if crm.PreviewOf(version.MediaType) != crm.PreviewPicture || version.Size > pictureBytes {
		return crm.ErrNotFound
	}
	if err := checkPicture(file, version.MediaType); err != nil {
		return errors.Join(crm.ErrNotFound, err)
	}
	v.w.Header().Set("Content-Disposition", "inline")
	v.serveFile(file, version, version.MediaType)
	return nil
}

// filePreview reads what of the newest version is shown inside the page.
func (v *visit) filePreview(d crm.Document) (filePreview, error) {
	kind := crm.PreviewOf(d.File.MediaType)
	file, _, err := v.p.Store.OpenVersion(v.ctx(), v.Actor, d.ID, d.File.Number)
	if errors.Is(err, crm.ErrFileMissing) {
		return filePreview{Missing: true}, nil
	}
	if err != nil {
		return filePreview{}, err
	}
	defer file.Close()
	switch {
	case kind == crm.PreviewPicture && d.File.Size <= pictureBytes:
		if checkPicture(file, d.File.MediaType) == nil {
			return filePreview{Picture: versionURL(d.ID, d.File.Number) + "/picture"}, nil
		}
	case kind == crm.PreviewText:
		head, err := io.ReadAll(io.LimitReader(file, textShown))
		if err != nil {
			return filePreview{}, fmt.Errorf("reading the beginning of a document: %w", err)
		}
		return filePreview{Text: legible(head, d.File.Size > textShown), Cut: d.File.Size > textShown}, nil
	}
	return filePreview{}, nil
}

// legible turns the beginning of a text file into text: UTF-8, or else what
// Windows wrote in western Europe.
func legible(head []byte, cut bool) string {
	if cut { // the last letter may be half
		for n := 0; n < utf8.UTFMax-1 && len(head) > 0 && !utf8.Valid(head); n++ {
			head = head[:len(head)-1]
		}
	}
	text := strings.TrimPrefix(string(head), "\uFEFF")
	if !utf8.ValidString(text) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(head)
		if err != nil {
			return ""
		}
		text = string(decoded)
	}
	return text
}
