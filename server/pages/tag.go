package pages

import (
	"fmt"

	"holm/crm"
)

// tagLooks reads how tags look, by key, and what they are called.
func (v *visit) tagLooks() (looks map[string]string, named []string, err error) {
	all, err := v.p.Store.Tags(v.ctx())
	if err != nil {
		return nil, nil, fmt.Errorf("reading the tags: %w", err)
	}
	looks = make(map[string]string, len(all))
	for _, g := range all {
		named = append(named, g.Name)
		looks[crm.TagKey(g.Name)] = tagLook(g.Colour)
	}
	return looks, named, nil
}

// tagLook is the class of a tag of a colour; one without is an outline.
func tagLook(colour string) string {
	if colour == "" {
		return "tag--line"
	}
	return "c-" + colour
}

// tagged shows tags.
func (n *names) tagged(tags []string) []cell {
	out := make([]cell, len(tags))
	for i, name := range tags {
		look := n.tags[crm.TagKey(name)]
		if look == "" {
			look = tagLook("")
		}
		out[i] = cell{Text: name, Look: "tag", Hue: look}
	}
	return out
}

var tagNamesPage = page[[]crm.Tag]{"tag_names"}

// listTagNames answers the field in which tags are typed.
func listTagNames(v *visit) error {
	all, err := v.p.Store.Tags(v.ctx())
	if err != nil {
		return fmt.Errorf("reading the tags: %w", err)
	}
	return show(v, tagNamesPage, v.L.T("field.tags"), all)
}
