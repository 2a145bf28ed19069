package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"holm/crm"
)

const (
	userColumns = ` u.id, u.created_at, u.created_by, u.updated_at, u.updated_by, u.version, u.login, u.name, u.email,
		u.person, u.category, u.role, u.status, u.api_only, u.main, u.language, u.time_zone, u.theme, u.density,
		u.preferences, u.last_seen_at FROM app_user u `
	selectUsers       = `SELECT` + userColumns + `ORDER BY u.name, u.id`
	selectUser        = `SELECT` + userColumns + `WHERE u.id = @id`
	selectUserByLogin = `SELECT` + userColumns + `WHERE u.login_key = @login_key`
	selectMainUser    = `SELECT` + userColumns + `WHERE u.main = 1`
	selectAllGroups   = `SELECT user_id, group_id FROM user_group ORDER BY user_id, group_id`
	selectUserGroups  = `SELECT user_id, group_id FROM user_group WHERE user_id = @id ORDER BY group_id`
	selectAllTerms    = `SELECT user_id, version, accepted_at FROM terms_acceptance ORDER BY accepted_at`
	selectUserTerms   = `SELECT user_id, version, accepted_at FROM terms_acceptance WHERE user_id = @id ORDER BY accepted_at`
	selectActorRole   = `SELECT u.main, u.category, u.api_only, u.status, r.id, r.name, r.rights, r.functions
		FROM app_user u LEFT JOIN app_role r ON r.id = u.role WHERE u.id = @id`
)

// Users returns every user. Preferences are shown to the user they belong to.
func (s *Store) Users(ctx context.Context, a crm.Actor) ([]crm.User, error) {
	all, err := lookup(ctx, s, "users", func() ([]crm.User, error) { return s.readUsers(ctx) })
	users := slices.Clone(all)
	for i := range users {
		if users[i].ID != a.User {
			users[i].Preferences = ""
		}
	}
	return users, err
}

func (s *Store) readUsers(ctx context.Context) ([]crm.User, error) {
	var users []crm.User
	err := scanAll(s.reading(ctx), selectUsers, nil, func(rows *sql.Rows) error {
		u, err := scanUser(s.d, rows)
		users = append(users, u)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the users: %w", err)
	}
	of := map[int64]*crm.User{}
	for i := range users {
		of[users[i].ID] = &users[i]
	}
	if err := completeUsers(s.d, s.reading(ctx), of, selectAllGroups, selectAllTerms); err != nil {
		return nil, err
	}
	return users, nil
}

// User returns a user; crm.ErrNotFound when there is none.
func (s *Store) User(ctx context.Context, a crm.Actor, id int64) (crm.User, error) {
	u, err := lookup(ctx, s, "user "+strconv.FormatInt(id, 10), func() (crm.User, error) {
		return loadUser(s.d, s.reading(ctx), selectUser, arg("id", id))
	})
	if u.ID != a.User {
		u.Preferences = ""
	}
	return u, err
}

// UserByLogin returns the user of a log-in name, whatever their status;
// crm.ErrNotFound when there is none.
func (s *Store) UserByLogin(ctx context.Context, login string) (crm.User, error) {
	return loadUser(s.d, s.reading(ctx), selectUserByLogin, arg("login_key", crm.LoginKey(login)))
}

// MainUser returns the main user; crm.ErrNotFound before set-up.
func (s *Store) MainUser(ctx context.Context) (crm.User, error) {
	return loadUser(s.d, s.reading(ctx), selectMainUser)
}

// ActorOf returns a user as an actor with the rights of their role, as far as
// the licence gives them to the user's category today;
// crm.ErrNotFound when there is no such user or they are not active.
func (s *Store) ActorOf(ctx context.Context, user int64) (crm.Actor, error) {
	a, err := lookup(ctx, s, "actor "+strconv.FormatInt(user, 10), func() (crm.Actor, error) { return s.readActor(ctx, user) })
	a.Groups = slices.Clone(a.Groups)
	if verdict, ok := s.verdict(); ok && err == nil {
		narrow(&a, verdict)
	}
	return a, err
}

func (s *Store) readActor(ctx context.Context, user int64) (crm.Actor, error) {
	a := crm.Actor{Kind: crm.ActorUser, User: user}
	var status crm.UserStatus
	var name, rights, functions sql.NullString
	err := s.row(ctx, selectActorRole, arg("id", user)).
		Scan(&a.Main, &a.Category, &a.APIOnly, (*string)(&status), orZero{&a.Role.ID}, &name, &rights, &functions)
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && status != crm.UserActive:
		return crm.Actor{}, crm.ErrNotFound
	case err != nil:
		return crm.Actor{}, fmt.Errorf("read the rights of user %d: %w", user, err)
	}
	if a.Role.ID != 0 {
		a.Role.Name = name.String
		if err := decodeRole(&a.Role, rights.String, functions.String); err != nil {
			return crm.Actor{}, err
		}
	}
	a.Admin = a.May(crm.MayManageUsers) || a.May(crm.MayManageLicence)
	contacts, err := s.readLicenceContacts(ctx)
	if err != nil {
		return crm.Actor{}, err
	}
	a.Binds = slices.ContainsFunc(contacts, func(c crm.LicenceContact) bool { return c.Authorised && c.User == user })
	err = scanAll(s.reading(ctx), selectUserGroups, []sql.NamedArg{arg("id", user)}, func(rows *sql.Rows) error {
		var id, group int64
		err := rows.Scan(&id, &group)
		a.Groups = append(a.Groups, group)
		return err
	})
	if err != nil {
		return crm.Actor{}, fmt.Errorf("read the groups of user %d: %w", user, err)
	}
	return a, nil
}

func loadUser(d *dialect, read reading, query string, args ...sql.NamedArg) (crm.User, error) {
	var found []crm.User
	err := scanAll(read, query, args, func(rows *sql.Rows) error {
		u, err := scanUser(d, rows)
		found = append(found, u)
		return err
	})
	if err != nil {
		return crm.User{}, fmt.Errorf("read a user: %w", err)
	}
	if len(found) == 0 {
		return crm.User{}, crm.ErrNotFound
	}
	u := &found[0]
	withID := func(query string, _ ...sql.NamedArg) (*sql.Rows, error) { return read(query, arg("id", u.ID)) }
	err = completeUsers(d, withID, map[int64]*crm.User{u.ID: u}, selectUserGroups, selectUserTerms)
	return *u, err
}

func scanUser(d *dialect, rows *sql.Rows) (crm.User, error) {
	var u crm.User
	err := rows.Scan(&u.ID, d.time(&u.CreatedAt), orZero{&u.CreatedBy}, d.time(&u.UpdatedAt), orZero{&u.UpdatedBy}, &u.Version,
		&u.Login, &u.Name, &u.Email, orZero{&u.Person}, &u.Category, orZero{&u.Role}, (*string)(&u.Status), &u.APIOnly, &u.Main,
		&u.Language, &u.TimeZone, &u.Theme, &u.Density, &u.Preferences, d.nullTime(&u.LastSeenAt))
	return u, err
}

// completeUsers fills in groups and the terms accepted last.
func completeUsers(d *dialect, read reading, of map[int64]*crm.User, groups, terms string) error {
	err := scanAll(read, groups, nil, func(rows *sql.Rows) error {
		var user, group int64
		if err := rows.Scan(&user, &group); err != nil {
			return err
		}
		if u := of[user]; u != nil {
			u.Groups = append(u.Groups, group)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the users' groups: %w", err)
	}
	err = scanAll(read, terms, nil, func(rows *sql.Rows) error {
		var user int64
		var a crm.User
		if err := rows.Scan(&user, &a.TermsVersion, d.nullTime(&a.TermsAt)); err != nil {
			return err
		}
		if u := of[user]; u != nil {
			u.TermsVersion, u.TermsAt = a.TermsVersion, a.TermsAt
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the accepted terms: %w", err)
	}
	return nil
}
