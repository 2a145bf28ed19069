package sample

import (
	"fmt"
	"strconv"
	"strings"
)

// Telephone numbers come from the ranges that Sweden and Germany reserve for
// fiction; elsewhere, and where those run out, from prefixes without
// subscribers in the country's numbering plan.

// drama is a range reserved for fiction: prefix, then first … first+count-1.
type drama struct {
	prefix string
	first  int64
	count  int64
	digits int
}

// reserved returns the n-th number of the ranges; when they are used up, a
// number of so many digits behind the overflow prefix.
func reserved(n int64, ranges []drama, overflow string, length int) string {
	for _, r := range ranges {
		if n < r.count {
			return r.prefix + digits(r.first+n, r.digits)
		}
		n -= r.count
	}
	return grouped(overflow, length, 3, n)
}

// grouped returns the prefix and so many digits in groups.
func grouped(prefix string, length, group int, n int64) string {
	size := int64(1)
	for range length {
		size *= 10
	}
	rest := digits(scatter(n, size), length)
	var b strings.Builder
	b.WriteString(strings.TrimSpace(prefix))
	for len(rest) > 0 {
		cut := min(group, len(rest))
		b.WriteString(" " + rest[:cut])
		rest = rest[cut:]
	}
	return b.String()
}

// extension returns a number of a reserved German block: three digits of the
// block, and a direct dialling-in number when all blocks have been used.
func extension(blocks []string, n int64) string {
	block := blocks[n%int64(len(blocks))]
	n /= int64(len(blocks))
	number := block + " " + digits(scatter(n, 1000), 3)
	if round := n / 1000; round > 0 {
		number += digits(round, 2)
	}
	return number
}

// modEleven returns prefix and number with the check digit of Danish and
// Norwegian organisation numbers. The prefix lies outside the issued series.
func modEleven(prefix string, n int64, weights []int64) string {
	length := len(weights) - len(prefix)
	size := int64(1)
	for range length {
		size *= 10
	}
	number := 2 * scatter(n, size/2)
	for {
		s := prefix + digits(number, length)
		if check := (11 - weighted(s, weights)%11) % 11; check < 10 {
			return s + digits(check, 1)
		}
		number++ // at most once: the last digit's weight moves the check digit
	}
}

func weighted(s string, weights []int64) int64 {
	var sum int64
	for i, w := range weights {
		sum += w * int64(s[i]-'0')
	}
	return sum
}

// luhn returns a number of the form of a Swedish organisation number.
func luhn(prefix string, n int64) string {
	s := prefix + digits(scatter(n, 10_000_000), 7)
	var sum int64
	for i := range len(s) {
		d := int64(s[i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return s[:6] + "-" + s[6:] + digits((10-sum%10)%10, 1)
}

// businessID returns a number of the form of a Finnish business id.
func businessID(n int64) string {
	weights := []int64{7, 9, 10, 5, 8, 4, 2}
	s := "9" + digits(scatter(n, 1_000_000), 6)
	rest := weighted(s, weights) % 11
	if rest > 1 {
		rest = 11 - rest
	}
	return s + "-" + strconv.FormatInt(rest%10, 10)
}

func digits(n int64, length int) string { return fmt.Sprintf("%0*d", length, n) }

func suffix(round int64) string {
	if round == 0 {
		return ""
	}
	return " " + string(rune('A'+round-1))
}
