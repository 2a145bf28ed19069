package lockout

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"holm/licensing"
)

func TestWhoMayUseWhat(t *testing.T) {
	v := Verdict{Categories: append(licensing.UsualCategories(), licensing.Category{Code: "old"}), Modules: []string{"api"}}
	for category, want := range map[string]string{
		"complete":      "read contacts activities documents sales projects requests selections mailings dashboards administration",
		"sales":         "read contacts activities documents sales projects selections dashboards administration",
		"service":       "read contacts activities documents requests dashboards administration",
		"marketing":     "read contacts activities documents selections mailings dashboards administration",
		"administrator": "administration",
		"reader":        "read",
		"old":           "read contacts activities documents sales projects requests selections mailings dashboards administration",
		"gone":          "read contacts activities documents sales projects requests selections mailings dashboards administration",
		"":              "administration",
	} {
		got := ""
		for _, f := range licensing.Features() {
			if v.Offers(category, f) {
				got += " " + f
			}
		}
		if got != " "+want {
			t.Errorf("%s:%s", category, got)
		}
		if !v.Offers(category, "api") && category != "" || v.Offers(category, "mirroring") {
			t.Errorf("%s: modules", category)
		}
	}
	var refused *Unlicensed
	if err := v.May("service", licensing.FeatureMailings); !errors.As(err, &refused) ||
		!slices.Equal(refused.Having, []string{"complete", "marketing", "old"}) {
		t.Errorf("%v %+v", err, refused)
	}
	if err := v.May("complete", "mirroring"); !errors.As(err, &refused) || len(refused.Having) != 0 {
		t.Errorf("a module: %v", err)
	}
	if v.May("marketing", licensing.FeatureMailings) != nil {
		t.Error("marketing sends no mailings")
	}
	other := Verdict{Categories: []licensing.Category{{Code: "standard"}}}
	if other.Offers("reader", licensing.FeatureSales) || !other.Offers("sales", licensing.FeatureSales) {
		t.Error("who held a usual category that this licence does not name keeps what it gives")
	}
	all := Verdict{Everything: true, Categories: EvaluationCategories()}
	if !all.Offers("reader", "mirroring") || all.Offers("reader", licensing.FeatureSales) {
		t.Error("evaluation: every module is on, a reader still reads")
	}
}

func TestWhatAChangeOfCategoryTakesAway(t *testing.T) {
	v := Verdict{Categories: append(licensing.UsualCategories(), licensing.Category{Code: "mirror", Features: []string{"read", "mirroring"}})}
	for _, x := range []struct{ from, to, want string }{
		{"sales", "service", "sales projects selections"},
		{"service", "sales", "requests"},
		{"complete", "administrator", "read contacts activities documents sales projects requests selections mailings dashboards"},
		{"reader", "complete", ""},
		{"mirror", "reader", "mirroring"},
		{"reader", "", "read"},
		{"gone", "reader", "contacts activities documents sales projects requests selections mailings dashboards administration"},
	} {
		if got := strings.Join(v.Loses(x.from, x.to), " "); got != x.want {
			t.Errorf("%s to %s: %s", x.from, x.to, got)
		}
	}
}

func TestOnlyLessIsLower(t *testing.T) {
	v := Verdict{Categories: []licensing.Category{
		{Code: "everything"}, // lists none: gives all
		{Code: "two", Features: []licensing.Feature{licensing.FeatureRead, licensing.FeatureSales}},
		{Code: "one", Features: []licensing.Feature{licensing.FeatureRead}},
		{Code: "other", Features: []licensing.Feature{licensing.FeatureRequests}},
		{Code: "with module", Features: []licensing.Feature{licensing.FeatureRead, "mirroring"}},
	}}
	lower := map[[2]string]bool{
		{"everything", "two"}: true, {"everything", "one"}: true, {"two", "one"}: true, {"everything", "other"}: true, {"with module", "one"}: true,
		{"one", ""}: true, {"unknown", ""}: true,
	}
	for _, from := range []string{"everything", "two", "one", "other", "with module", "unknown", ""} {
		for _, to := range []string{"everything", "two", "one", "other", "with module", "unknown", ""} {
			if from == "everything" && to == "with module" {
				continue // gives a module that the other does not
			}
			want := lower[[2]string{from, to}] || to == ""
			if got := v.Lowers(from, to); got != want {
				t.Errorf("from %q to %q: %v", from, to, got)
			}
		}
	}
}
