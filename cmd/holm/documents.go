package main

import (
	"fmt"
	"strconv"
	"strings"

	"holm/crm"
)

type documentsCommand struct {
	Limit documentsLimit `cmd:"" help:"Show or set how large a file may be."`
}

type documentsLimit struct {
	Size string `arg:"" optional:"" placeholder:"SIZE" help:"As 50MB, 1GB or a number of bytes; shows the limit when not given."`
}

// Run shows the limit, or sets it for the uploads that begin from then on.
func (c documentsLimit) Run(p *program) (err error) {
	size := int64(0)
	if c.Size != "" {
		if size, err = parseSize(c.Size); err != nil {
			return err
		}
	}
	in, err := p.open()
	if err != nil {
		return err
	}
	defer in.close(&err)
	if size != 0 {
		if err := in.store.SetSetting(p.ctx, crm.SystemActor(), crm.SettingDocumentSize, strconv.FormatInt(size, 10)); err != nil {
			return err
		}
	}
	limit, err := in.store.DocumentLimit(p.ctx)
	if err != nil {
		return err
	}
	return p.report(map[string]int64{"max_size": limit}, func(t *table) { t.row("a file may have", fmt.Sprint(limit), "bytes") })
}

// parseSize reads a size in bytes, or in kB, MB or GB of a thousand each.
func parseSize(text string) (int64, error) {
	number, unit := strings.ToUpper(strings.TrimSpace(text)), int64(1)
	for suffix, factor := range map[string]int64{"KB": 1e3, "MB": 1e6, "GB": 1e9} {
		if rest, ok := strings.CutSuffix(number, suffix); ok {
			number, unit = strings.TrimSpace(rest), factor
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || n > crm.DocumentSizeMost/unit {
		return 0, fail(errUsage, "write a whole number with a unit, as 50MB or 1GB; 100 GB is the most", "%q is no size of a file", text)
	}
	return n * unit, nil
}
