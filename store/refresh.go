package store

import (
	"context"
	"encoding/json"
	"fmt"

	"holm/crm"
	"holm/lockout"
)

// Settings of asking the vendor for newer documents, each a JSON object.
const (
	settingRefresh     = "refresh.settings"
	settingRefreshLast = "refresh.last"
)

// RefreshSettings returns where the vendor is asked, the zero value when that
// was never set.
func (s *Store) RefreshSettings(ctx context.Context) (crm.Refresh, error) {
	var r crm.Refresh
	return r, s.settingAs(ctx, settingRefresh, &r)
}

// LastRefresh returns what asking the vendor came to, the zero value when it
// was never asked.
func (s *Store) LastRefresh(ctx context.Context) (crm.RefreshResult, error) {
	var r crm.RefreshResult
	return r, s.settingAs(ctx, settingRefreshLast, &r)
}

// settingAs reads a setting that is a JSON value; one that was never set leaves
// the value as it is.
func (s *Store) settingAs(ctx context.Context, name string, into any) error {
	text, err := s.Setting(ctx, name)
	if err != nil || text == "" {
		return err
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fmt.Errorf("read the setting %s: %w", name, err)
	}
	return nil
}

// SaveRefresh sets where the vendor is asked. It belongs to the licence and is
// possible in every state. For who manages the licence.
func (s *Store) SaveRefresh(ctx context.Context, a crm.Actor, r crm.Refresh) error {
	if !a.May(crm.MayManageLicence) {
		return crm.ErrForbidden
	}
	r.Tidy()
	if err := r.Validate(); err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode a setting: %w", err)
	}
	return s.write(ctx, a, lockout.ManageLicense, func(t *tx) error {
		before, err := t.setting(settingRefresh)
		if err != nil || before == string(text) {
			return err
		}
		if err := t.setSetting(settingRefresh, string(text)); err != nil {
			return err
		}
		return t.journal(crm.JournalEntry{Entity: crm.EntitySetting, Operation: crm.JournalUpdate,
			Changes: []crm.FieldChange{{Field: settingRefresh, Before: before, After: string(text)}}})
	})
}

// NoteRefresh remembers what asking the vendor came to.
func (s *Store) NoteRefresh(ctx context.Context, r crm.RefreshResult) error {
	text, err := json.Marshal(r)
	if err == nil {
		err = s.system(ctx, func(t *tx) error { return t.setSetting(settingRefreshLast, string(text)) })
	}
	if err != nil {
		return fmt.Errorf("note a refresh: %w", err)
	}
	return nil
}
