package pages

import (
	"maps"
	"slices"
)

// noticeKinds are the sentences that notices of the licence are told with.
func noticeKinds() []string {
	var out []string
	for _, kinds := range []map[string]bool{kindsOf(forAdministrators), kindsOf(forEverybody)} {
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			out = append(out, kind)
			if kind != "license_announcement" {
				out = append(out, kind+"_more")
			}
		}
	}
	return out
}

func kindsOf[K comparable](of map[K]string) map[string]bool {
	out := map[string]bool{}
	for _, kind := range of {
		out[kind] = true
	}
	return out
}
