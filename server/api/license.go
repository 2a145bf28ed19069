package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"holm/lockout"
)

// License is the installation's standing with its vendor. What is owed and
// when the installation locks is told to administrators alone.
type License struct {
	State       string         `json:"state" doc:"EVALUATION, ACTIVE, OVERDUE, LOCKED, TERMINATING, WIND_DOWN or READ_ONLY."`
	Since       *time.Time     `json:"since"`
	At          time.Time      `json:"at" doc:"The installation's effective time."`
	Modules     []string       `json:"modules" nullable:"false"`
	Everything  bool           `json:"everything" doc:"Every module is on: evaluation and demonstration."`
	Categories  []LicenseSeats `json:"categories" nullable:"false"`
	SeatTotal   int            `json:"seat_total,omitempty" doc:"Seats over all categories together, under evaluation."`
	LicenseID   string         `json:"license_id,omitempty"`
	Serial      int64          `json:"serial,omitempty"`
	Dates       []LicenseDate  `json:"dates,omitempty" nullable:"false" doc:"For administrators."`
	Outstanding []LicenseDebt  `json:"outstanding,omitempty" nullable:"false" doc:"For administrators."`
}

// LicenseSeats is a user category with its seats.
type LicenseSeats struct {
	Code  string `json:"code"`
	Name  string `json:"name,omitempty"`
	Seats int    `json:"seats"`
	Used  int    `json:"used"`
}

// LicenseDate is one date of the agreement.
type LicenseDate struct {
	Kind string    `json:"kind"`
	At   time.Time `json:"at"`
}

// LicenseDebt is an unpaid invoice, in minor units.
type LicenseDebt struct {
	Invoice  string `json:"invoice"`
	Due      string `json:"due" format:"date"`
	Amount   int64  `json:"amount"`
	Interest int64  `json:"interest"`
	Costs    int64  `json:"costs"`
	Currency string `json:"currency"`
}

type licenseAnswer struct{ Body License }

func (s *service) addLicense() {
	op := s.operation(http.MethodGet, "/license", "read-license", "Read the licence's state, seats and dates")
	op.Metadata[operation] = lockout.ManageLicense
	op.Responses = s.responses(http.StatusOK, "", 401, 402)
	huma.Register(s.api, op, bind(s, s.license))
}

func (s *service) license(ctx context.Context, _ *struct{}) (*licenseAnswer, error) {
	used, err := s.Store.SeatsUsed(ctx)
	if err != nil {
		return nil, err
	}
	v := s.Gate.Verdict()
	l := License{State: string(v.State), At: v.At, Modules: append([]string{}, v.Modules...), Everything: v.Everything,
		SeatTotal: v.SeatTotal, Categories: []LicenseSeats{}}
	if !v.Since.IsZero() {
		l.Since = &v.Since
	}
	for _, c := range v.Categories {
		l.Categories = append(l.Categories, LicenseSeats{Code: c.Code, Name: english(c.Name), Seats: c.Seats, Used: used[c.Code]})
	}
	if !actorOf(ctx).Admin {
		return &licenseAnswer{l}, nil
	}
	if v.License != nil {
		l.LicenseID, l.Serial = v.License.ID, v.License.Serial
	}
	for _, b := range v.Boundaries {
		l.Dates = append(l.Dates, LicenseDate{string(b.Kind), b.At})
	}
	for _, o := range v.Outstanding {
		l.Outstanding = append(l.Outstanding, LicenseDebt{o.Invoice, o.Due.String(), o.Amount, o.Interest, o.Costs, o.Currency})
	}
	return &licenseAnswer{l}, nil
}
