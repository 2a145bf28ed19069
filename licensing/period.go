package licensing

import "time"

// NoticeDays is how long before the end of a period notice must be given.
const NoticeDays = 30

// Months is the length of the billing period.
func (b BillingPeriod) Months() int {
	switch b {
	case Monthly:
		return 1
	case Quarterly:
		return 3
	case HalfYearly:
		return 6
	}
	return 12
}

// Period is a span of days, both of which belong to it.
type Period struct{ Start, End Date }

// FirstPeriodEnd is the last day of the first agreement period: 12 months from
// the agreement date, counted to the end of that month.
func FirstPeriodEnd(agreed Date) Date { return monthEnd(agreed.Year+1, agreed.Month) }

// PeriodOn returns the agreement period that holds on a day: the first until
// its end, then one after the other, each as long as the billing period.
func (a Agreement) PeriodOn(day Date) Period {
	p := Period{a.Date, a.FirstPeriodEnd}
	for p.End.Before(day) {
		p = a.NextPeriod(p)
	}
	return p
}

// NextPeriod returns the agreement period after p.
func (a Agreement) NextPeriod(p Period) Period {
	start := p.End.AddDays(1)
	return Period{start, addMonths(start, a.BillingPeriod.Months()).AddDays(-1)}
}

// BillingPeriodOn returns the billing period that holds on a day. Onsite the
// first starts on the agreement date, Online on the first of the next month.
// The days before an Online agreement's first one count to it.
func (a Agreement) BillingPeriodOn(day Date) Period {
	first := a.Date
	if a.Kind == Online {
		first = monthEnd(a.Date.Year, a.Date.Month).AddDays(1)
	}
	for n := 0; ; n++ {
		start, next := addMonths(first, n*a.BillingPeriod.Months()), addMonths(first, (n+1)*a.BillingPeriod.Months())
		if day.Before(next) {
			return Period{start, next.AddDays(-1)}
		}
	}
}

// LastNotice is the last day on which notice reaches the end of the period.
func (p Period) LastNotice() Date { return p.End.AddDays(-NoticeDays) }

// EndsAfterNotice returns the last day of the agreement when notice is given
// on a day: the end of the period, or of the next when less than 30 days remain.
func (a Agreement) EndsAfterNotice(notice Date) Date {
	p := a.PeriodOn(notice)
	for p.LastNotice().Before(notice) {
		p = a.NextPeriod(p)
	}
	return p.End
}

// ReducesAfterNotice returns the first day with fewer users when a reduction is
// ordered on a day: after this billing period, or after the next when less than
// 30 days of it remain.
func (a Agreement) ReducesAfterNotice(notice Date) Date {
	p := a.BillingPeriodOn(notice)
	for p.LastNotice().Before(notice) {
		p = a.BillingPeriodOn(p.End.AddDays(1))
	}
	return p.End.AddDays(1)
}

// addMonths keeps the day of the month, or takes the month's last.
func addMonths(d Date, n int) Date {
	last := monthEnd(d.Year, d.Month+time.Month(n))
	last.Day = min(d.Day, last.Day)
	return last
}

func monthEnd(year int, month time.Month) Date {
	return DateOf(time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC))
}
