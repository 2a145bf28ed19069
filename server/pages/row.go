package pages

import (
	"bytes"
	"hash/maphash"
	"html/template"
	"slices"
	"sync"
)

// shownRows keeps rows of lists as they were shown last, in one language: the
// same rows are looked at again and again, and a page of them is most of the
// work of showing a list. A row with anything changed is another row.
type shownRows struct {
	set  *template.Template
	seed maphash.Seed
	mu   sync.Mutex
	rows [2]map[uint64]shownRow // the newer ones, and those from before them
}

// rowsKept is how many rows are kept, at least.
const rowsKept = 1_000

type shownRow struct {
	row  row
	html template.HTML
}

// show is a row of a list, out of the view "list.row".
func (s *shownRows) show(r row) (template.HTML, error) {
	key := s.key(r)
	if html, ok := s.find(key, r); ok {
		return html, nil
	}
	var b bytes.Buffer
	if err := s.set.ExecuteTemplate(&b, "list.row", r); err != nil {
		return "", err
	}
	html := template.HTML(b.String()) // what html/template has made safe
	s.mu.Lock()
	defer s.mu.Unlock()
	r.Cells = slices.Clone(r.Cells) // not the whole page with it
	s.keep(key, shownRow{r, html})
	return html, nil
}

func (s *shownRows) find(key uint64, r row) (template.HTML, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, rows := range s.rows {
		have, ok := rows[key]
		if !ok || !have.row.same(r) {
			continue
		}
		if i > 0 {
			s.keep(key, have)
		}
		return have.html, true
	}
	return "", false
}

// keep remembers a row; the older half is forgotten when there are enough.
func (s *shownRows) keep(key uint64, r shownRow) {
	if len(s.rows[0]) >= rowsKept || s.rows[0] == nil {
		s.rows[0], s.rows[1] = make(map[uint64]shownRow, rowsKept), s.rows[0]
	}
	s.rows[0][key] = r
}

func (s *shownRows) key(r row) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for _, c := range r.Cells {
		maphash.WriteComparable(&h, c)
	}
	maphash.WriteComparable(&h, r.rowHead)
	return h.Sum64()
}

func (r row) same(as row) bool { return r.rowHead == as.rowHead && slices.Equal(r.Cells, as.Cells) }
