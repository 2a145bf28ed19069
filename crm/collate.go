package crm

import (
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// maxSortKey is how many bytes of a sort key count.
const maxSortKey = 120

// Collation makes keys that sort as readers of a language expect: å after ø in
// Danish, ö last in Swedish, numbers by value. It is safe for concurrent use.
type Collation struct{ pool sync.Pool }

type collator struct {
	collate *collate.Collator
	buffer  collate.Buffer
}

// NewCollation returns the collation of a language ("da", "sv"); one it does
// not know sorts as the root of Unicode does.
func NewCollation(code string) *Collation {
	tag := language.Make(code)
	return &Collation{pool: sync.Pool{New: func() any {
		return &collator{collate: collate.New(tag, collate.Numeric, collate.IgnoreCase)}
	}}}
}

// Key returns the sort key of a text; keys compare as bytes.
func (c *Collation) Key(s string) []byte {
	k := c.pool.Get().(*collator)
	defer c.pool.Put(k)
	k.buffer.Reset()
	key := k.collate.KeyFromString(&k.buffer, cut(s, 200))
	if len(key) > maxSortKey {
		key = key[:maxSortKey]
	}
	return append([]byte{}, key...)
}
