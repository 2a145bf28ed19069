package store

import (
	"context"
	"encoding/json"
	"fmt"

	"holm/crm"
)

// settingSupport names the support contact, a JSON object.
const settingSupport = "support.contact"

// SupportSettings returns who asks the vendor for support, and where.
func (s *Store) SupportSettings(ctx context.Context) (crm.SupportSettings, error) {
	var v crm.SupportSettings
	return v, s.settingAs(ctx, settingSupport, &v)
}

// SaveSupport sets who asks the vendor for support, and where. For
// administrators.
func (s *Store) SaveSupport(ctx context.Context, a crm.Actor, v crm.SupportSettings) error {
	v.Tidy()
	if err := v.Validate(); err != nil {
		return err
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode a setting: %w", err)
	}
	return s.SetSetting(ctx, a, settingSupport, string(text))
}
