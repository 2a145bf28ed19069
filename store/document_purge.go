package store

import (
	"fmt"

	"holm/crm"
)

const (
	selectHanging = `SELECT d.id, d.version FROM document d JOIN document_link x ON x.document = d.id
		WHERE x.entity = @entity AND x.record_id = @record_id`
	deleteHanging = `DELETE FROM document_link WHERE document = @document AND entity = @entity AND record_id = @record_id`
	touchDocument = `UPDATE document SET version = version + 1, deleted_at = CASE WHEN deleted_at IS NULL AND NOT EXISTS
		(SELECT 1 FROM document_link x WHERE x.document = @id) THEN @now ELSE deleted_at END WHERE id = @id`
	selectTrashedAt = `SELECT COUNT(*) FROM document WHERE id = @id AND deleted_at = @now`
	markUnused      = `UPDATE document_file SET unused_at = @now WHERE hash IN (SELECT hash FROM document_version WHERE document = @id)
		AND NOT EXISTS (SELECT 1 FROM document_version v WHERE v.hash = document_file.hash AND v.document <> @id)`
	deleteVersions = `DELETE FROM document_version WHERE document = @id`
	deleteLinks    = `DELETE FROM document_link WHERE document = @id`
	deleteDocument = `DELETE FROM document WHERE id = @id`
)

// purgeDocument deletes a document for good. Contents that no other version
// has are unused from now on; a sweep removes their files when nothing that
// began before can need them.
func (t *tx) purgeDocument(id int64) error {
	if err := t.purgeParts(crm.EntityDocument, id); err != nil {
		return err
	}
	if _, err := t.exec(markUnused, arg("now", t.d.encodeTime(t.at)), arg("id", id)); err != nil {
		return err
	}
	for _, statement := range []string{deleteVersions, deleteLinks, deleteDocument} {
		if _, err := t.exec(statement, arg("id", id)); err != nil {
			return err
		}
	}
	return nil
}

// takeOff takes the documents off a record that is purged. One that hung on
// nothing else goes to the trash: nobody but its owner would find it.
func (t *tx) takeOff(entity crm.Entity, id int64) error {
	host := crm.RecordLink{Entity: entity, Record: id}
	hanging, err := t.versions(selectHanging, arg("entity", string(entity)), arg("record_id", id))
	if err != nil {
		return fmt.Errorf("read the documents of a purged record: %w", err)
	}
	now := t.d.encodeTime(t.at)
	for _, d := range hanging {
		if err := t.link(deleteHanging, d.id, host); err != nil {
			return err
		}
		if _, err := t.exec(touchDocument, arg("id", d.id), arg("now", now)); err != nil {
			return err
		}
		entry := crm.JournalEntry{Entity: crm.EntityDocument, Record: d.id, Version: d.version + 1, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "links", Before: []crm.RecordLink{host}}}}
		trashed := 0
		if err := t.row(selectTrashedAt, arg("id", d.id), arg("now", now)).Scan(&trashed); err != nil {
			return err
		}
		if trashed > 0 {
			entry.Operation = crm.JournalTrash
			if err := t.s.document.unfind(t, d.id); err != nil {
				return err
			}
		}
		if err := t.journal(entry); err != nil {
			return err
		}
	}
	return nil
}
