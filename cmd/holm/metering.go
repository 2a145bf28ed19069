package main

import (
	"context"
	"errors"
)

// meter measures what is measured, notes who holds a seat, and closes the
// months that are over. Doing it twice counts nothing twice.
func (in *installation) meter(ctx context.Context) error {
	done, err := in.store.SetupDone(ctx)
	if err != nil || !done {
		return err
	}
	_, closing := in.store.CloseMonths(ctx)
	_, measuring := in.store.MeasureStorage(ctx)
	return errors.Join(closing, measuring, in.store.CountHolders(ctx))
}
