package pages

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// shownRows shows rows of lists, in one language. Rows differ in what stands
// in them more than in how they look: html/template makes a row of each look
// once, with marks for the texts, and the texts of others are put there.
type shownRows struct {
	set   *template.Template
	seed  maphash.Seed
	mu    sync.Mutex
	looks map[uint64]shownLook
}

// looksKept is how many looks are kept.
const looksKept = 1_000

// shownLook is a row as html/template has made it: pieces of HTML, and which
// text stands between them.
type shownLook struct {
	row    row
	pieces []template.HTML
	texts  []int
}

// show is a row of a list, out of the view "list.row".
func (s *shownRows) show(r row) (template.HTML, error) {
	marked, texts, ok := markedRow(r)
	if !ok {
		return s.make(r)
	}
	look, err := s.look(marked)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i, at := range look.texts {
		b.WriteString(string(look.pieces[i]))
		template.HTMLEscape(&b, []byte(texts[at]))
	}
	b.WriteString(string(look.pieces[len(look.texts)]))
	return template.HTML(b.String()), nil // what html/template has made safe, and texts that are escaped
}

func (s *shownRows) make(r row) (template.HTML, error) {
	var b bytes.Buffer
	if err := s.set.ExecuteTemplate(&b, "list.row", r); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil // what html/template has made safe
}

// look is how rows look that are marked so.
func (s *shownRows) look(marked row) (shownLook, error) {
	key := s.key(marked)
	s.mu.Lock()
	have, ok := s.looks[key]
	s.mu.Unlock()
	if ok && have.row.same(marked) {
		return have, nil
	}
	html, err := s.make(marked)
	if err != nil {
		return shownLook{}, err
	}
	look := shownLook{row: marked}
	for last := 0; ; {
		at := marks.FindStringSubmatchIndex(string(html[last:]))
		if at == nil {
			look.pieces = append(look.pieces, html[last:])
			break
		}
		n, err := strconv.Atoi(string(html[last+at[2] : last+at[3]]))
		if err != nil {
			return shownLook{}, fmt.Errorf("reading a mark in a row: %w", err)
		}
		look.pieces, look.texts = append(look.pieces, html[last:last+at[0]]), append(look.texts, n)
		last += at[1]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.looks == nil || len(s.looks) >= looksKept {
		s.looks = map[uint64]shownLook{}
	}
	s.looks[key] = look
	return look, nil
}

// Marks stand for texts, numbers of records, and what follows the beginning of
// an address. No escaping changes them.
const (
	textMark   = "holm9mark%03d9"
	numberMark = 7_700_770_077_000_770_000
)

var marks = regexp.MustCompile(`(?:holm9mark|7700770077000770)(\d{3})9?`)

// markedRow is the row with marks in the place of texts, and the texts; false
// for a row that html/template has to make itself.
func markedRow(r row) (row, []string, bool) {
	texts := make([]string, 0, 2+3*len(r.Cells))
	mark := func(text string) string {
		texts = append(texts, text)
		return fmt.Sprintf(textMark, len(texts)-1)
	}
	ok := !r.Trash
	address := func(at *string) {
		for _, begin := range []string{"/", "mailto:"} {
			if rest, is := strings.CutPrefix(*at, begin); is && rest != "" && plainAddress(rest) {
				*at = begin + mark(rest)
				return
			}
		}
		ok = ok && *at == ""
	}
	out := row{rowHead: r.rowHead, Group: r.Group, Cells: slices.Clone(r.Cells)}
	texts = append(texts, strconv.FormatInt(r.ID, 10), strconv.FormatInt(r.Version, 10))
	out.ID, out.Version = numberMark, numberMark+1
	out.Title = mark(r.Title)
	address(&out.URL)
	for i := range out.Cells {
		c := &out.Cells[i]
		if c.Text == "" || c.Look != "" {
			ok = ok && !marks.MatchString(c.Text+" "+c.URL+" "+c.Tel+" "+c.Unit+" "+c.More)
			continue
		}
		c.Text = mark(c.Text)
		address(&c.URL)
		for _, at := range []*string{&c.Tel, &c.Unit, &c.More} {
			switch {
			case *at == "":
			case at == &c.Tel && strings.Trim(c.Tel, "+0123456789") != "":
				ok = false
			default:
				*at = mark(*at)
			}
		}
	}
	return out, texts, ok && len(texts) < 1000
}

// plainAddress reports whether the rest of an address stays as it is in a link,
// but for the escaping of a text.
func plainAddress(rest string) bool {
	for i := range len(rest) {
		c := rest[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c == '/' && i > 0, c == '.', c == '-', c == '_', c == '@', c == '?', c == '=', c == '&', c == '+':
		case c == '%' && i+2 < len(rest) && hexDigit(rest[i+1]) && hexDigit(rest[i+2]):
		default:
			return false
		}
	}
	return true
}

func hexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
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
