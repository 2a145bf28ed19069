package crm

import "time"

// APIKey lets a program act with the rights of the user it belongs to. The key
// itself is shown once and never kept.
type APIKey struct {
	ID         int64
	User       int64
	Name       string
	Prefix     string // the first letters of the key, to tell keys apart
	CreatedAt  time.Time
	CreatedBy  int64
	RevokedAt  *time.Time
	LastUsedAt *time.Time
}
