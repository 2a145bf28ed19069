package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"holm/crm"
)

// What a list of documents shows beside the columns: the newest version, and
// who works on the document.
const (
	selectNewest = `SELECT d.id, d.checked_out_by, d.checked_out_at, v.number, v.file_name, v.original_name, v.size, v.hash,
		v.media_type, v.at, v.author, v.comment
		FROM document d JOIN document_version v ON v.document = d.id
		WHERE v.number = (SELECT MAX(w.number) FROM document_version w WHERE w.document = d.id) AND d.id IN (SELECT value FROM `
	selectLinks  = `SELECT x.document, x.entity, x.record_id FROM document_link x WHERE x.document IN (SELECT value FROM `
	linksInOrder = ` ORDER BY x.document, x.entity, x.record_id`
	hangsOn      = `r.id IN (SELECT x.document FROM document_link x WHERE x.entity = @host AND x.record_id = @host_id)`
)

func documentKind(s *Store) *kind[crm.Document, *crm.Document] {
	k := newKind[crm.Document, *crm.Document](crm.EntityDocument, "document", crm.DocumentFields(), []string{"sort_name"})
	k.sorts = map[string]string{"name": "sort_name", "updated_at": "updated_at", "created_at": "id"}
	k.keys = func(d *crm.Document) []sql.NamedArg {
		return []sql.NamedArg{arg("sort_name", s.sorting.Load().Key(d.Name))}
	}
	k.beyond = onSeenRecord
	k.loadMore = loadNewest
	k.decorate = showLinks
	k.purgeOne = (*tx).purgeDocument
	return k
}

// onSeenRecord holds for the documents that hang on a record which the actor
// may see, and for the actor's own that hang on none.
func onSeenRecord(a crm.Actor) (string, []sql.NamedArg) {
	if a.Unbound() {
		return "", nil
	}
	hosts, args := seenHosts(a)
	return "(EXISTS (SELECT 1 FROM document_link x WHERE x.document = r.id AND " + hosts + ")" +
		" OR r.owner_id = @self AND NOT EXISTS (SELECT 1 FROM document_link x WHERE x.document = r.id))", append(args, arg("self", a.User))
}

// hostArgs keeps the parameters of the hosts' rights apart from those of the
// documents' own.
var hostArgs = strings.NewReplacer("@me", "@host_me", "@group", "@host_group")

// seenHosts is the condition over document_link x that holds for links to
// records which the actor may see.
func seenHosts(a crm.Actor) (string, []sql.NamedArg) {
	var parts []string
	var args []sql.NamedArg
	given := map[string]bool{}
	for _, e := range crm.DocumentHosts {
		may, more := seen(sight(a, e))
		if may != "" {
			may = " AND " + hostArgs.Replace(may)
		}
		parts = append(parts, "x.entity = '"+string(e)+"' AND EXISTS (SELECT 1 FROM "+string(e)+" r WHERE r.id = x.record_id"+may+")")
		for _, m := range more {
			if !given[m.Name] {
				given[m.Name] = true
				args = append(args, arg("host_"+m.Name, m.Value))
			}
		}
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// DocumentsOn returns a page of the documents that the actor may see, of those
// that hang on a record when one is named.
func (s *Store) DocumentsOn(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (crm.Page[crm.Document], error) {
	l, err := s.documentListing(ctx, a, on, q)
	if err != nil {
		return crm.Page[crm.Document]{}, err
	}
	return s.document.page(ctx, s, l)
}

// CountDocuments counts what DocumentsOn would list, up to crm.CountCap; more
// says that there are more.
func (s *Store) CountDocuments(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (n int, more bool, err error) {
	l, err := s.documentListing(ctx, a, on, q)
	if err != nil {
		return 0, false, err
	}
	return s.document.count(ctx, s, l)
}

func (s *Store) documentListing(ctx context.Context, a crm.Actor, on crm.RecordLink, q crm.Query) (listing, error) {
	l, err := s.document.listing(ctx, s, a, q)
	if err == nil && on.Record != 0 {
		l.also(hangsOn, "host", string(on.Entity))
		l.args = append(l.args, arg("host_id", on.Record))
		l.found = true
	}
	return l, err
}

// Document returns a document, in the trash or not; crm.ErrNotFound when there
// is none or the actor may not see it.
func (s *Store) Document(ctx context.Context, a crm.Actor, id int64) (crm.Document, error) {
	return s.document.get(ctx, s, a, id)
}

// UpdateDocument changes fields of a document, as UpdateCompany does.
func (s *Store) UpdateDocument(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.Document, error) {
	d, err := s.document.update(ctx, s, a, saving{id: id, version: version, change: change})
	if err != nil {
		return d, err
	}
	items := []crm.Document{d}
	err = showLinks(ctx, s, a, items)
	return items[0], err
}

// TrashDocument moves a document to the trash.
func (s *Store) TrashDocument(ctx context.Context, a crm.Actor, id, version int64) error {
	_, err := s.document.trash(ctx, s, a, id, version)
	return err
}

// RestoreDocument takes a document out of the trash.
func (s *Store) RestoreDocument(ctx context.Context, a crm.Actor, id int64) error {
	_, err := s.document.restore(ctx, s, a, id, nil)
	return err
}

// loadNewest fills in the newest versions and who works on the documents.
func loadNewest(d *dialect, read reading, documents []crm.Document) error {
	of := make(map[int64]*crm.Document, len(documents))
	for i := range documents {
		of[documents[i].ID] = &documents[i]
	}
	ids, err := jsonIDs(of)
	if err != nil {
		return err
	}
	err = scanAll(read, selectNewest+d.each("@ids")+")", []sql.NamedArg{arg("ids", ids)}, func(rows *sql.Rows) error {
		var one crm.Document
		into := append([]any{&one.ID, orZero{&one.CheckedOut}, d.nullTime(&one.CheckedOutAt)}, versionTargets(d, &one.File)...)
		if err := rows.Scan(into...); err != nil {
			return err
		}
		at := of[one.ID]
		at.File, at.CheckedOut, at.CheckedOutAt = one.File, one.CheckedOut, one.CheckedOutAt
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the documents' versions: %w", err)
	}
	return nil
}

func versionTargets(d *dialect, v *crm.FileVersion) []any {
	return []any{&v.Number, &v.FileName, &v.Original, &v.Size, &v.Hash, &v.MediaType, d.time(&v.At), orZero{&v.Author}, &v.Comment}
}

// showLinks fills in the records that the documents hang on, of those that the
// actor may see.
func showLinks(ctx context.Context, s *Store, a crm.Actor, documents []crm.Document) error {
	hosts, args := "", []sql.NamedArg(nil)
	if !a.Unbound() {
		hosts, args = seenHosts(a)
		hosts = " AND " + hosts
	}
	return loadLinks(s.d, s.reading(ctx), documents, hosts, args)
}

// loadLinks fills in links, those for which the condition holds.
func loadLinks(d *dialect, read reading, documents []crm.Document, where string, args []sql.NamedArg) error {
	of := make(map[int64]*crm.Document, len(documents))
	for i := range documents {
		of[documents[i].ID] = &documents[i]
		documents[i].Links = nil
	}
	ids, err := jsonIDs(of)
	if err != nil {
		return err
	}
	err = scanAll(read, selectLinks+d.each("@ids")+")"+where+linksInOrder, append(args, arg("ids", ids)), func(rows *sql.Rows) error {
		var id int64
		var l crm.RecordLink
		if err := rows.Scan(&id, &l.Entity, &l.Record); err != nil {
			return err
		}
		of[id].Links = append(of[id].Links, l)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the documents' links: %w", err)
	}
	return nil
}
