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
	list := []licensing.Category{
		{Code: "complete", Name: licensing.Text{"en": "Complete", "da": "Komplet", "sv": "Komplett",
			"nb": "Komplett", "de": "Komplett", "nl": "Volledig", "fi": "Täysi", "fr": "Complet"}},
		{Code: "sales", Name: licensing.Text{"en": "Sales", "da": "Salg", "sv": "Försäljning",
			"nb": "Salg", "de": "Vertrieb", "nl": "Verkoop", "fi": "Myynti", "fr": "Ventes"}},
		{Code: "service", Name: licensing.Text{"en": "Service", "da": "Service", "sv": "Service",
			"nb": "Service", "de": "Service", "nl": "Service", "fi": "Palvelu", "fr": "Service"}},
		{Code: "marketing", Name: licensing.Text{"en": "Marketing", "da": "Marketing", "sv": "Marknadsföring",
			"nb": "Markedsføring", "de": "Marketing", "nl": "Marketing", "fi": "Markkinointi", "fr": "Marketing"}},
		{Code: "administrator", Name: licensing.Text{"en": "Administrator", "da": "Administrator", "sv": "Administratör",
			"nb": "Administrator", "de": "Administrator", "nl": "Beheerder", "fi": "Järjestelmänvalvoja", "fr": "Administrateur"}},
		{Code: "reader", Name: licensing.Text{"en": "Reader", "da": "Læser", "sv": "Läsare",
			"nb": "Leser", "de": "Leser", "nl": "Lezer", "fi": "Lukija", "fr": "Lecteur"}},
	}
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
