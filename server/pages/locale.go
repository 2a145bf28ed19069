package pages

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"holm/licensing"
)

// locale speaks one language: texts, dates, numbers and money.
type locale struct {
	code      string
	plain     map[string]string  // texts without values or plural forms
	filled    map[string][]piece // texts with values, without plural forms
	regions   display.Namer
	tongues   display.Namer
	known     map[string]bool
	localizer *i18n.Localizer
	printer   *message.Printer
	once      sync.Once
	every     []choice // country there is
}

func newLocale(code string) (*locale, error) {
	tag, err := language.Parse(code)
	if err != nil {
		return nil, err
	}
	return &locale{code: code, plain: map[string]string{}, filled: map[string][]piece{},
		regions: display.Regions(tag), tongues: display.Languages(tag), known: map[string]bool{}, printer: message.NewPrinter(tag)}, nil
}

// learn takes over the texts of a file.
func (l *locale) learn(file *i18n.MessageFile) {
	for _, m := range file.Messages {
		l.known[m.ID] = true
		switch {
		case m.One != "":
		case strings.Contains(m.Other, "{{"):
			l.filled[m.ID] = pieces(m.Other)
		default:
			l.plain[m.ID] = m.Other
		}
	}
}

// Name returns the language's name in itself.
func (l *locale) Name() string { return l.T("language.name") }

// T returns the text of a key. Values follow in pairs of name and value; the
// value named "n" chooses the plural form.
func (l *locale) T(key string, pairs ...any) string {
	if s, ok := l.plain[key]; ok {
		return s
	}
	if parts, ok := l.filled[key]; ok {
		return l.fill(parts, pairs)
	}
	values := map[string]any{}
	c := &i18n.LocalizeConfig{MessageID: key, TemplateData: values}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := fmt.Sprint(pairs[i]), pairs[i+1]
		switch n := value.(type) {
		case int:
			if name == "n" {
				c.PluralCount = n
			}
			value = l.Number(int64(n))
		case int64:
			value = l.Number(n)
		}
		values[name] = value
	}
	s, err := l.localizer.Localize(c)
	if err != nil {
		return key // a test keeps every language complete
	}
	return s
}

// piece is a part of a text: words as they are, or the name of a value.
type piece struct{ words, value string }

var valueMark = regexp.MustCompile(`{{\.(\w+)}}`)

func pieces(text string) []piece {
	var out []piece
	last := 0
	for _, m := range valueMark.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, piece{words: text[last:m[0]]}, piece{value: text[m[2]:m[3]]})
		last = m[1]
	}
	return append(out, piece{words: text[last:]})
}

// fill puts the values into a text. It does by itself what most texts need:
// lists would spend most of their time in general templates.
func (l *locale) fill(parts []piece, pairs []any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.words)
		if p.value == "" {
			continue
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] != p.value {
				continue
			}
			switch v := pairs[i+1].(type) {
			case string:
				b.WriteString(v)
			case int:
				b.WriteString(l.Number(int64(v)))
			case int64:
				b.WriteString(l.Number(v))
			default:
				b.WriteString(fmt.Sprint(v))
			}
		}
	}
	return b.String()
}

// Has reports whether the language has the key.
func (l *locale) Has(key string) bool { return l.known[key] }

// Number writes a whole number with the language's grouping.
func (l *locale) Number(n int64) string { return l.printer.Sprint(number.Decimal(n)) }

// Money writes an amount of minor units with two decimals, without currency.
func (l *locale) Money(minor int64) string {
	return l.printer.Sprint(number.Decimal(float64(minor)/100, number.Scale(2)))
}

// Decimal writes a number of tenths, hundredths or thousandths with that many
// decimals.
func (l *locale) Decimal(n int64, decimals int) string {
	return l.printer.Sprint(number.Decimal(float64(n)/math.Pow10(decimals), number.Scale(decimals)))
}

// Size writes a number of bytes in the unit that suits it.
func (l *locale) Size(bytes int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	if l.code == "fr" {
		units = []string{"o", "ko", "Mo", "Go", "To"}
	}
	unit, n := 0, float64(bytes)
	for n >= 1000 && unit+1 < len(units) {
		unit, n = unit+1, n/1000
	}
	return l.printer.Sprint(number.Decimal(n, number.MaxFractionDigits(1))) + " " + units[unit]
}

// Date writes a day: "19 Nov 2026".
func (l *locale) Date(t time.Time) string { return l.pattern("format.date", t) }

// Day writes a day without its year: "19 Nov".
func (l *locale) Day(t time.Time) string { return l.pattern("format.day", t) }

// LongDay writes a day with its weekday: "Thursday 19 November".
func (l *locale) LongDay(t time.Time) string { return l.pattern("format.long_day", t) }

// LongDate writes a day with its weekday and year.
func (l *locale) LongDate(t time.Time) string { return l.pattern("format.long_date", t) }

// Month writes a month with its year: "November 2026".
func (l *locale) Month(t time.Time) string { return l.pattern("format.month", t) }

// MonthShort writes the short name of a month.
func (l *locale) MonthShort(t time.Time) string { return l.monthShort(t.Month()) }

// Clock writes a time of day.
func (l *locale) Clock(t time.Time) string { return l.pattern("format.clock", t) }

// Moment writes a day with its time: "30 Nov 2026, 10:00".
func (l *locale) Moment(t time.Time) string { return l.pattern("format.moment", t) }

// LongMoment writes weekday, day and time: "Monday 30 November at 10:00".
func (l *locale) LongMoment(t time.Time) string { return l.pattern("format.long_moment", t) }

// Calendar writes a day of the agreement.
func (l *locale) Calendar(d licensing.Date) string {
	if d.IsZero() {
		return ""
	}
	return l.Date(d.In(time.UTC))
}

func (l *locale) monthShort(m time.Month) string {
	return l.T("month_short.m" + strconv.Itoa(int(m)))
}

func (l *locale) pattern(key string, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	day := strconv.Itoa(t.Day())
	if l.code == "fr" && t.Day() == 1 {
		day = "1er"
	}
	return l.T(key,
		"day", day, "month", l.T("month.m"+strconv.Itoa(int(t.Month()))),
		"mon", l.monthShort(t.Month()), "year", strconv.Itoa(t.Year()),
		"weekday", l.T("weekday.d"+strconv.Itoa(int(t.Weekday()))),
		"num", strconv.Itoa(int(t.Month())), "shortclock", strconv.Itoa(t.Hour())+t.Format(".04"),
		"clock", t.Format("15:04"), "dotclock", t.Format("15.04"))
}

// capital writes the first letter large, for the beginning of a line.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
