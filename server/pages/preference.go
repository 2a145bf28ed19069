package pages

import (
	"encoding/json"
	"fmt"

	"holm/crm"
)

// preference reads one of the visitor's preferences; false when there is none
// of that form.
func (v *visit) preference(name string, into any) bool {
	kept := map[string]json.RawMessage{}
	if json.Unmarshal([]byte(v.User.Preferences), &kept) != nil || kept[name] == nil {
		return false // nothing was chosen yet, or by something else
	}
	return json.Unmarshal(kept[name], into) == nil
}

// keepPreference notes one of the visitor's preferences beside the others.
func (v *visit) keepPreference(name string, value any) error {
	kept := map[string]json.RawMessage{}
	if v.User.Preferences != "" {
		if err := json.Unmarshal([]byte(v.User.Preferences), &kept); err != nil {
			return fmt.Errorf("reading the user's preferences: %w", err)
		}
	}
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	kept[name] = text
	whole, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	_, err = v.p.Store.UpdateUser(v.ctx(), v.Actor, v.User.ID, 0, crm.Change{"preferences": string(whole)})
	return err
}
