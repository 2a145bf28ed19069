package pages

import (
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"holm/lockout"
)

// termline is the line of the agreement's dates, drawn to scale, and the same
// dates as a list.
type termline struct {
	Height   int
	Segments []segment
	Marks    []mark
	Months   []monthMark
	Today    float64
	TodayBox float64
	TodayAt  float64
	TodayIs  string
	Dates    []dateLine
}

type segment struct {
	X, Width float64
	Class    string // "paid", "late", "lock", "read"
	Text     string // empty when it would not fit
	TextX    float64
}

type mark struct {
	X, TextX       float64
	Anchor         string // "", "m" or "e"
	Title, Text    string
	TitleY, TextY  int
	LineY, LineEnd int
}

type monthMark struct {
	X    float64
	Text string
}

type dateLine struct {
	Stamp, When, Text, Class string
	Today                    bool
}

// Measures of the drawing, in its own units.
const (
	lineWidth  = 1168.0
	barTop     = 58
	barBottom  = 84
	letterWide = 7.1 // of the bold 13 px label
	labelGap   = 14.0
)

// phase is a stretch of the line: from a date on, the installation is in it.
type phase struct {
	from  time.Time
	class string
	text  string
}

// termline draws the verdict's dates. Without dates there is no line.
func (v *visit) termline() *termline {
	dates := slices.Clone(v.Verdict.Boundaries)
	dates = slices.DeleteFunc(dates, func(b lockout.Boundary) bool { return b.At.IsZero() })
	if len(dates) == 0 {
		return nil
	}
	slices.SortStableFunc(dates, func(a, b lockout.Boundary) int { return a.At.Compare(b.At) })
	today := v.Verdict.At
	if today.IsZero() {
		today = v.Now
	}
	start, end := dates[0].At, dates[len(dates)-1].At
	if today.Before(start) {
		start = today
	}
	if today.After(end) {
		end = today
	}
	span := max(end.Sub(start), 24*time.Hour)
	end = end.Add(span / 7)
	at := func(t time.Time) float64 {
		return math.Round(10*lineWidth*float64(t.Sub(start))/float64(end.Sub(start))) / 10
	}
	t := &termline{Today: at(today)}
	t.TodayIs = v.L.T("license.today", "date", v.L.Day(today.In(v.Zone)))
	t.TodayBox = 20 + letterWide*float64(utf8.RuneCountInString(t.TodayIs))
	t.TodayAt = min(max(t.Today-t.TodayBox/2, 0), lineWidth-t.TodayBox)
	phases := v.phases(start)
	t.segments(phases, at)
	t.marks(v, dates, at, today)
	t.months(v, start, end, at)
	t.list(v, dates, phases, today)
	return t
}

// phases lists what the dates make of the installation, one after another.
func (v *visit) phases(start time.Time) []phase {
	text := func(state lockout.State) string { return v.L.T("state." + string(state)) }
	if v.Verdict.License == nil {
		out := []phase{{start, "paid", text(lockout.Evaluation)}}
		if ends := v.boundary(lockout.EvaluationEnds); !ends.IsZero() {
			out = append(out, phase{ends, "read", text(lockout.ReadOnly)})
		}
		return out
	}
	ended := v.boundary(lockout.EffectiveAt)
	out := []phase{{start, "paid", text(lockout.Active)}}
	add := func(kind lockout.BoundaryKind, class, text string) {
		at := v.boundary(kind)
		if at.IsZero() || !ended.IsZero() && !at.Before(ended) {
			return
		}
		out = append(out, phase{at, class, text})
	}
	add(lockout.OverdueFrom, "late", text(lockout.Overdue))
	locked := text(lockout.Locked)
	if n := v.Verdict.Term.LockMaxDays; n > 0 {
		locked = v.L.T("license.locked_at_most", "n", n)
	}
	add(lockout.LockAt, "lock", locked)
	add(lockout.LockEnds, "read", text(lockout.ReadOnly))
	if ended.IsZero() {
		return out
	}
	out = append(out, phase{ended, "late", text(lockout.WindDown)})
	if readOnly := v.boundary(lockout.ReadOnlyFrom); !readOnly.IsZero() {
		out = append(out, phase{readOnly, "read", text(lockout.ReadOnly)})
	}
	return out
}

func (t *termline) segments(phases []phase, at func(time.Time) float64) {
	for i, p := range phases {
		from, to := at(p.from), lineWidth
		if i+1 < len(phases) {
			to = at(phases[i+1].from) - 1
		}
		if to <= from {
			continue
		}
		s := segment{X: from, Width: math.Round(10*(to-from)) / 10, Class: p.class, TextX: from + 10}
		if letterWide*float64(utf8.RuneCountInString(p.text))+20 < to-from {
			s.Text = p.text
		}
		t.Segments = append(t.Segments, s)
	}
}

// marks puts each date's label where it covers no other: above the line, below
// it, or further down.
func (t *termline) marks(v *visit, dates []lockout.Boundary, at func(time.Time) float64, today time.Time) {
	type stretch struct{ from, to float64 }
	rows := [][]stretch{{{t.TodayAt - labelGap, t.TodayAt + t.TodayBox + labelGap}}, nil}
	free := func(row int, from, to float64) bool {
		return !slices.ContainsFunc(rows[row], func(s stretch) bool { return from < s.to && to > s.from })
	}
	for i, d := range dates {
		m := mark{X: at(d.At), Title: v.when(d.At), Text: v.boundaryText(d, today)}
		wide := letterWide*float64(max(utf8.RuneCountInString(m.Title), utf8.RuneCountInString(m.Text))) + labelGap
		from, to := m.X, m.X+wide
		if to > lineWidth {
			m.Anchor, from, to = "e", m.X-wide, m.X
		}
		m.TextX = m.X
		row := i % 2
		if !free(row, from, to) {
			row = 1 - row
		}
		for row < len(rows) && !free(row, from, to) {
			row = max(row+1, 1)
		}
		if row == len(rows) {
			rows = append(rows, nil)
		}
		rows[row] = append(rows[row], stretch{from, to})
		if row == 0 {
			m.TitleY, m.TextY, m.LineY, m.LineEnd = 20, 36, 44, barTop
		} else {
			down := (row - 1) * 40
			m.TitleY, m.TextY, m.LineY, m.LineEnd = 116+down, 132+down, barBottom, 98+down
			if down > 0 { // the hairline stands beside its label
				m.LineEnd = m.TextY
				if m.Anchor == "e" {
					m.TextX -= 6
				} else {
					m.TextX += 6
				}
			}
		}
		t.Marks = append(t.Marks, m)
	}
	t.Height = 148 + (len(rows)-2)*40
}

// months ticks the line where months begin, when there is room for that.
func (t *termline) months(v *visit, start, end time.Time, at func(time.Time) float64) {
	s := start.In(v.Zone)
	for m := time.Date(s.Year(), s.Month()+1, 1, 0, 0, 0, 0, v.Zone); m.Before(end); m = m.AddDate(0, 1, 0) {
		month := monthMark{X: at(m), Text: v.L.MonthShort(m)}
		near := func(other mark) bool { return other.LineY == barBottom && math.Abs(other.X-month.X) < 24 }
		if slices.ContainsFunc(t.Marks, near) || math.Abs(t.Today-month.X) < 24 {
			month.Text = ""
		}
		t.Months = append(t.Months, month)
	}
	if len(t.Months) > 24 {
		t.Months = nil
	}
	for i := range t.Months {
		if len(t.Months) > 12 && i%3 != 0 {
			t.Months[i].Text = ""
		}
	}
}

func (t *termline) list(v *visit, dates []lockout.Boundary, phases []phase, today time.Time) {
	class := func(at time.Time) string {
		c := ""
		for _, p := range phases {
			if !p.from.After(at) {
				c = map[string]string{"paid": "seg-a", "late": "seg-l", "lock": "seg-k", "read": "seg-r"}[p.class]
			}
		}
		return c
	}
	done := false
	now := dateLine{Stamp: today.UTC().Format(time.RFC3339), When: v.L.Date(today.In(v.Zone)), Text: v.L.T("license.today_word"), Class: class(today), Today: true}
	for _, d := range dates {
		if !done && d.At.After(today) {
			t.Dates, done = append(t.Dates, now), true
		}
		t.Dates = append(t.Dates, dateLine{Stamp: d.At.UTC().Format(time.RFC3339), When: v.when(d.At), Text: v.boundaryText(d, today), Class: class(d.At)})
	}
	if !done {
		t.Dates = append(t.Dates, now)
	}
}

// when writes a date of the agreement, with its time when it has one.
func (v *visit) when(at time.Time) string {
	at = at.In(v.Zone)
	if h, m, s := at.Clock(); h == 0 && m == 0 && s == 0 || h == 23 && m == 59 {
		return v.L.Date(at)
	}
	return v.L.Moment(at)
}

// boundaryText says what happens at a date, and how far away it is.
func (v *visit) boundaryText(d lockout.Boundary, today time.Time) string {
	text := v.L.T("boundary." + string(d.Kind))
	days := int(math.Ceil(d.At.Sub(today).Hours() / 24))
	if days > 0 && days <= 60 && (d.Kind == lockout.LockAt || d.Kind == lockout.EffectiveAt || d.Kind == lockout.ReadOnlyFrom || d.Kind == lockout.EvaluationEnds) {
		text += ", " + v.L.T("license.in_days", "n", days)
	}
	return text
}
