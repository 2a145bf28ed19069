package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"holm/crm"
	"holm/server/pages"
)

// writeStatistics writes this month's statistics into the folder reports, once,
// when that is switched on. They hold counts and name nobody; nothing is sent.
func (in *installation) writeStatistics(ctx context.Context) error {
	on, err := in.store.Setting(ctx, pages.StatisticsSetting)
	if err != nil || on != "true" {
		return err
	}
	verdict := in.keeper.Verdict()
	day := verdict.At.In(verdict.Zone()).Format("2006-01-02")
	path := filepath.Join(in.data, "reports", "statistics-"+day[:7]+".json")
	if _, err := os.Stat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	records, err := in.store.CountRecords(ctx)
	if err != nil {
		return err
	}
	used, err := in.store.SeatsUsed(ctx)
	if err != nil {
		return err
	}
	text, err := pages.StatisticsFile(crm.Statistics{Schema: 1, Day: day, Version: version(), Users: used, Records: records, Modules: verdict.Modules})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the folder of reports: %w", err)
	}
	if err := writeNew(path, text); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("writing the statistics: %w", err)
	}
	return nil
}
