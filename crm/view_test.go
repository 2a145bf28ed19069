package crm

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestViewColumnsAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z_]{1,10}`), 0, 8, rapid.ID).Draw(t, "names")
		var columns []ViewColumn
		for _, name := range names {
			columns = append(columns, ViewColumn{name, rapid.IntRange(0, 700).Draw(t, "width")})
		}
		if got := ViewColumns(JoinColumns(columns)); !slices.Equal(got, columns) {
			t.Fatalf("%v is read as %v", columns, got)
		}
	})
	if got := ViewColumns("a,,a:3,b:x,c:-1"); !slices.Equal(got, []ViewColumn{{"a", 0}, {"b", 0}, {"c", 0}}) {
		t.Errorf("odd columns are read as %v", got)
	}
}
