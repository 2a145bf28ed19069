package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"holm/crm"
	"holm/lockout"
)

const (
	selectCredential = `SELECT password_hash FROM credential WHERE user_id = @user_id`
	updateCredential = `UPDATE credential SET password_hash = @password_hash, changed_at = @changed_at WHERE user_id = @user_id`
	insertCredential = `INSERT INTO credential (user_id, password_hash, changed_at) VALUES (@user_id, @password_hash, @changed_at)`
	updateMain       = `UPDATE app_user SET main = @main, version = version + 1 WHERE id = @id`
	updateTerms      = `UPDATE terms_acceptance SET accepted_at = @accepted_at WHERE user_id = @user_id AND version = @version`
	insertAcceptance = `INSERT INTO terms_acceptance (user_id, version, accepted_at) VALUES (@user_id, @version, @accepted_at)`
)

func (t *tx) userArgs(u *crm.User) []sql.NamedArg {
	return []sql.NamedArg{
		arg("id", u.ID), arg("updated_at", t.d.encodeTime(u.UpdatedAt)), arg("updated_by", reference(u.UpdatedBy)),
		arg("version", u.Version), arg("login", u.Login), arg("login_key", crm.LoginKey(u.Login)), arg("name", u.Name),
		arg("email", u.Email), arg("person", reference(u.Person)), arg("category", u.Category), arg("role", reference(u.Role)),
		arg("status", string(u.Status)), arg("api_only", u.APIOnly), arg("main", u.Main), arg("language", u.Language),
		arg("time_zone", u.TimeZone), arg("theme", u.Theme), arg("density", u.Density), arg("preferences", u.Preferences),
	}
}

// Credential returns the hash of a user's password; crm.ErrNotFound when the
// user has none.
func (s *Store) Credential(ctx context.Context, user int64) (string, error) {
	hash, err := lookup(ctx, s, "credential "+strconv.FormatInt(user, 10), func() (hash string, err error) {
		err = s.row(ctx, selectCredential, arg("user_id", user)).Scan(&hash)
		return hash, err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return "", crm.ErrNotFound
	}
	if err != nil {
		return "", fmt.Errorf("read a credential: %w", err)
	}
	return hash, nil
}

// SetPassword keeps the hash of a new password: of oneself, or by an
// administrator of anybody but the main user. Sessions made with the old one are recognised by its hash.
func (s *Store) SetPassword(ctx context.Context, a crm.Actor, user int64, hash string) error {
	if user != a.User && !a.May(crm.MayManageUsers) {
		return a.Denied(crm.MayManageUsers)
	}
	err := s.write(ctx, a, lockout.OwnAccess, func(t *tx) error {
		u, err := loadUser(t.d, t.query, selectUser, arg("id", user))
		if err != nil {
			return err
		}
		if !mayTakeOver(a, &u) {
			return crm.ErrForbidden
		}
		if err := t.setPassword(user, hash); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityUser, Record: user, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "password"}}})
	})
	if err != nil {
		return fmt.Errorf("set the password of user %d: %w", user, err)
	}
	return nil
}

func (t *tx) setPassword(user int64, hash string) error {
	args := []sql.NamedArg{arg("user_id", user), arg("password_hash", hash), arg("changed_at", t.d.encodeTime(t.at))}
	n, err := t.exec(updateCredential, args...)
	if err == nil && n == 0 {
		_, err = t.exec(insertCredential, args...)
	}
	return err
}

// AcceptTerms notes that the acting user accepted a version of the terms.
func (s *Store) AcceptTerms(ctx context.Context, a crm.Actor, version string) error {
	err := s.write(ctx, a, lockout.OwnAccess, func(t *tx) error {
		if err := t.acceptTerms(a.User, version); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntityUser, Record: a.User, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: "terms_version", After: version}}})
	})
	if err != nil {
		return fmt.Errorf("accept the terms: %w", err)
	}
	return nil
}

func (t *tx) acceptTerms(user int64, version string) error {
	args := []sql.NamedArg{arg("user_id", user), arg("version", version), arg("accepted_at", t.d.encodeTime(t.at))}
	n, err := t.exec(updateTerms, args...)
	if err == nil && n == 0 {
		_, err = t.exec(insertAcceptance, args...)
	}
	return err
}

// HandOverMain makes another active user the main user. For the main user and
// the operator's command line.
func (s *Store) HandOverMain(ctx context.Context, a crm.Actor, to int64) error {
	if !a.Main && !a.Unbound() {
		return crm.ErrForbidden
	}
	err := s.write(ctx, a, lockout.HandOver, func(t *tx) error {
		heir, err := loadUser(t.d, t.query, selectUser, arg("id", to))
		if err != nil {
			return err
		}
		if heir.Status != crm.UserActive || heir.APIOnly {
			return &crm.Invalid{Fields: []crm.FieldError{{Field: "to", Key: "error.not_active"}}}
		}
		main, err := loadUser(t.d, t.query, selectMainUser)
		if err != nil || main.ID == to {
			return err
		}
		for _, step := range []struct {
			user crm.User
			main bool
		}{{main, false}, {heir, true}} {
			if _, err := t.exec(updateMain, arg("id", step.user.ID), arg("main", step.main)); err != nil {
				return err
			}
			if err := t.journal(crm.JournalEntry{Entity: crm.EntityUser, Record: step.user.ID, Version: step.user.Version + 1,
				Operation: crm.JournalUpdate, Changes: []crm.FieldChange{{Field: "main", Before: !step.main, After: step.main}}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("hand over the main user: %w", err)
	}
	return nil
}
