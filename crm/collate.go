package crm

import (
	"bytes"
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
	key := brief(k.collate.KeyFromString(&k.buffer, cut(s, 200)))
	return append(make([]byte, 0, len(key)), key...)
}

// brief takes the usual accents off the end of a key, which is half of it for
// most names: an end that is missing sorts like them, before all others.
func brief(key []byte) []byte {
	usual, end := []byte{0, 0x20}, []byte{0, 0}
	for bytes.HasSuffix(key, usual) {
		key = key[:len(key)-len(usual)]
	}
	key = bytes.TrimSuffix(key, end)
	return key[:min(len(key), maxSortKey)]
}
