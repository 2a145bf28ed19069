package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"holm/crm"
	"holm/lockout"
)

const (
	insertLink    = `INSERT INTO document_link (document, entity, record_id) VALUES (@document, @entity, @record_id)`
	deleteLink    = `DELETE FROM document_link WHERE document = @document AND entity = @entity AND record_id = @record_id`
	insertVersion = `INSERT INTO document_version
		(document, number, file_name, original_name, size, hash, media_type, at, author, comment)
		VALUES (@document, @number, @file_name, @original_name, @size, @hash, @media_type, @at, @author, @comment)`
	useFile       = `UPDATE document_file SET unused_at = NULL WHERE hash = @hash`
	insertFile    = `INSERT INTO document_file (hash, size, created_at) VALUES (@hash, @size, @created_at)`
	selectVersion = `SELECT number, file_name, original_name, size, hash, media_type, at, author, comment
		FROM document_version WHERE document = @document AND number = @number`
	selectVersions = ` number, file_name, original_name, size, hash, media_type, at, author, comment
		FROM document_version WHERE document = @document ORDER BY number DESC`
	setCheckedOut = `UPDATE document SET checked_out_by = @by, checked_out_at = @at WHERE id = @id`
)

// versionsShown is how many versions of a document are listed.
const versionsShown = 200

// AddDocument keeps a new document with its first version, and fills in its id
// and the rest of it. The file is safe on the disk before the document is
// there; after an error there is nothing of either. A document without a name
// is named as its file. The error is *crm.Invalid when document or file is not
// valid, crm.ErrNoRoom or crm.ErrUploadEnded.
func (s *Store) AddDocument(ctx context.Context, a crm.Actor, d *crm.Document, u crm.Upload) (err error) {
	defer func() {
		if err != nil {
			d.ID = 0
			err = fmt.Errorf("add a document: %w", s.document.explain(s.d, err))
		}
	}()
	if d.Name == "" {
		d.Name = crm.FileName(u.Name)
	}
	if err := s.mayAdd(ctx, a, d); err != nil {
		return err
	}
	content, err := s.keepUpload(ctx, u)
	if err != nil {
		return err
	}
	defer content.release()
	id, err := s.nextID(ctx, "document")
	if err != nil {
		return err
	}
	return s.write(ctx, a, lockout.Change, func(t *tx) error {
		d.ID, d.Version, d.DeletedAt = id, 1, nil
		d.CreatedAt, d.CreatedBy, d.CreatedKind, d.UpdatedAt, d.UpdatedBy = t.at, a.User, a.Kind, t.at, a.User
		d.File = t.fileVersion(1, u, content)
		if err := t.checkHosts(d.Links); err != nil {
			return err
		}
		if err := s.document.createNow(t, d); err != nil {
			return err
		}
		for _, l := range d.Links {
			if err := t.link(insertLink, id, l); err != nil {
				return err
			}
		}
		return t.addVersion(id, d.File)
	})
}

// mayAdd refuses before the file is read what would be refused afterwards.
func (s *Store) mayAdd(ctx context.Context, a crm.Actor, d *crm.Document) error {
	if err := s.mayWrite(a); err != nil {
		return err
	}
	d.Links = slices.Compact(d.Links)
	if err := s.document.prepare(a, d, ""); err != nil {
		return err
	}
	for _, l := range d.Links {
		if err := s.mayRead(ctx, a, l.Entity, l.Record); err != nil {
			return err
		}
	}
	return nil
}

// mayWrite asks the gate ahead of a write that is long in coming.
func (s *Store) mayWrite(a crm.Actor) error {
	verdict, ok := s.verdict()
	if !ok {
		return errNoGate
	}
	return verdict.Allows(lockout.Change, standing(a))
}

func (s *Store) keepUpload(ctx context.Context, u crm.Upload) (kept, error) {
	limit, err := s.documentLimit(ctx)
	if err != nil {
		return kept{}, err
	}
	return s.files.keep(ctx, u.Content, limit)
}

// documentLimit is how many bytes a file may have.
func (s *Store) documentLimit(ctx context.Context) (int64, error) {
	text, err := s.Setting(ctx, crm.SettingDocumentSize)
	if err != nil || text == "" {
		return crm.DocumentSize, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return crm.DocumentSize, nil
	}
	return min(n, crm.DocumentSizeMost), nil
}

// DocumentLimit returns how many bytes a file may have.
func (s *Store) DocumentLimit(ctx context.Context) (int64, error) { return s.documentLimit(ctx) }

// changeDocument changes what of a document stands beside its fields.
func (s *Store) changeDocument(ctx context.Context, a crm.Actor, id, version int64, change func(*tx, *crm.Document) error) (crm.Document, error) {
	var after crm.Document
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		before, err := s.document.current(t, id, crm.RightUpdate)
		if err != nil {
			return err
		}
		switch {
		case before.DeletedAt != nil:
			return crm.ErrNotFound
		case version != 0 && version != before.Version:
			return &crm.Conflict{Entity: crm.EntityDocument, ID: id, Version: before.Version}
		}
		one := []crm.Document{before}
		if err := loadLinks(t.d, t.query, one, "", nil); err != nil {
			return err
		}
		before, after = one[0], one[0]
		after.Links = slices.Clone(before.Links)
		if err := change(t, &after); err != nil {
			return err
		}
		return s.document.saveChange(t, &after, &before, references{})
	})
	if err != nil {
		return crm.Document{}, fmt.Errorf("change document %d: %w", id, s.document.explain(s.d, err))
	}
	one := []crm.Document{after}
	err = showLinks(ctx, s, a, one)
	return one[0], err
}

// LinkDocument hangs a document on one more record, which the actor must be
// able to see.
func (s *Store) LinkDocument(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error) {
	return s.changeDocument(ctx, a, id, version, func(t *tx, d *crm.Document) error {
		if slices.Contains(d.Links, l) {
			return nil
		}
		if err := t.checkHosts([]crm.RecordLink{l}); err != nil {
			return err
		}
		d.Links = append(d.Links, l)
		return t.link(insertLink, id, l)
	})
}

// UnlinkDocument takes a document off a record that the actor may see. Off the
// last one it is not taken: nobody but its owner would find it again. The
// error is *crm.Invalid then.
func (s *Store) UnlinkDocument(ctx context.Context, a crm.Actor, id, version int64, l crm.RecordLink) (crm.Document, error) {
	return s.changeDocument(ctx, a, id, version, func(t *tx, d *crm.Document) error {
		at := slices.Index(d.Links, l)
		if at < 0 || t.checkHosts([]crm.RecordLink{l}) != nil {
			return crm.ErrNotFound
		}
		if len(d.Links) == 1 {
			var wrong crm.Invalid
			wrong.Add("links", "error.last_link")
			return &wrong
		}
		d.Links = slices.Delete(d.Links, at, at+1)
		return t.link(deleteLink, id, l)
	})
}

// CheckOutDocument notes that the actor works on the document: until it is
// returned, nobody else adds a version. *crm.CheckedOut when somebody does.
func (s *Store) CheckOutDocument(ctx context.Context, a crm.Actor, id int64) (crm.Document, error) {
	return s.changeDocument(ctx, a, id, 0, func(t *tx, d *crm.Document) error {
		if d.CheckedOut != 0 && d.CheckedOut != a.User {
			return &crm.CheckedOut{By: d.CheckedOut}
		}
		d.CheckedOut, d.CheckedOutAt = a.User, &t.at
		return t.setCheckedOut(id, a.User)
	})
}

// ReturnDocument ends a check-out: one's own, or as somebody who may delete
// the document anybody's.
func (s *Store) ReturnDocument(ctx context.Context, a crm.Actor, id int64) (crm.Document, error) {
	return s.changeDocument(ctx, a, id, 0, func(t *tx, d *crm.Document) error {
		if d.CheckedOut != a.User && a.Right(crm.EntityDocument, d.Holding()) < crm.RightDelete {
			return &crm.CheckedOut{By: d.CheckedOut}
		}
		d.CheckedOut, d.CheckedOutAt = 0, nil
		return t.setCheckedOut(id, 0)
	})
}

func (t *tx) setCheckedOut(id, user int64) error {
	at := any(nil)
	if user != 0 {
		at = t.d.encodeTime(t.at)
	}
	_, err := t.exec(setCheckedOut, arg("id", id), arg("by", reference(user)), arg("at", at))
	return err
}

// checkHosts checks that records which documents are to hang on exist and that
// the actor may see them.
func (t *tx) checkHosts(links []crm.RecordLink) error {
	var wrong crm.Invalid
	for _, l := range links {
		found, err := t.exists(crm.Field{Name: "links", References: l.Entity}, l.Record, references{})
		if err != nil {
			return err
		}
		if !found {
			wrong.Add("links", "error.unknown_reference")
		}
	}
	return wrong.Err()
}

func (t *tx) link(statement string, document int64, l crm.RecordLink) error {
	_, err := t.exec(statement, arg("document", document), arg("entity", string(l.Entity)), arg("record_id", l.Record))
	return err
}
