package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"holm/crm"
)

const selectPicture = ` v.document, v.number FROM document_version v JOIN document_link l ON l.document = v.document
	WHERE v.hash = @hash AND l.entity = @entity AND l.record_id = @record_id ORDER BY v.document, v.number DESC`

// Picture finds a file of that hash among the documents on a record: the logo
// of a company, the photo of a person. crm.ErrNotFound when there is none, or
// its document is not for the actor.
func (s *Store) Picture(ctx context.Context, a crm.Actor, on crm.RecordLink, hash string) (document, number int64, err error) {
	head, tail := s.d.top(1)
	err = s.row(ctx, "SELECT "+head+selectPicture+tail, arg("hash", hash), arg("entity", string(on.Entity)), arg("record_id", on.Record)).
		Scan(&document, &number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, crm.ErrNotFound
	}
	if err != nil {
		return 0, 0, fmt.Errorf("find a picture: %w", err)
	}
	d, err := s.Document(ctx, a, document)
	if err == nil && d.DeletedAt != nil {
		err = crm.ErrNotFound
	}
	return document, number, err
}
