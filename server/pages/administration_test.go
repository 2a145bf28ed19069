package pages

import (
	"net/http/httptest"
	"testing"

	"holm/crm"
	"holm/lockout"
)

// TestEveryPageOfAdministrationHasItsPlace: what an administrator may open
// stands in one part of the navigation.
func TestEveryPageOfAdministrationHasItsPlace(t *testing.T) {
	v := &visit{p: &Pages{}, r: httptest.NewRequest("GET", groupBase, nil), Verdict: lockout.Verdict{Everything: true}}
	v.Actor = crm.Actor{User: 1, Admin: true, Main: true}
	pages, placed := v.administration(), 0
	for _, p := range parts(pages) {
		placed += len(p.Items)
		if p.Current != (p.Key == "nav.part_people") {
			t.Errorf("%s: current %t", p.Key, p.Current)
		}
	}
	if len(pages) < 8 || placed != len(pages) {
		t.Errorf("%d pages, %d have a place: complete administrationParts", len(pages), placed)
	}
}
