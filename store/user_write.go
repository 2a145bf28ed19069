package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"holm/crm"
	"holm/lockout"
)

const (
	insertUser = `INSERT INTO app_user (id, created_at, created_by, updated_at, updated_by, version, login, login_key, name,
		email, person, category, role, status, api_only, main, language, time_zone, theme, density, preferences)
		VALUES (@id, @created_at, @created_by, @updated_at, @updated_by, @version, @login, @login_key, @name,
		@email, @person, @category, @role, @status, @api_only, @main, @language, @time_zone, @theme, @density, @preferences)`
	updateUser = `UPDATE app_user SET updated_at = @updated_at, updated_by = @updated_by, version = @version, login = @login,
		login_key = @login_key, name = @name, email = @email, person = @person, category = @category, role = @role,
		status = @status, api_only = @api_only, main = @main, language = @language, time_zone = @time_zone, theme = @theme,
		density = @density, preferences = @preferences WHERE id = @id`
	deleteUserGroups = `DELETE FROM user_group WHERE user_id = @id`
	insertUserGroup  = `INSERT INTO user_group (user_id, group_id) VALUES (@id, @group_id)`
)

// ownFields are what a user may change about themselves.
var ownFields = []string{"language", "time_zone", "theme", "density", "preferences"}

// CreateUser keeps a new user, with the hash of a password ("" for none), when
// a seat of the category is free. The error is *crm.SeatsTaken, *crm.Invalid,
// crm.ErrTaken for a log-in name in use, crm.ErrForbidden, *lockout.Refusal.
func (s *Store) CreateUser(ctx context.Context, a crm.Actor, u *crm.User, passwordHash string) error {
	u.Tidy()
	u.Main = false
	if err := administers(a, u.Validate()); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "app_user")
	if err != nil {
		return err
	}
	made := *u
	made.ID = id
	if made.Role == 0 {
		made.Role = crm.RoleUser
	}
	err = s.write(ctx, a, lockout.ActivateUser, func(t *tx) error {
		if made.HoldsSeat() {
			if err := t.reserveSeat(made.Category); err != nil {
				return err
			}
		}
		if err := t.insertUser(&made, passwordHash); err != nil {
			return err
		}
		*u = made
		return nil
	})
	if err != nil {
		u.ID = 0
		return fmt.Errorf("create user %s: %w", u.Login, s.person.explain(s.d, err))
	}
	return nil
}

// insertMainUser keeps the first user, who takes the first seat.
func (t *tx) insertMainUser(main *crm.User, setup crm.Setup) error {
	main.Tidy()
	if err := main.Validate(); err != nil {
		return err
	}
	if err := t.insertUser(main, setup.PasswordHash); err != nil {
		return err
	}
	if setup.TermsVersion == "" {
		return nil
	}
	return t.acceptTerms(main.ID, setup.TermsVersion)
}

func (t *tx) insertUser(u *crm.User, passwordHash string) error {
	u.CreatedAt, u.CreatedBy, u.UpdatedAt, u.UpdatedBy, u.Version = t.at, t.actor.User, t.at, t.actor.User, 1
	args := append(t.userArgs(u), arg("created_at", t.d.encodeTime(u.CreatedAt)), arg("created_by", reference(u.CreatedBy)))
	if _, err := t.exec(insertUser, args...); err != nil {
		return err
	}
	if err := errors.Join(t.saveGroups(u), t.noteHolder(u)); err != nil {
		return err
	}
	if passwordHash != "" {
		if err := t.setPassword(u.ID, passwordHash); err != nil {
			return err
		}
	}
	return t.journal(crm.JournalEntry{Entity: crm.EntityUser, Record: u.ID, Version: 1,
		Operation: crm.JournalCreate, Changes: u.Differences(nil)})
}

// UpdateUser changes fields of a user and returns them as they then are. A
// user may change ownFields of themselves, an administrator everything but who
// is the main user; of the main user's account no more than category and groups. A
// change that takes a seat needs a free one.
func (s *Store) UpdateUser(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.User, error) {
	op, personal := lockout.Change, id == a.User
	for field := range change {
		personal = personal && slices.Contains(ownFields, field)
	}
	if personal {
		op = lockout.OwnAccess
	} else if !a.May(crm.MayManageUsers) {
		return crm.User{}, a.Denied(crm.MayManageUsers)
	}
	return s.changeUser(ctx, a, op, id, version, func(u *crm.User) error { return u.Apply(change) })
}

// SetUserStatus activates a user, when a seat is free, or deactivates them,
// which frees the seat at once. The main user cannot be deactivated.
func (s *Store) SetUserStatus(ctx context.Context, a crm.Actor, id int64, active bool) error {
	op, status := lockout.ReduceUser, crm.UserInactive
	if active {
		op, status = lockout.ActivateUser, crm.UserActive
	}
	if !a.May(crm.MayManageUsers) {
		return a.Denied(crm.MayManageUsers)
	}
	_, err := s.changeUser(ctx, a, op, id, 0, func(u *crm.User) error {
		u.Status = status
		return nil
	})
	return err
}

// SetUserCategory moves a user to another category, "" for none. Whatever the
// state, a user may be moved to a category with fewer features.
func (s *Store) SetUserCategory(ctx context.Context, a crm.Actor, id int64, code string) error {
	if !a.May(crm.MayManageUsers) {
		return a.Denied(crm.MayManageUsers)
	}
	u, err := s.User(ctx, a, id)
	if err != nil {
		return err
	}
	op := lockout.ActivateUser
	if verdict, ok := s.verdict(); ok && verdict.Lowers(u.Category, code) {
		op = lockout.ReduceUser
	}
	_, err = s.changeUser(ctx, a, op, id, u.Version, func(u *crm.User) error {
		u.Category = code
		return nil
	})
	return err
}

func (s *Store) changeUser(ctx context.Context, a crm.Actor, op lockout.Operation, id, version int64, apply func(*crm.User) error) (crm.User, error) {
	var after crm.User
	err := s.write(ctx, a, op, func(t *tx) error {
		before, err := loadUser(t.d, t.query, selectUser, arg("id", id))
		if err != nil {
			return err
		}
		if version != 0 && version != before.Version {
			return &crm.Conflict{Entity: crm.EntityUser, ID: id, Version: before.Version}
		}
		after = before
		if err := errors.Join(apply(&after)); err != nil {
			return err
		}
		after.Tidy()
		if err := after.Validate(); err != nil {
			return err
		}
		return t.saveUser(&after, &before)
	})
	if err != nil {
		return crm.User{}, fmt.Errorf("change user %d: %w", id, s.person.explain(s.d, err))
	}
	return after, nil
}

func (t *tx) saveUser(u, before *crm.User) error {
	changes := u.Differences(before)
	if len(changes) == 0 {
		return nil
	}
	if u.Main && u.Status != crm.UserActive {
		return &crm.Invalid{Fields: []crm.FieldError{{Field: "status", Key: "error.main_user"}}}
	}
	if !mayTakeOver(t.actor, before) && slices.ContainsFunc(changes, func(c crm.FieldChange) bool { return c.Field != "category" && c.Field != "groups" }) {
		return crm.ErrForbidden
	}
	if u.HoldsSeat() && (!before.HoldsSeat() || u.Category != before.Category) {
		if err := t.verdict.Allows(lockout.ActivateUser, standing(t.actor)); err != nil && !t.verdict.Lowers(before.Category, u.Category) {
			return err
		}
		if err := t.reserveSeat(u.Category); err != nil {
			return err
		}
	}
	u.Version, u.UpdatedAt, u.UpdatedBy = before.Version+1, t.at, t.actor.User
	if _, err := t.exec(updateUser, t.userArgs(u)...); err != nil {
		return err
	}
	if err := errors.Join(t.noteHolder(before), t.noteHolder(u)); err != nil {
		return err
	}
	if !slices.Equal(u.Groups, before.Groups) {
		if err := t.saveGroups(u); err != nil {
			return err
		}
	}
	return t.journal(crm.JournalEntry{Entity: crm.EntityUser, Record: u.ID, Version: u.Version,
		Operation: crm.JournalUpdate, Changes: changes})
}

// mayTakeOver reports whether the actor may change what opens an account: log-in
// name, password, keys. The main user's is open to themselves and the command
// line alone; an administrator could otherwise take the role that only the main
// user hands over.
func mayTakeOver(a crm.Actor, u *crm.User) bool { return !u.Main || a.Main || a.Unbound() }

func (t *tx) saveGroups(u *crm.User) error {
	if _, err := t.exec(deleteUserGroups, arg("id", u.ID)); err != nil {
		return err
	}
	for _, g := range u.Groups {
		if _, err := t.exec(insertUserGroup, arg("id", u.ID), arg("group_id", g)); err != nil {
			return err
		}
	}
	return nil
}
