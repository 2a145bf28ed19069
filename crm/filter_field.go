package crm

// recordFields are what every record has beside the fields of its kind.
var recordFields = []field[Record]{
	{Field{Name: "id", Type: TypeInteger}, func(r *Record) any { return &r.ID }},
	{Field{Name: "version", Type: TypeInteger}, func(r *Record) any { return &r.Version }},
	{Field{Name: "created_at", Type: TypeMoment}, func(r *Record) any { return &r.CreatedAt }},
	reference("created_by", EntityUser, func(r *Record) *int64 { return &r.CreatedBy }),
	choice("created_kind", []string{string(ActorUser), string(ActorAPIKey), string(ActorImport), string(ActorMail),
		string(ActorRule), string(ActorSystem)}, func(r *Record) *string { return (*string)(&r.CreatedKind) }),
	{Field{Name: "updated_at", Type: TypeMoment}, func(r *Record) any { return &r.UpdatedAt }},
	reference("updated_by", EntityUser, func(r *Record) *int64 { return &r.UpdatedBy }),
	{Field{Name: "deleted_at", Type: TypeMoment}, func(r *Record) any { return &r.DeletedAt }},
}

// nameField is a person's whole name, which filters know as "name".
var nameField = Field{Name: "name", Type: TypeText}

// FilterFields describes what filters on records of the entity can name: its
// fields in their usual order, and what every record has. None for a kind that
// cannot be filtered.
func FilterFields(e Entity) []Field {
	switch e {
	case EntityCompany:
		return append(CompanyFields(), describe(recordFields)...)
	case EntityPerson:
		return append(append([]Field{nameField}, PersonFields()...), describe(recordFields)...)
	case EntityDocument:
		return append(DocumentFields(), describe(recordFields)...)
	case EntityUser:
		return userFilterFields()
	}
	return nil
}

// Operators returns the operators that conditions on the field can have, the
// usual one first; none for a field that cannot be filtered by.
func Operators(f Field) []Operator {
	switch f.Type {
	case TypeText, TypeLongText, TypePhones, TypeEmails, TypeLinks:
		return []Operator{OpContains, OpStarts, OpEnds, OpIs, OpEmpty}
	case TypeInteger, TypeDate, TypeMoment:
		return []Operator{OpIs, OpRange, OpLess, OpAtMost, OpMore, OpAtLeast, OpEmpty}
	case TypeChoice, TypeReference, TypeCompanies, TypeTags:
		return []Operator{OpIs, OpEmpty}
	case TypeFlag:
		return []Operator{OpIs}
	}
	return nil
}

// userFilterFields are a user's fields, and what the store notes of users.
func userFilterFields() []Field {
	out := append(UserFields(), Field{Name: "groups", Type: TypeReference, References: EntityGroup},
		Field{Name: "main", Type: TypeFlag}, Field{Name: "last_seen_at", Type: TypeMoment})
	for _, f := range describe(recordFields) {
		if f.Name != "created_kind" && f.Name != "deleted_at" {
			out = append(out, f)
		}
	}
	return out
}

// Filterable is a record that filters can look at.
type Filterable interface {
	Meta() *Record
	filtered(name string) any
}

// filtered returns where a field's value stands, or the value itself.
func (c *Company) filtered(name string) any { return valueOf(companyFields, c, name) }

// filtered returns where a field's value stands.
func (d *Document) filtered(name string) any { return valueOf(documentFields, d, name) }

// Meta returns what users have in common with records.
func (u *User) Meta() *Record {
	return &Record{ID: u.ID, CreatedAt: u.CreatedAt, CreatedBy: u.CreatedBy, UpdatedAt: u.UpdatedAt, UpdatedBy: u.UpdatedBy, Version: u.Version}
}

// filtered returns where a field's value stands, or the value itself.
func (u *User) filtered(name string) any {
	switch name {
	case "groups":
		return u.Groups
	case "main":
		return &u.Main
	case "last_seen_at":
		return &u.LastSeenAt
	}
	return valueOf(userFields, u, name)
}

// filtered returns a person's whole name as "name", and as "company" all
// companies the person belongs to.
func (p *Person) filtered(name string) any {
	switch name {
	case "name":
		whole := p.Name()
		return &whole
	case "company":
		ids := p.otherCompanies()
		if p.Company != 0 {
			ids = append(ids, p.Company)
		}
		return ids
	case "companies":
		return p.otherCompanies()
	}
	return valueOf(personFields, p, name)
}

func (p *Person) otherCompanies() []int64 {
	var ids []int64
	for _, a := range p.Companies {
		ids = append(ids, a.Company)
	}
	return ids
}

func valueOf[T any](fields []field[T], r *T, name string) any {
	for i := range fields {
		if fields[i].Name == name {
			return fields[i].at(r)
		}
	}
	return nil
}
