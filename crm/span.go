package crm

import (
	"slices"
	"time"
)

// Span is a stretch of time, From included and To not. One that ends before it
// begins is empty.
type Span struct{ From, To time.Time }

// Length is how long the span is, never below 0.
func (s Span) Length() time.Duration { return max(0, s.To.Sub(s.From)) }

// Within returns the part of the span that lies in another.
func (s Span) Within(o Span) Span {
	if o.From.After(s.From) {
		s.From = o.From
	}
	if o.To.Before(s.To) {
		s.To = o.To
	}
	return s
}

// MonthSpan is the calendar month of a moment in a time zone.
func MonthSpan(at time.Time, zone *time.Location) Span {
	y, m, _ := at.In(zone).Date()
	return Span{time.Date(y, m, 1, 0, 0, 0, 0, zone), time.Date(y, m+1, 1, 0, 0, 0, 0, zone)}
}

// joined returns the same time as spans that neither touch nor overlap, in
// order.
func joined(spans []Span) []Span {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.Length() == 0 })
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && !s.From.After(out[n-1].To) {
			if s.To.After(out[n-1].To) {
				out[n-1].To = s.To
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// without returns the time of joined spans that lies in no other of joined
// spans.
func without(spans, others []Span) []Span {
	var out []Span
	for _, s := range spans {
		for _, o := range others {
			if !o.To.After(s.From) || !o.From.Before(s.To) {
				continue
			}
			if o.From.After(s.From) {
				out = append(out, Span{s.From, o.From})
			}
			s.From = o.To
		}
		if s.Length() > 0 {
			out = append(out, s)
		}
	}
	return out
}

func length(spans []Span) (sum time.Duration) {
	for _, s := range spans {
		sum += s.Length()
	}
	return sum
}
