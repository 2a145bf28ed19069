package importing

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-vcard"
)

// cardColumns are the columns that vCards are read into, in their order. A
// file has those that one of its cards has a value for.
var cardColumns = []string{"UID", "Salutation", "First name", "Middle name", "Last name", "Full name", "Company", "Department", "Job title",
	"Direct phone", "Mobile", "Home phone", "Fax", "Email", "Home street", "Home postal code", "Home city", "Home state", "Home country",
	"Work street", "Work postal code", "Work city", "Work state", "Work country", "Birthday", "Gender", "Language", "Profile", "Tags", "Note"}

// maxCard is how much text a card has at most, pictures left out.
const maxCard = 4 * MaxCell

// cardReader reads vCards (2.1, 3.0 and 4.0) as rows. It never fails on a
// card: what cannot be read is said of its row.
type cardReader struct {
	in      *bufio.Reader
	ahead   string   // a line that was read too far
	columns []string // of all cards
	begun   bool     // the row of headings was given
}

func newCardReader(r io.Reader, columns []string) *cardReader {
	return &cardReader{in: bufio.NewReaderSize(r, 64<<10), columns: columns}
}

// cardsUsed are the columns that the cards have values for.
func cardsUsed(r io.Reader) ([]string, error) {
	cards, used := newCardReader(r, nil), map[string]bool{}
	for {
		values, _, err := cards.card()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		for column := range values {
			used[column] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(cardColumns), func(c string) bool { return !used[c] }), nil
}

// next returns the headings first, then a row for each card.
func (c *cardReader) next() (cells []string, wrong string, err error) {
	if !c.begun {
		c.begun = true
		return slices.Clone(c.columns), "", nil
	}
	values, wrong, err := c.card()
	if err != nil {
		return nil, "", err
	}
	cells = make([]string, len(c.columns))
	for i, column := range c.columns {
		cells[i] = values[column]
	}
	return cells, wrong, nil
}

// card reads the next card; io.EOF after the last.
func (c *cardReader) card() (values map[string]string, wrong string, err error) {
	text, wrong, err := c.text()
	if err != nil || wrong != "" {
		return nil, wrong, err
	}
	card, err := vcard.NewDecoder(strings.NewReader(text)).Decode()
	if err != nil {
		return nil, "import.card", nil
	}
	return cardValues(card), "", nil
}

// text reads the lines of a card in the form that all versions share.
func (c *cardReader) text() (text, wrong string, err error) {
	var b strings.Builder
	inside := false
	for {
		line, err := c.line()
		if errors.Is(err, io.EOF) && inside {
			return "", "import.card", nil // it has no end
		}
		if err != nil {
			return "", "", err
		}
		name, _, _ := strings.Cut(strings.ToUpper(line), ":")
		switch {
		case strings.EqualFold(line, "BEGIN:VCARD") && inside: // the one before has no end
			c.ahead = line
			return "", "import.card", nil
		case strings.EqualFold(line, "BEGIN:VCARD"):
			inside = true
		case !inside || heavy(name):
			continue
		}
		if b.Len()+len(line) > maxCard {
			wrong = "import.cell_too_long"
			continue
		}
		b.WriteString(line + "\r\n")
		if strings.EqualFold(line, "END:VCARD") {
			return b.String(), wrong, nil
		}
	}
}

// heavy reports whether a property holds a picture, a sound or a key.
func heavy(name string) bool {
	name, _, _ = strings.Cut(name, ";")
	if at := strings.LastIndexByte(name, '.'); at >= 0 {
		name = name[at+1:]
	}
	return slices.Contains([]string{"PHOTO", "LOGO", "SOUND", "KEY"}, name)
}

// line reads one line with what is folded under it, without the marks that
// only old cards have.
func (c *cardReader) line() (string, error) {
	line := c.ahead
	if c.ahead = ""; line == "" {
		var err error
		if line, err = c.rawLine(); err != nil {
			return "", err
		}
	}
	head, _, _ := strings.Cut(strings.ToUpper(line), ":")
	soft, whole := strings.Contains(head, "QUOTED-PRINTABLE"), []byte(line)
	for {
		cut := soft && bytes.HasSuffix(whole, []byte("="))
		folded, err := c.in.Peek(1)
		if err != nil || !cut && folded[0] != ' ' && folded[0] != '\t' {
			break // the next line finds the end again
		}
		more, err := c.rawLine()
		if err != nil {
			break
		}
		switch {
		case heavy(head) || len(whole) > 2*maxCard:
		case cut:
			whole = append(whole[:len(whole)-1], strings.TrimLeft(more, " \t")...)
		default:
			whole = append(whole, more[1:]...)
		}
	}
	return oldMarks(string(whole)), nil
}

func (c *cardReader) rawLine() (string, error) {
	line, err := c.in.ReadString('\n')
	if err != nil && (!errors.Is(err, io.EOF) || line == "") {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// parted stands for a sign that parts nothing, while a card is read.
const parted = "\uE000"

// oldMarks brings a line into the form of version 4: TEL;CELL: is
// TEL;TYPE=CELL:, and quoted-printable text is text.
func oldMarks(line string) string {
	head, value, ok := strings.Cut(line, ":")
	if !ok || strings.Contains(head, `"`) || strings.EqualFold(head, "begin") || strings.EqualFold(head, "end") {
		return strings.ReplaceAll(line, `\;`, parted)
	}
	parts := strings.Split(head, ";")
	quoted, charset := false, ""
	for i, p := range parts[1:] {
		name, of, given := strings.Cut(p, "=")
		switch {
		case strings.EqualFold(p, "QUOTED-PRINTABLE") || strings.EqualFold(of, "QUOTED-PRINTABLE"):
			quoted = true
			parts[i+1] = "ENCODING=8BIT"
		case !given && p != "":
			parts[i+1] = "TYPE=" + p
		case strings.EqualFold(name, "CHARSET"):
			charset = strings.ToLower(of)
		}
	}
	if quoted {
		value = unquote(value, charset)
	}
	return strings.Join(parts, ";") + ":" + strings.ReplaceAll(value, `\;`, parted)
}

// unquote reads quoted-printable text in its own encoding.
func unquote(value, charset string) string {
	raw, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value)))
	if err != nil {
		return value
	}
	if e := decoder(charset); e != nil {
		if text, err := e.NewDecoder().Bytes(raw); err == nil {
			raw = text
		}
	} else if !utf8.Valid(raw) {
		if text, err := decoder("windows-1252").NewDecoder().Bytes(raw); err == nil {
			raw = text
		}
	}
	text := strings.ReplaceAll(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n", `\n`)
	return text
}
