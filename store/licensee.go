package store

import (
	"context"
	"slices"

	"holm/crm"
)

// Licensees returns the users who work in pages and may manage the licence,
// the main user first.
func (s *Store) Licensees(ctx context.Context) ([]crm.User, error) {
	roles, err := s.Roles(ctx)
	if err != nil {
		return nil, err
	}
	may := map[int64]bool{}
	for _, r := range roles {
		may[r.ID] = slices.Contains(r.Functions, crm.MayManageLicence)
	}
	users, err := s.Users(ctx, crm.SystemActor())
	if err != nil {
		return nil, err
	}
	users = slices.DeleteFunc(users, func(u crm.User) bool {
		return u.Status != crm.UserActive || u.APIOnly || !u.Main && !may[u.Role]
	})
	slices.SortStableFunc(users, func(a, b crm.User) int {
		switch {
		case a.Main:
			return -1
		case b.Main:
			return 1
		}
		return 0
	})
	return users, nil
}
