package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"holm/crm"
)

// AddVersion keeps a new version of a document and returns the document as it
// then is. Version is what the caller knows as the document's, 0 for whatever
// is stored. The error is *crm.CheckedOut while somebody else works on the
// document, or one of AddDocument or UpdateDocument.
func (s *Store) AddVersion(ctx context.Context, a crm.Actor, id, version int64, u crm.Upload) (crm.Document, error) {
	if err := s.mayAddVersion(ctx, a, id); err != nil {
		return crm.Document{}, err
	}
	content, err := s.keepUpload(ctx, u)
	if err != nil {
		return crm.Document{}, err
	}
	defer content.release()
	return s.changeDocument(ctx, a, id, version, func(t *tx, d *crm.Document) error {
		if d.CheckedOut != 0 && d.CheckedOut != a.User {
			return &crm.CheckedOut{By: d.CheckedOut}
		}
		d.File = t.fileVersion(d.File.Number+1, u, content)
		return t.addVersion(id, d.File)
	})
}

func (s *Store) mayAddVersion(ctx context.Context, a crm.Actor, id int64) error {
	if err := s.mayWrite(a); err != nil {
		return err
	}
	d, err := s.Document(ctx, a, id)
	switch {
	case err != nil:
		return err
	case d.DeletedAt != nil:
		return crm.ErrNotFound
	case a.Right(crm.EntityDocument, d.Holding()) < crm.RightUpdate:
		return a.Refused(crm.EntityDocument)
	case d.CheckedOut != 0 && d.CheckedOut != a.User:
		return &crm.CheckedOut{By: d.CheckedOut}
	}
	return nil
}

func (t *tx) fileVersion(number int64, u crm.Upload, content kept) crm.FileVersion {
	name := crm.FileName(u.Name)
	return crm.FileVersion{Number: number, FileName: name, Original: crm.OriginalName(u.Name), Size: content.size, Hash: content.hash,
		MediaType: crm.MediaType(content.seen, name), At: t.at, Author: t.actor.User, Comment: crm.Comment(u.Comment)}
}

// addVersion keeps the rows of a version whose content is in its place.
func (t *tx) addVersion(document int64, v crm.FileVersion) error {
	if err := t.s.files.step("row"); err != nil {
		return err
	}
	n, err := t.exec(useFile, arg("hash", v.Hash))
	if err == nil && n == 0 {
		if err := t.roomFor(v.Size); err != nil {
			return err
		}
		_, err = t.exec(insertFile, arg("hash", v.Hash), arg("size", v.Size), arg("created_at", t.d.encodeTime(t.at)))
	}
	if err != nil {
		return fmt.Errorf("note a file: %w", err)
	}
	_, err = t.exec(insertVersion, arg("document", document), arg("number", v.Number), arg("file_name", v.FileName),
		arg("original_name", v.Original), arg("size", v.Size), arg("hash", v.Hash), arg("media_type", v.MediaType),
		arg("at", t.d.encodeTime(v.At)), arg("author", reference(v.Author)), arg("comment", v.Comment))
	if err != nil {
		return fmt.Errorf("keep a version: %w", err)
	}
	return nil
}

// Versions lists the versions of a document that the actor may see, the newest
// first, 200 at most.
func (s *Store) Versions(ctx context.Context, a crm.Actor, id int64) ([]crm.FileVersion, error) {
	if _, err := s.Document(ctx, a, id); err != nil {
		return nil, err
	}
	head, tail := s.d.top(versionsShown)
	var out []crm.FileVersion
	err := scanAll(s.reading(ctx), "SELECT "+head+selectVersions+tail, []sql.NamedArg{arg("document", id)}, func(rows *sql.Rows) error {
		var v crm.FileVersion
		err := rows.Scan(versionTargets(s.d, &v)...)
		out = append(out, v)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the versions of document %d: %w", id, err)
	}
	return out, nil
}

// OpenVersion opens a version's content, which the caller closes.
// crm.ErrNotFound when there is no such version or the document is not for the
// actor, crm.ErrFileMissing when its file is not as it was kept.
func (s *Store) OpenVersion(ctx context.Context, a crm.Actor, id, number int64) (io.ReadSeekCloser, crm.FileVersion, error) {
	var v crm.FileVersion
	if _, err := s.Document(ctx, a, id); err != nil {
		return nil, v, err
	}
	err := s.row(ctx, selectVersion, arg("document", id), arg("number", number)).Scan(versionTargets(s.d, &v)...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, v, crm.ErrNotFound
	}
	if err != nil {
		return nil, v, fmt.Errorf("read version %d of document %d: %w", number, id, err)
	}
	file, err := s.files.open(v.Hash, v.Size)
	if err != nil {
		return nil, v, fmt.Errorf("open version %d of document %d: %w", number, id, err)
	}
	return file, v, nil
}
