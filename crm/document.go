package crm

import (
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// Document is a file that hangs on records, in all its versions.
type Document struct {
	Record
	Name        string
	Type        int64 // list item of ListDocumentType
	Description string

	File         FileVersion  // the newest version
	Links        []RecordLink // the records it hangs on; a reader gets those that the actor may see
	CheckedOut   int64        // the user who works on it, 0 for nobody
	CheckedOutAt *time.Time
}

// FileVersion is one version of a document: what was uploaded, when and by
// whom. Its content is known by its hash.
type FileVersion struct {
	Number    int64     `json:"number"` // counts from 1
	FileName  string    `json:"file_name"`
	Original  string    `json:"original_name,omitempty"` // the name as it was sent, where FileName had to differ
	Size      int64     `json:"size"`
	Hash      string    `json:"hash"` // SHA-256, hexadecimal
	MediaType string    `json:"media_type"`
	At        time.Time `json:"at"`
	Author    int64     `json:"author,omitempty"` // user, 0 for the system
	Comment   string    `json:"comment,omitempty"`
}

// RecordLink names a record that a document hangs on.
type RecordLink struct {
	Entity Entity `json:"entity"`
	Record int64  `json:"record"`
}

// Upload is a file on its way in. Content is read once, to its end.
type Upload struct {
	Name    string // as it was sent
	Comment string
	Content io.Reader
}

// StoredFile is one content in the documents folder.
type StoredFile struct {
	Path string // within the folder, with slashes
	Hash string
	Size int64
}

// FileFault is a content that is not as it was kept.
type FileFault struct {
	StoredFile
	Missing bool // else its size or its hash is another
}

// DocumentSorts are the fields that lists of documents can be sorted by.
var DocumentSorts = []string{"name", "updated_at", "created_at"}

// DocumentHosts are the kinds of record that documents hang on.
var DocumentHosts = []Entity{EntityCompany, EntityPerson}

// ListDocumentType is the pick list of a document's type.
const ListDocumentType = "document_type"

// The size of an upload: settings and their bounds, in bytes.
const (
	SettingDocumentSize = "documents.max_size"
	DocumentSize        = 100_000_000 // where the setting says nothing
	DocumentSizeMost    = 100_000_000_000
)

// Errors about files that callers tell apart.
var (
	ErrNoRoom      = errors.New("the disk has no room for the file")
	ErrFileMissing = errors.New("the file is not in the documents folder, or is damaged")
	ErrUploadEnded = errors.New("the upload ended before the file was complete")
)

// CheckedOut says that somebody else works on the document.
type CheckedOut struct{ By int64 }

// Error names the user by number.
func (c *CheckedOut) Error() string { return "somebody else has checked the document out" }

var documentFields = concat(
	[]field[Document]{
		mandatory(text("name", maxFileName, func(d *Document) *string { return &d.Name })),
		pick("type", ListDocumentType, func(d *Document) *int64 { return &d.Type }),
		longText("description", func(d *Document) *string { return &d.Description }),
	},
	sharedFields(func(d *Document) *Record { return &d.Record }),
)

var documentPlaces = places(documentFields)

// DocumentFields describes the fields of a document, in their usual order.
func DocumentFields() []Field { return describe(documentFields) }

// DocumentJournalFields are the fields that a document's journal speaks of:
// beside its own, what is kept in other ways.
func DocumentJournalFields() []Field {
	return append(DocumentFields(), Field{Name: "file", Type: TypeFile}, Field{Name: "links", Type: TypeRecordLinks},
		Field{Name: "checked_out_by", Type: TypeReference, References: EntityUser})
}

// Pointers returns where the values of DocumentFields stand, in that order.
func (d *Document) Pointers() []any { return pointers(documentFields, d) }

// Values returns the fields by name; an empty field is nil.
func (d *Document) Values() map[string]any { return values(documentFields, d) }

// Value returns one of the fields or of MetaFields; nil when it is empty or
// there is no such field.
func (d *Document) Value(field string) any {
	if i, ok := documentPlaces[field]; ok {
		return valueAt(documentFields[i].at(d))
	}
	return d.Record.value(field)
}

// Apply takes a change over. The error is an *Invalid; what it does not name
// is taken over even then.
func (d *Document) Apply(change Change) error { return apply(documentFields, d, change) }

// Differences lists what changed since before, file, links and check-out
// included; nil before means all is new.
func (d *Document) Differences(before *Document) []FieldChange {
	out := differences(documentFields, before, d)
	was := &Document{}
	if before != nil {
		was = before
	}
	if was.File.Number != d.File.Number {
		out = append(out, FieldChange{Field: "file", Before: was.fileValue(), After: d.fileValue()})
	}
	if !slices.Equal(was.Links, d.Links) {
		out = append(out, FieldChange{Field: "links", Before: linksValue(was.Links), After: linksValue(d.Links)})
	}
	if was.CheckedOut != d.CheckedOut {
		out = append(out, FieldChange{Field: "checked_out_by", Before: valueAt(&was.CheckedOut), After: valueAt(&d.CheckedOut)})
	}
	return out
}

func (d *Document) fileValue() any {
	if d.File.Number == 0 {
		return nil
	}
	return d.File
}

func linksValue(links []RecordLink) any {
	if len(links) == 0 {
		return nil
	}
	return links
}

// Tidy brings what was entered into its kept form.
func (d *Document) Tidy(string) {
	tidyTexts(documentFields, d)
	d.Name = strings.TrimSpace(d.Name)
	d.Tags = tidyTags(d.Tags)
	if d.Visibility == "" {
		d.Visibility = VisibleToAll
	}
}

// Validate returns what is wrong as *Invalid, or nil.
func (d *Document) Validate() error {
	var wrong Invalid
	check(documentFields, d, &wrong)
	for _, l := range d.Links {
		if !slices.Contains(DocumentHosts, l.Entity) {
			wrong.Add("links", "error.choice")
		}
	}
	return wrong.Err()
}

// Title is how the document is named in lists and links.
func (d *Document) Title() string { return d.Name }

// Terms returns the words the document is found by.
func (d *Document) Terms() Terms {
	var t Terms
	t.words(&t.Names, d.Name)
	return t
}

// FilePath is where the content with a hash lies in the documents folder.
func FilePath(hash string) string { return path.Join(hash[:2], hash) }

// IsFileHash reports whether s is written as the hash of a content is.
func IsFileHash(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}
