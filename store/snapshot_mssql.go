package store

import (
	"context"
	"database/sql"
	"errors"
)

// mssqlSnapshot reads in one transaction of row versions. The server keeps
// its own backup form, so there is no copy of the file.
func mssqlSnapshot(ctx context.Context, s *Store) (*Snapshot, error) {
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSnapshot, ReadOnly: false})
	if err != nil {
		return nil, err
	}
	counts, err := countAll(ctx, tx)
	if err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return &Snapshot{s: s, source: tx, counts: counts, close: tx.Rollback}, nil
}
