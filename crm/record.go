package crm

import "time"

// Entity names a kind of record, in code, API, journal and database.
type Entity string

// The entities.
const (
	EntityCompany  Entity = "company"
	EntityPerson   Entity = "person"
	EntityUser     Entity = "user"
	EntityGroup    Entity = "group"
	EntityRole     Entity = "role"
	EntityListItem Entity = "list_item"
	EntityAPIKey   Entity = "api_key"
	EntitySetting  Entity = "setting"
	EntityView     Entity = "saved_view"
	EntityTag      Entity = "tag"
	EntityConsent  Entity = "consent"
	EntityDocument Entity = "document"

	EntityLicenceContact Entity = "licence_contact"
	EntityStatement      Entity = "statement"
	EntityServiceMessage Entity = "service_message"
)

// Record is what every business record carries. The store fills all but
// Owner, Group and Visibility.
type Record struct {
	ID          int64
	CreatedAt   time.Time // UTC
	CreatedBy   int64     // user, 0 for the system
	CreatedKind ActorKind
	UpdatedAt   time.Time
	UpdatedBy   int64
	Version     int64 // counts up with every save; a stale save is refused
	Owner       int64
	Group       int64
	Visibility  Visibility
	Tags        []string   // names, each once, in order
	DeletedAt   *time.Time // in the trash since, nil when it is not
}

// Holding returns what rights need to know of the record.
func (r Record) Holding() Holding { return Holding{r.Owner, r.Group, r.Visibility} }

// Meta returns the part that every record has.
func (r *Record) Meta() *Record { return r }

// value returns one of MetaFields; nil when it is empty or none of them.
func (r *Record) value(field string) any {
	switch field {
	case "created_at":
		return r.CreatedAt
	case "updated_at":
		return r.UpdatedAt
	case "created_by":
		return valueAt(&r.CreatedBy)
	case "updated_by":
		return valueAt(&r.UpdatedBy)
	}
	return nil
}
