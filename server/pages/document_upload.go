package pages

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"holm/crm"
)

type documentFiles interface {
	AddDocument(ctx context.Context, a crm.Actor, d *crm.Document, u crm.Upload) error
	AddVersion(ctx context.Context, a crm.Actor, id, version int64, u crm.Upload) (crm.Document, error)
	Versions(ctx context.Context, a crm.Actor, id int64) ([]crm.FileVersion, error)
	OpenVersion(ctx context.Context, a crm.Actor, id, number int64) (io.ReadSeekCloser, crm.FileVersion, error)
	DocumentLimit(ctx context.Context) (int64, error)
	CheckOutDocument(ctx context.Context, a crm.Actor, id int64) (crm.Document, error)
	ReturnDocument(ctx context.Context, a crm.Actor, id int64) (crm.Document, error)
}

var uploadPage = page[uploadData]{"document_upload"}

// uploadData is the form that adds documents, and what became of a try.
type uploadData struct {
	Files  filesData
	Title  string
	Back   string
	Action string
	One    bool // one file only: a new version
}

// fault is a file that was not taken, and why.
type fault struct{ Name, Text string }

// uploadsAtOnce is how many files one form may bring.
const uploadsAtOnce = 100

func newDocument(v *visit) error {
	if v.Actor.Best(crm.EntityDocument) < crm.RightCreate {
		return crm.ErrForbidden
	}
	return v.showUpload(http.StatusOK, uploadData{Title: v.L.T("document.new"), Back: documentBase, Action: documentBase})
}

func (v *visit) showUpload(status int, d uploadData) error {
	limit, err := v.p.Store.DocumentLimit(v.ctx())
	if err != nil {
		return err
	}
	d.Files.Limit = v.L.Size(limit)
	return showStatus(v, status, uploadPage, d.Title, d)
}

// addDocuments takes the files of a form, each a document of its own. One that
// is refused leaves the others as they are.
func addDocuments(v *visit) error {
	on, named, err := v.host()
	if err != nil {
		return err
	}
	var last crm.Document
	n, faults, err := v.takeUploads(func(u crm.Upload) error {
		last = crm.Document{}
		if named {
			last.Links = []crm.RecordLink{on}
		}
		return v.p.Store.AddDocument(v.ctx(), v.Actor, &last, u)
	})
	if err != nil {
		return err
	}
	added := v.L.T("document.added", "n", n)
	if v.part() == filesTab && named {
		return v.showAdded(on, n, faults, added)
	}
	back := documentBase
	if named {
		back = filesURL(on)
	}
	if len(faults) > 0 {
		d := uploadData{Title: v.L.T("document.new"), Back: back, Action: v.r.URL.RequestURI(), Files: filesData{Faults: faults}}
		if n > 0 {
			d.Files.Added = added
		}
		return v.showUpload(http.StatusUnprocessableEntity, d)
	}
	undo := ""
	if n == 1 {
		undo = stepOf(crm.EntityDocument, last.Record)
	}
	if err := v.say(added, undo); err != nil {
		return err
	}
	return v.to(back)
}

// showAdded shows the list of a record's files anew.
func (v *visit) showAdded(on crm.RecordLink, n int, faults []fault, added string) error {
	count, more, err := v.p.Store.CountDocuments(v.ctx(), v.Actor, on, crm.Query{})
	if err != nil {
		return err
	}
	d := uploadData{Files: filesData{Shown: true, URL: filesURL(on), Count: v.count(count, more), Faults: faults}}
	status := http.StatusOK
	if len(faults) > 0 { // else the list itself tells
		status = http.StatusUnprocessableEntity
		if n > 0 {
			d.Files.Added = added
		}
	}
	if err := v.fillFiles(&d.Files, on, false); err != nil {
		return err
	}
	return showStatus(v, status, uploadPage, "", d)
}

// addVersion takes one file as the new version of a document.
func addVersion(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	doc, err := v.p.Store.Document(v.ctx(), v.Actor, id)
	if err != nil {
		return err
	}
	n, faults, err := v.takeUploads(func(u crm.Upload) error {
		doc, err = v.p.Store.AddVersion(v.ctx(), v.Actor, id, 0, u)
		return err
	})
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return v.showUpload(http.StatusUnprocessableEntity, uploadData{Title: v.L.T("document.new_version"), One: true,
			Back: recordURL(documentBase, id), Action: v.r.URL.RequestURI(), Files: filesData{Faults: faults}})
	}
	if n > 0 {
		if err := v.say(v.L.T("document.version_added", "n", doc.File.Number), ""); err != nil {
			return err
		}
	}
	if v.part() == filesTab {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.to(recordURL(documentBase, id))
}

// takeUploads reads the form as it comes, file by file. It returns how many
// were taken and what is wrong with the others; the error is one that ends it.
func (v *visit) takeUploads(take func(crm.Upload) error) (n int, faults []fault, err error) {
	form, err := v.r.MultipartReader()
	if err != nil {
		return 0, nil, errors.Join(&crm.Invalid{}, err)
	}
	comment := ""
	for n+len(faults) < uploadsAtOnce {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			if n+len(faults) == 0 {
				faults = append(faults, fault{Text: v.L.T("document.no_file")})
			}
			return n, faults, nil
		case err != nil:
			return n, faults, errors.Join(crm.ErrUploadEnded, err)
		}
		name := sentName(part)
		switch {
		case part.FormName() == "comment":
			text, err := io.ReadAll(io.LimitReader(part, 4<<10))
			if err != nil {
				return n, faults, errors.Join(crm.ErrUploadEnded, err)
			}
			comment = string(text)
			continue
		case part.FormName() != "file" || name == "":
			continue
		}
		err = take(crm.Upload{Name: name, Comment: comment, Content: part})
		if err == nil {
			n++
			continue
		}
		text, ok := v.faultText(err)
		if !ok {
			return n, faults, err
		}
		faults = append(faults, fault{Name: crm.FileName(name), Text: text})
	}
	return n, faults, nil
}

// sentName is the name of a file as it was sent, folders included.
func sentName(part *multipart.Part) string {
	_, values, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	return values["filename"]
}

// faultText says why a file was not taken; false for an error that is not
// about the file.
func (v *visit) faultText(err error) (string, bool) {
	var invalid *crm.Invalid
	var out *crm.CheckedOut
	switch {
	case errors.Is(err, crm.ErrNoRoom):
		return v.L.T("failure.no_room.text"), true
	case errors.As(err, &out):
		return v.L.T("failure.checked_out.text"), true
	case !errors.As(err, &invalid) || len(invalid.Fields) == 0:
		return "", false
	}
	f := invalid.Fields[0]
	if limit, ok := f.Args["max"].(int64); ok && f.Key == "error.file_too_large" {
		return v.L.T("error.file_too_large", "max", v.L.Size(limit)), true
	}
	return v.wrongFields(invalid)[f.Field], true
}
