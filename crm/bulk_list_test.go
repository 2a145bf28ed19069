package crm

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestValuesAreAddedToListsAndTakenOff(t *testing.T) {
	phones := []Phone{{Number: "75 91 60 12", E164: "+4575916012"}, {Number: "ext 7"}}
	emails := []Email{{Address: "a@b.example", Primary: true}, {Address: "c@d.example"}}
	for name, c := range map[string]struct {
		mode             ListMode
		now, given, want any
	}{
		"tags in any writing":    {ListAdd, []string{"VIP"}, []string{"vip", "Press"}, []string{"VIP", "Press"}},
		"the first tag":          {ListAdd, nil, []string{"Press"}, []string{"Press"}},
		"a tag is taken":         {ListRemove, []string{"Press", "VIP"}, []string{"vip"}, []string{"Press"}},
		"none to take":           {ListRemove, nil, []string{"vip"}, []string(nil)},
		"tags are replaced":      {ListSet, []string{"VIP"}, []string{"Press"}, []string{"Press"}},
		"a number once":          {ListAdd, phones, []Phone{{Number: "+45 75916012", E164: "+4575916012"}}, phones},
		"a number without a key": {ListRemove, phones, []Phone{{Number: "ext. 7"}}, phones[:1]},
		"an address":             {ListRemove, emails, []Email{{Address: "A@B.example"}}, emails[1:]},
		"no list":                {ListAdd, "a", "b", "b"},
	} {
		if diff := cmp.Diff(c.want, c.mode.Combine(c.now, c.given)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfDistinct(rapid.StringMatching(`[a-c]{1,2}`), rapid.ID[string])
		now, given := words.Draw(t, "now"), words.Draw(t, "given")
		added := ListAdd.Combine(now, given)
		if again := ListAdd.Combine(added, given); !cmp.Equal(again, added) {
			t.Fatalf("adding twice made %v of %v", again, added)
		}
		left := ListRemove.Combine(added, given).([]string)
		for _, w := range given {
			for _, l := range left {
				if w == l {
					t.Fatalf("%s is still in %v", w, left)
				}
			}
		}
	})
}
