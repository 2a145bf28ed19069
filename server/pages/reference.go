package pages

import (
	"context"

	"holm/crm"
)

type roles interface {
	Roles(ctx context.Context) ([]crm.Role, error)
}

type groups interface {
	Groups(ctx context.Context) ([]crm.Group, error)
}

type listItems interface {
	ListItems(ctx context.Context, list string) ([]crm.ListItem, error)
}

// titles names records: of those asked for, the ones the actor may see.
type titles interface {
	Names(ctx context.Context, a crm.Actor, entity crm.Entity, ids []int64) (map[int64]string, error)
}

type tags interface {
	Tags(ctx context.Context) ([]crm.Tag, error)
}

type termsKeeper interface {
	AcceptTerms(ctx context.Context, a crm.Actor, version string) error
}
