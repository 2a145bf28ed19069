// Package store keeps crm's records in SQLite or SQL Server: transactions,
// rights, the journal, the search index and migrations. All business data is
// written through one door that asks lockout's gate first.
package store
