package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

// noun is all the API knows of one kind of record. Functions that are nil are
// operations it does not offer.
type noun[T any] struct {
	name   string // "company"
	entity crm.Entity
	plural string // "companies", as in addresses
	schema string // "Company", in the OpenAPI document
	fields []crm.Field
	at     func(*T) []any // the values of fields, in their order
	frame  []fixed[T]     // what comes with a record and cannot be set
	set    []fixed[T]     // what can be set beside the fields
	sorts  []string
	id     func(*T) int64
	stamp  func(*T) int64 // the version
	apply  func(*T, crm.Change) error

	zone    func(context.Context, crm.Actor) (*time.Location, error) // set where the noun is added
	addList func(*noun[T], huma.Operation)                           // a list that takes more than Listing
	list    func(context.Context, crm.Actor, crm.Query) (crm.Page[T], error)
	count   func(context.Context, crm.Actor, crm.Query) (int, bool, error)
	one     func(context.Context, crm.Actor, int64) (T, error)
	create  func(context.Context, crm.Actor, *T) error
	update  func(ctx context.Context, a crm.Actor, id, version int64, c crm.Change) (T, error)
	trash   func(ctx context.Context, a crm.Actor, id, version int64) error
	restore func(context.Context, crm.Actor, int64) error
}

// fixed is a value that comes with a record and cannot be set.
type fixed[T any] struct {
	name  string
	kind  string // "integer", "string", "time", "boolean" or "integers"
	value func(*T) any
}

// recordFrame is the frame of every business record.
func recordFrame[T any](of func(*T) *crm.Record) []fixed[T] {
	return []fixed[T]{
		{"id", "integer", func(r *T) any { return of(r).ID }},
		{"version", "integer", func(r *T) any { return of(r).Version }},
		{"created_at", "time", func(r *T) any { return of(r).CreatedAt }},
		{"created_by", "integer", func(r *T) any { return of(r).CreatedBy }},
		{"created_kind", "string", func(r *T) any { return string(of(r).CreatedKind) }},
		{"updated_at", "time", func(r *T) any { return of(r).UpdatedAt }},
		{"updated_by", "integer", func(r *T) any { return of(r).UpdatedBy }},
		{"deleted_at", "time", func(r *T) any { return of(r).DeletedAt }},
	}
}
