package pages

import (
	"context"

	"holm/crm"
)

// titles names records: of those asked for, the ones the actor may see.
type titles interface {
	Names(ctx context.Context, a crm.Actor, entity crm.Entity, ids []int64) (map[int64]string, error)
}

type termsKeeper interface {
	AcceptTerms(ctx context.Context, a crm.Actor, version string) error
}
