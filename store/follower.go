package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	insertFollower = `INSERT INTO follower (entity, record_id, user_id, followed_at)
		SELECT @entity, @record_id, @user_id, @followed_at
		WHERE NOT EXISTS (SELECT 1 FROM follower WHERE entity = @entity AND record_id = @record_id AND user_id = @user_id)`
	deleteFollower  = `DELETE FROM follower WHERE entity = @entity AND record_id = @record_id AND user_id = @user_id`
	deleteFollowers = `DELETE FROM follower WHERE entity = @entity AND record_id = @record_id`
	selectFollowers = ` user_id FROM follower WHERE entity = @entity AND record_id = @record_id ORDER BY followed_at, user_id`
	selectFollows   = `SELECT COUNT(*) FROM follower WHERE entity = @entity AND record_id = @record_id AND user_id = @user_id`
	whereFollowed   = ` JOIN follower f ON f.entity = @entity AND f.record_id = r.id WHERE f.user_id = @user_id AND r.deleted_at IS NULL`
)

// followersShown is the most followers of a record that are listed.
const followersShown = 50

// Follow makes the acting user follow a record that they may see, or follow it
// no longer. crm.ErrNotFound when they may not see it.
func (s *Store) Follow(ctx context.Context, a crm.Actor, entity crm.Entity, id int64, follow bool) error {
	if a.User == 0 {
		return crm.ErrForbidden
	}
	if err := s.mayRead(ctx, a, entity, id); err != nil {
		return err
	}
	err := s.write(ctx, a, lockout.Change, func(t *tx) error {
		statement, op := deleteFollower, crm.JournalUnfollow
		args := []sql.NamedArg{arg("entity", string(entity)), arg("record_id", id), arg("user_id", a.User)}
		if follow {
			statement, op = insertFollower, crm.JournalFollow
			args = append(args, arg("followed_at", t.d.encodeTime(t.at)))
		}
		n, err := t.exec(statement, args...)
		if err != nil || n == 0 {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: entity, Record: id, Operation: op})
	})
	if err != nil {
		return fmt.Errorf("follow %s %d: %w", entity, id, err)
	}
	return nil
}

// Followers returns the users who follow a record, those who began first at
// the front, and whether the acting user is one of them.
func (s *Store) Followers(ctx context.Context, a crm.Actor, entity crm.Entity, id int64) (users []int64, own bool, err error) {
	head, tail := s.d.top(followersShown)
	args := []sql.NamedArg{arg("entity", string(entity)), arg("record_id", id)}
	err = scanAll(s.reading(ctx), "SELECT "+head+selectFollowers+tail, args, func(rows *sql.Rows) error {
		var user int64
		err := rows.Scan(&user)
		users = append(users, user)
		return err
	})
	if err != nil {
		return nil, false, fmt.Errorf("read the followers of %s %d: %w", entity, id, err)
	}
	if own = slices.Contains(users, a.User); own || len(users) < followersShown {
		return users, own, nil
	}
	var n int
	err = s.row(ctx, selectFollows, append(args, arg("user_id", a.User))...).Scan(&n)
	return users, n > 0, err
}

// followed is a record with when somebody began to follow it.
type followed struct {
	crm.Hit
	since time.Time
}

// Followed returns the records that the acting user follows and may see, those
// followed last at the front.
func (s *Store) Followed(ctx context.Context, a crm.Actor, limit int) ([]crm.Hit, error) {
	var all []followed
	for _, entity := range []crm.Entity{crm.EntityCompany, crm.EntityPerson} {
		query, args := followedQuery(s.d, a, entity, clamp(limit))
		err := scanAll(s.reading(ctx), query, args, func(rows *sql.Rows) error {
			var f followed
			var parts [3]string
			err := rows.Scan(&f.ID, &parts[0], &parts[1], &parts[2], s.d.time(&f.since))
			f.Entity, f.Title = entity, titleOfParts(entity, parts)
			all = append(all, f)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read what user %d follows: %w", a.User, err)
		}
	}
	slices.SortStableFunc(all, func(x, y followed) int { return y.since.Compare(x.since) })
	hits := make([]crm.Hit, 0, min(len(all), clamp(limit)))
	for _, f := range all[:cap(hits)] {
		hits = append(hits, f.Hit)
	}
	return hits, nil
}

func followedQuery(d *dialect, a crm.Actor, entity crm.Entity, limit int) (string, []sql.NamedArg) {
	head, tail := d.top(limit)
	parts := "r.first_name, r.middle_name, r.last_name"
	if entity == crm.EntityCompany {
		parts = "r.name, r.department, ''"
	}
	where := whereFollowed
	may, args := seen(sight(a, entity))
	if may != "" {
		where += " AND " + byRow.Replace(may)
	}
	return "SELECT " + head + "r.id, " + parts + ", f.followed_at FROM " + string(entity) + " r" + where +
		" ORDER BY f.followed_at DESC, r.id" + tail, append(args, arg("entity", string(entity)), arg("user_id", a.User))
}

// titleOfParts is how a record of these names is called.
func titleOfParts(entity crm.Entity, parts [3]string) string {
	if entity == crm.EntityCompany {
		return (&crm.Company{Name: parts[0], Department: parts[1]}).Title()
	}
	return (&crm.Person{FirstName: parts[0], MiddleName: parts[1], LastName: parts[2]}).Name()
}
