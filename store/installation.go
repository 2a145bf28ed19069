package store

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
)

// ensureInstallation gives a new database the id that licences are bound to:
// three groups of four letters and digits that are hard to mistake.
func (s *Store) ensureInstallation(ctx context.Context) error {
	id, err := s.Setting(ctx, settingInstallation)
	if err != nil || id != "" {
		return err
	}
	var random [8]byte
	if _, err := rand.Read(random[:]); err != nil {
		return fmt.Errorf("make the installation id: %w", err)
	}
	letters := installationLetters.EncodeToString(random[:])
	id = letters[:4] + "-" + letters[4:8] + "-" + letters[8:12]
	return s.pass(ctx, businessTables, func(t *tx) error {
		if have, err := t.setting(settingInstallation); err != nil || have != "" {
			return err
		}
		return t.setSetting(settingInstallation, id)
	})
}

// installationLetters leaves out what looks alike: I, L, O and U.
var installationLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)
