package api

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

// Documents is what the API needs of the store for documents.
type Documents interface {
	DocumentsOn(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (crm.Page[crm.Document], error)
	CountDocuments(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (n int, more bool, err error)
	Document(ctx context.Context, a crm.Actor, id int64) (crm.Document, error)
	UpdateDocument(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Document, error)
	TrashDocument(ctx context.Context, a crm.Actor, id, version int64) error
	RestoreDocument(ctx context.Context, a crm.Actor, id int64) error
}

// DocumentFiles is what the API needs of the store for the files of documents
// and the records they hang on.
type DocumentFiles interface {
	AddDocument(ctx context.Context, a crm.Actor, d *crm.Document, u crm.Upload) error
	AddVersion(ctx context.Context, a crm.Actor, id, version int64, u crm.Upload) (crm.Document, error)
	Versions(ctx context.Context, a crm.Actor, id int64) ([]crm.FileVersion, error)
	OpenVersion(ctx context.Context, a crm.Actor, id, number int64) (io.ReadSeekCloser, crm.FileVersion, error)
	LinkDocument(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error)
	UnlinkDocument(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error)
}

// documents are made by uploading, so their noun creates nothing.
func (s *service) documents() *noun[crm.Document] {
	record := func(d *crm.Document) *crm.Record { return &d.Record }
	frame := append(recordFrame(record), []fixed[crm.Document]{
		{"file", "file", func(d *crm.Document) any { return d.File }},
		{"links", "links", func(d *crm.Document) any { return d.Links }},
		{"checked_out_by", "integer", func(d *crm.Document) any { return d.CheckedOut }},
		{"checked_out_at", "time", func(d *crm.Document) any { return d.CheckedOutAt }},
	}...)
	n := &noun[crm.Document]{
		name: "document", plural: "documents", schema: "Document",
		fields: crm.DocumentFields(),
		at:     (*crm.Document).Pointers,
		frame:  frame,
		sorts:  crm.DocumentSorts,
		id:     func(d *crm.Document) int64 { return d.ID },
		stamp:  func(d *crm.Document) int64 { return d.Version },
		apply:  (*crm.Document).Apply,
		list: func(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.Document], error) {
			return s.Store.DocumentsOn(ctx, a, onOf(ctx), q)
		},
		count: func(ctx context.Context, a crm.Actor, q crm.Query) (int, bool, error) {
			return s.Store.CountDocuments(ctx, a, onOf(ctx), q)
		},
		one:     s.Store.Document,
		update:  s.Store.UpdateDocument,
		trash:   s.Store.TrashDocument,
		restore: s.Store.RestoreDocument,
	}
	n.addList = func(n *noun[crm.Document], op huma.Operation) {
		huma.Register(s.api, op, bind(s, func(ctx context.Context, in *documentList) (*answer, error) {
			on, err := hostOf(in.On)
			if err != nil {
				return nil, err
			}
			return n.page(context.WithValue(ctx, onKey{}, on), &in.Listing)
		}))
	}
	return n
}

// documentList is what a list of documents can be asked for.
type documentList struct {
	Listing
	On string `query:"on" maxLength:"40" pattern:"^[a-z_]+-[0-9]+$" doc:"The documents on one record: company-42 or person-7."`
}

type onKey struct{}

func onOf(ctx context.Context) crm.RecordLink {
	on, _ := ctx.Value(onKey{}).(crm.RecordLink)
	return on
}

// hostOf reads a record as addresses name it; "" is none.
func hostOf(text string) (crm.RecordLink, error) {
	if text == "" {
		return crm.RecordLink{}, nil
	}
	entity, number, _ := strings.Cut(text, "-")
	id, err := strconv.ParseInt(number, 10, 64)
	for _, e := range crm.DocumentHosts {
		if err == nil && id > 0 && entity == string(e) {
			return crm.RecordLink{Entity: e, Record: id}, nil
		}
	}
	return crm.RecordLink{}, wrongParameter("on", "choice", "Documents hang on companies and persons: write company-42 or person-7.")
}

// linkInput names a record that a document is hung on or taken off.
type linkInput struct {
	ID      int64  `path:"id" minimum:"1"`
	On      string `path:"on" maxLength:"40" pattern:"^[a-z_]+-[0-9]+$" doc:"company-42 or person-7."`
	IfMatch string `header:"If-Match" doc:"The ETag of the document as it was read; needed."`
}

// addLinks registers what hangs documents on records.
func (s *service) addLinks(n *noun[crm.Document]) {
	type change = func(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error)
	add := func(method, id, summary string, do change) {
		op := s.writing(method, "/documents/{id}/links/{on}", id, summary)
		op.DefaultStatus = http.StatusOK
		op.Responses = s.responses(http.StatusOK, n.schema, 401, 402, 403, 404, 412, 422, 428)
		huma.Register(s.api, op, bind(s, func(ctx context.Context, in *linkInput) (*answer, error) {
			version, err := ifMatch(in.IfMatch)
			if err != nil {
				return nil, err
			}
			on, err := hostOf(in.On)
			if err != nil {
				return nil, err
			}
			d, err := do(ctx, actorOf(ctx), in.ID, version, on)
			if err != nil {
				return nil, err
			}
			return n.answer(http.StatusOK, &d, nil), nil
		}))
	}
	add(http.MethodPost, "link-document", "Hang a document on one more record", s.Store.LinkDocument)
	add(http.MethodDelete, "unlink-document", "Take a document off a record; off the last one it is not taken", s.Store.UnlinkDocument)
}
