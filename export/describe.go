package export

import (
	"context"
	"fmt"
	"io"
)

// writeDescriptions writes what explains the data: completeness, types,
// definitions, the picture of the entities and README.html.
func (b *bag) writeDescriptions(ctx context.Context) error {
	tables := b.o.Source.Tables()
	if _, err := b.put(completenessFile, deflated, func(w io.Writer) error { return b.census.write(w) }); err != nil {
		return err
	}
	description, err := describe(b.o, tables).text()
	if err != nil {
		return fmt.Errorf("describing the tables: %w", err)
	}
	if err := b.putText(packageFile, description); err != nil {
		return err
	}
	if source, ok := b.o.Source.(Definer); ok {
		text, err := source.Definition(ctx)
		if err != nil {
			return fmt.Errorf("asking for the definition of the tables: %w", err)
		}
		if err := b.putText("data/schema/tables.sql", text); err != nil {
			return err
		}
	}
	if err := b.putText("data/schema/entities.svg", picture(tables)); err != nil {
		return err
	}
	if err := b.putText("data/audit/README.txt", auditExplained); err != nil {
		return err
	}
	page, err := readme(b.o, b.name, tables, b.census)
	if err != nil {
		return fmt.Errorf("writing README.html: %w", err)
	}
	return b.tag("README.html", writeString(page))
}

const auditExplained = `What proves the past
====================

journal.*  every change of business data: when, who, which record, before and
           after, in the order in which the changes were committed.
ledger.*   the licence history: documents, states, seats, exports. Each entry
           names the hash of the one before it.

Both are ordinary tables and described in data/datapackage.json. Either file is
missing when the installation has no such table.
`
