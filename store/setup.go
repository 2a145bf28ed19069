package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Settings that set-up writes beside those of the register.
const (
	settingCompany  = "installation.company"
	settingTimeZone = "installation.time_zone"
	settingHosting  = "installation.hosting"
	settingHost     = "installation.host"
)

// defaultCategory is the user category that gives everything.
const defaultCategory = "complete"

// SetupDone reports whether the installation has been set up.
func (s *Store) SetupDone(ctx context.Context) (bool, error) {
	at, err := s.Setting(ctx, settingEvaluationStart)
	return at != "", err
}

// CompleteSetup makes the installation the company's own: its settings and
// its main user, at once or not at all. The token is used up with it. The
// error is crm.ErrForbidden for a wrong token, crm.ErrTaken when set-up was
// done before, *crm.Invalid for a wrong field.
func (s *Store) CompleteSetup(ctx context.Context, setup crm.Setup) error {
	if err := checkSetup(&setup); err != nil {
		return err
	}
	id, err := s.nextID(ctx, "app_user")
	if err != nil {
		return err
	}
	main := crm.User{
		ID: id, Login: setup.Login, Name: setup.AdminName, Email: setup.AdminEmail, Category: setup.Category,
		Status: crm.UserActive, Main: true, Language: setup.Language, TimeZone: setup.TimeZone, Role: crm.RoleAdministrator,
	}
	err = s.pass(ctx, businessTables, func(t *tx) error {
		t.actor = crm.SystemActor()
		return t.completeSetup(setup, &main)
	})
	if err != nil {
		return fmt.Errorf("set up: %w", err)
	}
	s.sorting.Store(crm.NewCollation(setup.Language))
	return nil
}

// completeSetup passes no gate: before set-up there is nothing that a licence
// could forbid.
func (t *tx) completeSetup(setup crm.Setup, main *crm.User) error {
	at, err := t.setting(settingEvaluationStart)
	if err != nil {
		return err
	}
	if at != "" {
		return crm.ErrTaken
	}
	if !setup.Local {
		holds, err := t.useSetupToken(setup.Token, t.at)
		if err != nil {
			return err
		}
		if !holds {
			return crm.ErrForbidden
		}
	}
	for name, value := range map[string]string{
		settingEvaluationStart: t.at.Format(time.RFC3339Nano),
		settingDemonstration:   fmt.Sprint(setup.Demo),
		settingCompany:         setup.Company,
		settingCountry:         setup.Country,
		settingLanguage:        setup.Language,
		settingTimeZone:        setup.TimeZone,
		settingHosting:         setup.Hosting,
		settingHost:            setup.Host,
	} {
		if err := t.setSetting(name, value); err != nil {
			return err
		}
	}
	t.verdict = lockout.Verdict{State: lockout.Evaluation}
	return t.insertMainUser(main, setup)
}

func checkSetup(setup *crm.Setup) error {
	var wrong crm.Invalid
	setup.Country = strings.ToUpper(strings.TrimSpace(setup.Country))
	for field, value := range map[string]*string{
		"company": &setup.Company, "country": &setup.Country, "name": &setup.AdminName, "email": &setup.AdminEmail,
		"language": &setup.Language, "password": &setup.PasswordHash,
	} {
		if *value = strings.TrimSpace(*value); *value == "" {
			wrong.Add(field, "error.required")
		}
	}
	for value, usual := range map[*string]string{
		&setup.Login: setup.AdminEmail, &setup.Category: defaultCategory, &setup.TimeZone: crm.ZoneOf(setup.Country), &setup.Hosting: "undeclared",
	} {
		if *value == "" {
			*value = usual
		}
	}
	return wrong.Err()
}
