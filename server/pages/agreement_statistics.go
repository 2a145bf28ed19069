package pages

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"holm/crm"
)

type statistics interface {
	CountRecords(ctx context.Context) (map[string]int, error)
	SetSetting(ctx context.Context, a crm.Actor, name, value string) error
}

// StatisticsSetting is the setting under which statistics are written as a
// file every month: "true" or not.
const StatisticsSetting = "statistics.monthly"

var statisticsPage = page[statisticsData]{"agreement_statistics"}

type statisticsData struct {
	Text                string
	On, MaySwitch       bool
	Download, SwitchURL string
}

// statistics counts; nothing in it names anybody.
func (v *visit) statistics() ([]byte, error) {
	records, err := v.p.Store.CountRecords(v.ctx())
	if err != nil {
		return nil, err
	}
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return nil, fmt.Errorf("counting the seats: %w", err)
	}
	return StatisticsFile(crm.Statistics{Schema: 1, Day: v.agreementDay().String(), Version: v.p.Version, Users: used, Records: records, Modules: v.Verdict.Modules})
}

// StatisticsFile writes statistics as the file that is previewed and saved.
func StatisticsFile(s crm.Statistics) ([]byte, error) {
	s.Users = maps.Clone(s.Users)
	s.Modules = slices.Clone(s.Modules)
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the statistics: %w", err)
	}
	return append(text, '\n'), nil
}

func showStatistics(v *visit) error {
	text, err := v.statistics()
	if err != nil {
		return err
	}
	on, err := v.p.Store.Setting(v.ctx(), StatisticsSetting)
	if err != nil {
		return err
	}
	return show(v, statisticsPage, v.L.T("statistics.title"), statisticsData{Text: string(text), On: on == "true",
		MaySwitch: v.licensee() && v.mayChange(), Download: agreementBase + "/statistics/file", SwitchURL: agreementBase + "/statistics"})
}

func downloadStatistics(v *visit) error {
	text, err := v.statistics()
	if err != nil {
		return err
	}
	v.attach("statistics-"+v.agreementDay().String()+".json", "application/json")
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(text) // the reader has gone: nothing is left to do
	return nil
}

// switchStatistics has statistics written as a file every month, or no longer.
func switchStatistics(v *visit) error {
	value := "false"
	if v.form("on") != "" {
		value = "true"
	}
	if err := v.p.Store.SetSetting(v.ctx(), v.Actor, StatisticsSetting, value); err != nil {
		return err
	}
	return v.to(agreementBase + "/statistics")
}
