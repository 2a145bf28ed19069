package crm

// FieldType says how a field's value is entered and kept.
type FieldType string

// The field types.
const (
	TypeText      FieldType = "text"
	TypeLongText  FieldType = "long_text"
	TypeInteger   FieldType = "integer"
	TypeFlag      FieldType = "boolean"
	TypeDate      FieldType = "date"      // a day, written 2006-01-02
	TypeChoice    FieldType = "choice"    // one of Field.Choices
	TypeReference FieldType = "reference" // the id of another record
	TypePhones    FieldType = "phones"
	TypeEmails    FieldType = "emails"
	TypeLinks     FieldType = "links"
	TypeCompanies FieldType = "companies" // a person's other companies
	TypeMoment    FieldType = "moment"    // a time.Time, of MetaFields only
	TypeTags      FieldType = "tags"      // names of tags

	// In the journal of documents only.
	TypeFile        FieldType = "file"
	TypeRecordLinks FieldType = "record_links"
)

// Field describes one field of a record. Its name is the name in the API, in
// filters, in the journal and of the database column.
type Field struct {
	Name       string
	Type       FieldType
	Max        int // characters at most, 0 for no limit
	Mandatory  bool
	References Entity   // for TypeReference
	List       string   // for a reference to a list item: the pick list
	Choices    []string // for TypeChoice; "" is allowed beside them
	Together   string   // fields of one such name are one value in parts: an address, an amount and its currency
	Codes      CodeList // for TypeText: the list that the value must stand in, or ""
}

// field binds a description to the place of the value in a record.
type field[T any] struct {
	Field
	at func(*T) any // a pointer to the value
}

func text[T any](name string, maximum int, at func(*T) *string) field[T] {
	return field[T]{Field{Name: name, Type: TypeText, Max: maximum}, func(r *T) any { return at(r) }}
}

func longText[T any](name string, at func(*T) *string) field[T] {
	return field[T]{Field{Name: name, Type: TypeLongText, Max: 100_000}, func(r *T) any { return at(r) }}
}

func date[T any](name string, at func(*T) *string) field[T] {
	return field[T]{Field{Name: name, Type: TypeDate, Max: 10}, func(r *T) any { return at(r) }}
}

func choice[T any](name string, choices []string, at func(*T) *string) field[T] {
	return field[T]{Field{Name: name, Type: TypeChoice, Max: 40, Choices: choices}, func(r *T) any { return at(r) }}
}

func flag[T any](name string, at func(*T) *bool) field[T] {
	return field[T]{Field{Name: name, Type: TypeFlag}, func(r *T) any { return at(r) }}
}

func integer[T any](name string, at func(*T) *int64) field[T] {
	return field[T]{Field{Name: name, Type: TypeInteger}, func(r *T) any { return at(r) }}
}

func reference[T any](name string, to Entity, at func(*T) *int64) field[T] {
	return field[T]{Field{Name: name, Type: TypeReference, References: to}, func(r *T) any { return at(r) }}
}

func pick[T any](name, list string, at func(*T) *int64) field[T] {
	f := reference(name, EntityListItem, at)
	f.List = list
	return f
}

// sharedFields are the fields that every record has: those that rights go by,
// and tags.
func sharedFields[T any](of func(*T) *Record) []field[T] {
	visibilities := []string{string(VisibleToAll), string(VisibleToGroup), string(VisibleToOwner)}
	visibility := choice[T]("visibility", visibilities, nil)
	visibility.at = func(r *T) any { return (*string)(&of(r).Visibility) }
	visibility.Mandatory = true
	return []field[T]{
		reference("owner", EntityUser, func(r *T) *int64 { return &of(r).Owner }),
		reference("group", EntityGroup, func(r *T) *int64 { return &of(r).Group }),
		visibility,
		{Field{Name: "tags", Type: TypeTags}, func(r *T) any { return &of(r).Tags }},
	}
}

func describe[T any](fields []field[T]) []Field {
	out := make([]Field, len(fields))
	for i, f := range fields {
		out[i] = f.Field
	}
	return out
}

func pointers[T any](fields []field[T], r *T) []any {
	out := make([]any, len(fields))
	for i, f := range fields {
		out[i] = f.at(r)
	}
	return out
}

func mandatory[T any](f field[T]) field[T] {
	f.Mandatory = true
	return f
}

// MetaFields describes what the store notes of every record, in the usual
// order of lists: who made it and changed it last, and when.
func MetaFields() []Field {
	return []Field{
		{Name: "created_at", Type: TypeMoment}, {Name: "created_by", Type: TypeReference, References: EntityUser},
		{Name: "updated_at", Type: TypeMoment}, {Name: "updated_by", Type: TypeReference, References: EntityUser},
	}
}

// places says where in the fields a name stands.
func places[T any](fields []field[T]) map[string]int {
	at := make(map[string]int, len(fields))
	for i, f := range fields {
		at[f.Name] = i
	}
	return at
}

// together marks the fields as parts of one value.
func together[T any](name string, fields ...field[T]) []field[T] {
	for i := range fields {
		fields[i].Together = name
	}
	return fields
}
