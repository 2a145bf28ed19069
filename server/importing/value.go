package importing

import (
	"math"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// unguard takes away the apostrophe that programs put before a text which a
// spreadsheet would run as a formula, our own export among them.
func unguard(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(s[1:])[0]) {
		return s[1:]
	}
	return s
}

// clean is a cell without what cannot be seen: spaces around it, no-break
// spaces, CRLF.
func clean(cell string) string {
	cell = strings.TrimFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || r == 0xFEFF || r == 0 })
	cell = unguard(cell)
	if strings.ContainsAny(cell, "\r\x00") {
		cell = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(cell)
	}
	return cell
}

var (
	yearMonthDay = regexp.MustCompile(`^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T].*)?$`)
	packedDay    = regexp.MustCompile(`^(19|20)\d{6}$`)
)

// day reads a day in the file's form as 2006-01-02. In a spreadsheet a day may
// be the number of days since the end of 1899.
func (f Format) day(s string, now time.Time) (string, bool) {
	if m := yearMonthDay.FindStringSubmatch(s); m != nil {
		return calendar(m[1], m[2], m[3], now)
	}
	if m := dayLike.FindStringSubmatch(s); m != nil {
		if f.Days == MonthFirst && m[2] != "." {
			return calendar(m[4], m[1], m[3], now)
		}
		return calendar(m[4], m[3], m[1], now)
	}
	if packedDay.MatchString(s) {
		return calendar(s[:4], s[4:6], s[6:], now)
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil && f.Kind == XLSX && n >= 1 && n < 100_000 {
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly), true
	}
	return "", false
}

// calendar makes a day of its parts. A year of two digits is the last such
// one.
func calendar(year, month, day string, now time.Time) (string, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if len(year) == 2 {
		y += now.Year() / 100 * 100
		if y > now.Year() {
			y -= 100
		}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t.Format(time.DateOnly), t.Year() == y && int(t.Month()) == m && t.Day() == d
}

// hundredths reads an amount as whole hundredths.
func (f Format) hundredths(s string) (int64, bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r == '.', r == ',', r == '-':
			return r
		case unicode.IsSpace(r), r == '\'', r == '’', unicode.Is(unicode.Sc, r):
			return -1
		}
		return r
	}, strings.TrimSuffix(strings.TrimPrefix(s, "kr"), "kr"))
	s = strings.TrimRight(strings.TrimLeft(strings.ToUpper(s), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ.")
	other := ","
	if f.Decimal == "," {
		other = "."
	}
	if f.Kind == XLSX {
		f.Decimal, other = ".", ","
	}
	if i := strings.LastIndex(s, other); i >= 0 && !strings.Contains(s, f.Decimal) && len(s)-i-1 != 3 {
		f.Decimal, other = other, f.Decimal // "12,5" can be nothing else
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, other, ""), f.Decimal, ".")
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.Abs(n) > 1e15 {
		return 0, false
	}
	return int64(math.Round(n * 100)), true
}

// lists splits a cell that holds several telephone numbers or addresses.
func lists(s string, also string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' || strings.ContainsRune(also, r) }) {
		if part = unguard(strings.TrimSpace(part)); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// address takes the address out of "Anna Holm <anna@skovby.example>".
func address(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "mailto:")
	if strings.HasSuffix(s, ">") {
		if a, err := mail.ParseAddress(s); err == nil {
			return a.Address
		}
	}
	return s
}

// lines splits an address into at most three lines; what is more stands in the
// third.
func lines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(strings.TrimRight(line, "\n")); line != "" {
			out = append(out, line)
		}
	}
	if len(out) > 3 {
		out = append(out[:2], strings.Join(out[2:], ", "))
	}
	return out
}
