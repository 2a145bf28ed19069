package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"holm/crm"
	"holm/server/pages"
)

func TestStatisticsAreWrittenOnceAMonthWhenSwitchedOn(t *testing.T) {
	h := newHouse(t)
	w := &walk{house: h}
	in, p := w.second()
	defer func() {
		var err error
		if in.close(&err); err != nil {
			t.Error(err)
		}
	}()
	files := func() []string {
		found, err := filepath.Glob(filepath.Join(h.dir, "reports", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if err := in.writeStatistics(p.ctx); err != nil || len(files()) != 0 {
		t.Fatalf("%v: written although it is off: %v", err, files())
	}
	if err := in.store.SetSetting(p.ctx, crm.SystemActor(), pages.StatisticsSetting, "true"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := in.writeStatistics(p.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if len(files()) != 1 {
		t.Fatalf("wrote %v", files())
	}
	text, err := os.ReadFile(files()[0])
	if err != nil {
		t.Fatal(err)
	}
	var s crm.Statistics
	if err := json.Unmarshal(text, &s); err != nil || s.Users["complete"] != 1 || s.Records["roles"] < 3 {
		t.Errorf("%v: %s", err, text)
	}
}
