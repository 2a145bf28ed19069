package main

import (
	"context"
	"slices"

	"holm/lockout"
)

// rows is an installation's database as lockout sees it.
type rows struct {
	installation lockout.Installation
	documents    []lockout.StoredDocument
	version      int64
	entries      []lockout.Entry
	saved        lockout.Saved
}

func (r *rows) Installation(context.Context) (lockout.Installation, error) {
	return r.installation, nil
}

func (r *rows) Documents(context.Context) ([]lockout.StoredDocument, error) {
	return slices.Clone(r.documents), nil
}

func (r *rows) DocumentsVersion(context.Context) (int64, error) { return r.version, nil }

func (r *rows) SaveDocument(ctx context.Context, d lockout.StoredDocument, e lockout.Entry) (lockout.Entry, error) {
	r.version++
	i := slices.IndexFunc(r.documents, func(have lockout.StoredDocument) bool { return have.Type == d.Type && have.ID == d.ID })
	if i >= 0 {
		r.documents[i] = d
	} else {
		r.documents = append(r.documents, d)
	}
	return r.AppendEntry(ctx, e)
}

func (r *rows) AppendEntry(_ context.Context, e lockout.Entry) (lockout.Entry, error) {
	var head lockout.Entry
	if n := len(r.entries); n > 0 {
		head = r.entries[n-1]
	}
	e = e.After(head)
	r.entries = append(r.entries, e)
	return e, nil
}

func (r *rows) Entries(_ context.Context, after int64, limit int) ([]lockout.Entry, error) {
	rest := r.entries[min(after, int64(len(r.entries))):]
	return slices.Clone(rest[:min(limit, len(rest))]), nil
}

func (r *rows) LoadTime(context.Context) (lockout.Saved, error) { return r.saved, nil }

func (r *rows) SaveTime(_ context.Context, s lockout.Saved) error {
	r.saved = s
	return nil
}
