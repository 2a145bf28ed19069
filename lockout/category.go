package lockout

import (
	"time"

	"holm/licensing"
)

const (
	onlineKind = licensing.Online

	evaluationTime  = 30 * 24 * time.Hour
	evaluationSeats = 5

	demonstrationTime  = 30 * 24 * time.Hour
	demonstrationSeats = 50
)

// EvaluationCategories returns the user categories there are without a
// licence. Under evaluation all of them together share the seats.
func EvaluationCategories() []licensing.Category { return categories(evaluationSeats) }

func categories(seats int) []licensing.Category {
	list := licensing.UsualCategories()
	for i := range list {
		list[i].Seats = seats
	}
	return list
}

// entitlement is what an installation may use without a licence.
type entitlement struct {
	seats int
	lasts time.Duration
}

func (in Input) withoutLicense() entitlement {
	if in.Demonstration {
		return entitlement{demonstrationSeats, demonstrationTime}
	}
	return entitlement{evaluationSeats, evaluationTime}
}
