package licensing

import "time"

// Order is what a customer wants changed in its licence. The installation
// signs it, so that the vendor knows where it was written.
type Order struct {
	Schema       int         `json:"schema"`
	ID           string      `json:"id"`
	Installation string      `json:"installation"`
	Agreement    string      `json:"agreement"`
	Serial       int64       `json:"serial"` // of the licence that the customer looked at
	PlacedAt     time.Time   `json:"placed_at"`
	PlacedBy     string      `json:"placed_by"` // who orders
	Authority    Authority   `json:"authority"`
	Lines        []OrderLine `json:"lines"`
	Note         string      `json:"note,omitempty"`
}

// Authority is why somebody may bind the customer.
type Authority string

// Who may order.
const (
	ByMainUser         Authority = "main_user"
	ByAuthorisedPerson Authority = "authorised_person"
)

// LineKind says what a line of an order changes.
type LineKind string

// What can be ordered.
const (
	OrderSeats  LineKind = "seats"
	OrderModule LineKind = "module"
	OrderMeter  LineKind = "meter" // the included amount
)

// OrderLine is one change: the count wanted afterwards, not the distance. A
// module is 1 or 0.
type OrderLine struct {
	Kind   LineKind `json:"kind"`
	Code   string   `json:"code"`
	Before int64    `json:"before"`
	Wanted int64    `json:"wanted"`
	From   Date     `json:"from,omitzero"` // of fewer: the first day, as it was shown to the customer
}

// Check refuses an order that says nothing that can be done.
func (o Order) Check() error {
	if o.Schema != schema {
		return reject(UnsupportedSchema, "schema %d, this version reads %d", o.Schema, schema)
	}
	if err := missing("id", o.ID, "installation", o.Installation, "agreement", o.Agreement, "placed_by", o.PlacedBy); err != nil {
		return err
	}
	if o.Authority != ByMainUser && o.Authority != ByAuthorisedPerson {
		return reject(Bounds, "nobody orders by authority %q", o.Authority)
	}
	if len(o.Lines) == 0 || o.PlacedAt.IsZero() {
		return reject(Incomplete, "lines or placed_at are missing")
	}
	for i, line := range o.Lines {
		known := line.Kind == OrderSeats || line.Kind == OrderModule || line.Kind == OrderMeter
		if !known || line.Code == "" || line.Wanted < 0 || line.Kind == OrderModule && line.Wanted > 1 {
			return reject(Bounds, "line %d: %s %q to %d", i+1, line.Kind, line.Code, line.Wanted)
		}
		for _, other := range o.Lines[:i] {
			if other.Kind == line.Kind && other.Code == line.Code {
				return reject(Bounds, "%s %q is ordered twice", line.Kind, line.Code)
			}
		}
	}
	return nil
}
