package main

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"holm/licensing"
)

var installationForm = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$`)

// installationID reads an id as somebody may have typed it: small letters, and
// letters that look like digits. In production it must be one that Holm makes.
func installationID(typed string, environment licensing.Environment) (string, error) {
	if environment != licensing.Production || typed == "" {
		return typed, nil
	}
	id := strings.NewReplacer("I", "1", "L", "1", "O", "0", " ", "").Replace(strings.ToUpper(strings.TrimSpace(typed)))
	if len(id) == 12 && !strings.Contains(id, "-") {
		id = id[:4] + "-" + id[4:8] + "-" + id[8:]
	}
	if !installationForm.MatchString(id) {
		return "", misused("the customer's licence page and holm license request show it: three groups of four, as in 7K2M-9QXR-4DTV", "%q is no installation id", typed)
	}
	return id, nil
}

// taken refuses a production installation that another agreement has: one
// installation, one licence. An agreement that takes over from another may.
func (p *program) taken(r *register, id string, own agreement, replaces []string) error {
	if id == "" || own.Environment != licensing.Production {
		return nil
	}
	list, err := entries[agreement](p.ctx, r, agreements)
	if err != nil {
		return err
	}
	for _, other := range list {
		if other.No == own.No || other.Environment != licensing.Production || slices.Contains(replaces, other.No) {
			continue
		}
		s, err := p.standing(r, other.No)
		if err != nil {
			return err
		}
		if s.agreement.Installation == id && s.ended(p.now()) == nil {
			return failed("a licence that takes over names the other agreement with --replaces", "the installation %s belongs to agreement %s", id, other.No)
		}
	}
	return nil
}

// having finds the agreement of an installation.
func (p *program) having(r *register, installation string) (standing, error) {
	list, err := entries[agreement](p.ctx, r, agreements)
	if err != nil {
		return standing{}, err
	}
	var found []standing
	for _, a := range list {
		s, err := p.standing(r, a.No)
		if err != nil {
			return standing{}, err
		}
		if s.agreement.Installation == installation {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return standing{}, failed("enter it with holm-vendor agreement add --installation", "no agreement has the installation %s", installation)
	}
	return slices.MaxFunc(found, func(a, b standing) int { return a.newest().Compare(b.newest()) }), nil
}

// newest is when the agreement's licence was issued.
func (s *standing) newest() time.Time {
	if s.license == nil {
		return time.Time{}
	}
	return s.license.IssuedAt
}
