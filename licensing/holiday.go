package licensing

import (
	"slices"
	"time"
)

// Holiday is a public holiday of a country.
type Holiday struct {
	Day  Date
	Name string
}

// Countries lists the countries whose holidays are known.
func Countries() []string {
	return []string{"BE", "CH", "DE", "DK", "FI", "GB", "IE", "LU", "NL", "NO", "SE"}
}

// inParts marks a holiday that holds in some regions of a country only.
const inParts = " (in parts)"

// Holidays returns the public holidays of a country in a year, in order. Days
// that hold in larger parts of it only are among them and say so: nobody is
// locked out on the holiday of their own region.
func Holidays(country string, year int) []Holiday {
	c := calendar{year: year, easter: easter(year)}
	c.fixed(time.January, 1, "New Year's Day")
	c.fixed(time.December, 25, "Christmas Day")
	c.fixed(time.December, 26, "Second day of Christmas")
	c.moving(1, "Easter Monday")
	switch country {
	case "DK", "FI", "SE", "NO":
		c.nordic(country)
	case "GB", "IE":
		c.isles(country)
	case "DE", "CH", "NL", "BE", "LU":
		c.continent(country)
	default:
		return nil
	}
	slices.SortStableFunc(c.days, func(a, b Holiday) int { return a.Day.In(time.UTC).Compare(b.Day.In(time.UTC)) })
	return c.days
}

type calendar struct {
	year   int
	easter Date
	days   []Holiday
}

func (c *calendar) fixed(month time.Month, day int, name string) {
	c.days = append(c.days, Holiday{Date{Year: c.year, Month: month, Day: day}, name})
}

// moving adds a day counted from Easter Sunday.
func (c *calendar) moving(days int, name string) {
	c.days = append(c.days, Holiday{c.easter.AddDays(days), name})
}

// weekday adds the first such weekday on or after a day.
func (c *calendar) weekday(month time.Month, day int, weekday time.Weekday, name string) {
	t := time.Date(c.year, month, day, 0, 0, 0, 0, time.UTC)
	for t.Weekday() != weekday {
		t = t.AddDate(0, 0, 1)
	}
	c.days = append(c.days, Holiday{DateOf(t), name})
}

func (c *calendar) nordic(country string) {
	c.moving(-2, "Good Friday")
	c.moving(39, "Ascension Day")
	switch country {
	case "DK":
		c.moving(-3, "Maundy Thursday")
		c.moving(50, "Whit Monday")
		c.fixed(time.June, 5, "Constitution Day")
	case "NO":
		c.moving(-3, "Maundy Thursday")
		c.moving(50, "Whit Monday")
		c.fixed(time.May, 1, "Labour Day")
		c.fixed(time.May, 17, "Constitution Day")
	case "SE":
		c.fixed(time.January, 6, "Epiphany")
		c.fixed(time.May, 1, "Labour Day")
		c.fixed(time.June, 6, "National Day")
		c.weekday(time.June, 19, time.Friday, "Midsummer Eve")
		c.weekday(time.October, 31, time.Saturday, "All Saints' Day")
	case "FI":
		c.fixed(time.January, 6, "Epiphany")
		c.fixed(time.May, 1, "May Day")
		c.weekday(time.June, 19, time.Friday, "Midsummer Eve")
		c.weekday(time.October, 31, time.Saturday, "All Saints' Day")
		c.fixed(time.December, 6, "Independence Day")
	}
}

func (c *calendar) isles(country string) {
	c.weekday(time.May, 1, time.Monday, "Early May holiday")
	switch country {
	case "GB":
		c.fixed(time.January, 2, "Second of January"+inParts)
		c.fixed(time.March, 17, "Saint Patrick's Day"+inParts)
		c.moving(-2, "Good Friday")
		c.fixed(time.July, 12, "Battle of the Boyne"+inParts)
		c.weekday(time.August, 1, time.Monday, "Summer holiday"+inParts)
		c.fixed(time.November, 30, "Saint Andrew's Day"+inParts)
		c.weekday(time.May, 25, time.Monday, "Spring bank holiday")
		c.weekday(time.August, 25, time.Monday, "Summer bank holiday")
	case "IE":
		c.fixed(time.March, 17, "Saint Patrick's Day")
		if c.year > 2022 {
			c.brigid()
		}
		c.weekday(time.June, 1, time.Monday, "June holiday")
		c.weekday(time.August, 1, time.Monday, "August holiday")
		c.weekday(time.October, 25, time.Monday, "October holiday")
	}
	c.substitutes()
}

// brigid is the first Monday of February, or the 1st when that is a Friday.
func (c *calendar) brigid() {
	if time.Date(c.year, time.February, 1, 0, 0, 0, 0, time.UTC).Weekday() == time.Friday {
		c.fixed(time.February, 1, "Saint Brigid's Day")
		return
	}
	c.weekday(time.February, 1, time.Monday, "Saint Brigid's Day")
}

// substitutes gives a fixed holiday on a weekend its working day off.
func (c *calendar) substitutes() {
	for _, h := range slices.Clone(c.days) {
		day := h.Day
		if weekday := day.In(time.UTC).Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			continue
		}
		for c.off(day) {
			day = day.AddDays(1)
		}
		c.days = append(c.days, Holiday{day, h.Name + " (substitute)"})
	}
}

func (c *calendar) off(day Date) bool {
	weekday := day.In(time.UTC).Weekday()
	return weekday == time.Saturday || weekday == time.Sunday ||
		slices.ContainsFunc(c.days, func(h Holiday) bool { return h.Day == day })
}

func (c *calendar) continent(country string) {
	c.moving(39, "Ascension Day")
	c.moving(50, "Whit Monday")
	if country == "DE" || country == "CH" {
		c.moving(-2, "Good Friday")
	}
	if country != "NL" && country != "CH" {
		c.fixed(time.May, 1, "Labour Day")
	}
	switch country {
	case "DE":
		c.moving(60, "Corpus Christi"+inParts)
		c.fixed(time.October, 3, "German Unity Day")
		c.fixed(time.October, 31, "Reformation Day"+inParts)
		c.fixed(time.November, 1, "All Saints' Day"+inParts)
	case "CH":
		c.fixed(time.January, 2, "Berchtold's Day")
		c.fixed(time.May, 1, "Labour Day"+inParts)
		c.moving(60, "Corpus Christi"+inParts)
		c.fixed(time.August, 1, "National Day")
		c.fixed(time.August, 15, "Assumption"+inParts)
		c.fixed(time.November, 1, "All Saints' Day"+inParts)
		c.fixed(time.December, 8, "Immaculate Conception"+inParts)
	case "NL":
		c.kingsDay()
		c.fixed(time.May, 5, "Liberation Day")
	case "BE":
		c.fixed(time.July, 21, "National Day")
		c.fixed(time.August, 15, "Assumption")
		c.fixed(time.November, 1, "All Saints' Day")
		c.fixed(time.November, 11, "Armistice Day")
	case "LU":
		c.fixed(time.May, 9, "Europe Day")
		c.fixed(time.June, 23, "National Day")
		c.fixed(time.August, 15, "Assumption")
		c.fixed(time.November, 1, "All Saints' Day")
	}
}

// kingsDay is 27 April, or the day before when that is a Sunday.
func (c *calendar) kingsDay() {
	day := 27
	if time.Date(c.year, time.April, day, 0, 0, 0, 0, time.UTC).Weekday() == time.Sunday {
		day = 26
	}
	c.fixed(time.April, day, "King's Day")
}

// easter is Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher).
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}

// IsHoliday reports whether the day is a public holiday of the country.
func IsHoliday(country string, day Date) bool {
	return slices.ContainsFunc(Holidays(country, day.Year), func(h Holiday) bool { return h.Day == day })
}

// IsWorkday reports whether people in the country work on the day: Monday to
// Friday, no public holiday. Of a country that is not known only the days of
// the week count.
func IsWorkday(country string, day Date) bool {
	weekday := day.In(time.UTC).Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !IsHoliday(country, day)
}

// Workday returns the n-th working day of the country after the given day,
// which itself does not count.
func Workday(country string, from Date, n int) Date {
	day := from
	for ; n > 0; n-- {
		for day = day.AddDays(1); !IsWorkday(country, day); day = day.AddDays(1) {
		}
	}
	return day
}
