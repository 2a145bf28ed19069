package importing

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf8"
)

// csvReader reads delimited text as programs really write it: cells in quotes
// hold delimiters and line breaks; a quote in the middle of a cell is a
// character like others; lines end with CRLF, LF or CR; rows may differ in
// length. It never fails on a row: what is beyond a limit is said of the row.
type csvReader struct {
	in           *bufio.Reader
	delim, quote rune
	cell         []byte
	cells        []string
	line         int // of the row begun last
	at           int // the line that is read
	wrong        string
}

func newCSVReader(r io.Reader, delimiter, quote string) *csvReader {
	d, _ := utf8.DecodeRuneInString(delimiter)
	q, _ := utf8.DecodeRuneInString(quote)
	return &csvReader{in: bufio.NewReaderSize(r, 64<<10), delim: d, quote: q, at: 1}
}

// next returns the cells of the next row, which stay valid. io.EOF follows the
// last. wrong is the message key of what is wrong with the row, or "".
func (c *csvReader) next() (cells []string, wrong string, err error) {
	c.cells, c.wrong, c.line = make([]string, 0, max(8, len(c.cells))), "", c.at
	for {
		more, err := c.oneCell()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, "", err
		}
		if err != nil && len(c.cells) == 0 && len(c.cell) == 0 {
			return nil, "", io.EOF
		}
		if len(c.cells) < MaxColumns {
			c.cells = append(c.cells, string(c.cell))
		} else {
			c.wrong = "import.too_many_columns"
		}
		if !more || err != nil {
			return c.cells, c.wrong, nil
		}
	}
}

// oneCell reads a cell; more says that another follows in the row.
func (c *csvReader) oneCell() (more bool, err error) {
	c.cell = c.cell[:0]
	r, _, err := c.in.ReadRune()
	if err != nil {
		return false, err
	}
	if r == c.quote {
		if err := c.quoted(); err != nil {
			return false, err
		}
		if r, _, err = c.in.ReadRune(); err != nil {
			return false, ended(err)
		}
	}
	for {
		switch r {
		case c.delim:
			return true, nil
		case '\n':
			c.at++
			return false, nil
		case '\r':
			c.at++
			return false, c.skip('\n')
		}
		c.put(r)
		if r, _, err = c.in.ReadRune(); err != nil {
			return false, ended(err)
		}
	}
}

// quoted reads up to the quote that ends the cell. A quote that is followed by
// neither delimiter nor line end belongs to the text.
func (c *csvReader) quoted() error {
	for {
		r, _, err := c.in.ReadRune()
		if err != nil {
			c.wrong = "import.quote_open"
			return ended(err)
		}
		if r == '\n' {
			c.at++
		}
		if r != c.quote {
			c.put(r)
			continue
		}
		after, _, err := c.in.ReadRune()
		switch {
		case err != nil:
			return ended(err)
		case after == c.quote:
			c.put(r)
			continue
		}
		if err := c.in.UnreadRune(); err != nil {
			return err
		}
		if after == c.delim || after == '\n' || after == '\r' {
			return nil
		}
		c.put(r)
	}
}

func (c *csvReader) put(r rune) {
	if len(c.cell) > 4*MaxCell {
		c.wrong = "import.cell_too_long"
		return
	}
	c.cell = utf8.AppendRune(c.cell, r)
}

func (c *csvReader) skip(want rune) error {
	r, _, err := c.in.ReadRune()
	if err != nil {
		return ended(err)
	}
	if r != want {
		return c.in.UnreadRune()
	}
	return nil
}

// ended takes the end of the file as the end of the cell; the next row finds
// it again.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
