package lockout

import (
	"encoding/json"
	"fmt"

	"holm/licensing"
)

// What the agreement gives the vendor: so many inspections in an agreement
// period, each announced so many working days before.
const (
	InspectionsAllowed = 2
	InspectionNotice   = 3
)

// InspectionEvent says what happened to an inspection.
type InspectionEvent string

// The events of an inspection.
const (
	InspectionAnnounced InspectionEvent = "announced"
	InspectionCancelled InspectionEvent = "cancelled"
	InspectionReported  InspectionEvent = "reported" // its report was made
)

// InspectionData is what Inspection records. By is "vendor" or "third_party",
// Firm the company that inspects; no person is named.
type InspectionData struct {
	No        int             `json:"no"` // from 1
	Event     InspectionEvent `json:"event"`
	Announced licensing.Date  `json:"announced,omitzero"`
	On        licensing.Date  `json:"on,omitzero"`
	By        string          `json:"by,omitempty"`
	Firm      string          `json:"firm,omitempty"`
	Agreed    bool            `json:"agreed,omitempty"` // the customer agreed beyond what the agreement gives
}

// InspectionLog is an inspection with what became of it.
type InspectionLog struct {
	InspectionData
	Cancelled bool
	Reports   int
}

// Inspections puts the ledger's entries about inspections together, in the
// order in which they were announced.
func Inspections(entries []Entry) ([]InspectionLog, error) {
	var list []InspectionLog
	for _, e := range entries {
		if e.Kind != Inspection {
			continue
		}
		var d InspectionData
		if err := json.Unmarshal([]byte(e.Data), &d); err != nil {
			return nil, fmt.Errorf("read ledger entry %d: %w", e.Seq, err)
		}
		switch {
		case d.Event == InspectionAnnounced:
			list = append(list, InspectionLog{InspectionData: d})
		case d.No < 1 || d.No > len(list):
		case d.Event == InspectionCancelled:
			list[d.No-1].Cancelled = true
		case d.Event == InspectionReported:
			list[d.No-1].Reports++
		}
	}
	return list, nil
}

// InspectionRule is what an inspection on a day is measured against.
type InspectionRule struct {
	Period   licensing.Period // the agreement period of that day
	Count    int              // inspections of that period, without those cancelled
	Earliest licensing.Date   // the first day that the notice reaches
}

// Allows reports whether another inspection on the day is within the agreement.
func (r InspectionRule) Allows(on licensing.Date) bool {
	return r.Count < InspectionsAllowed && !r.Short(on)
}

// Short reports whether the notice is too short.
func (r InspectionRule) Short(on licensing.Date) bool { return on.Before(r.Earliest) }

// InspectionRules measures an inspection that is announced on one day for
// another: between them lie whole working days of the customer's country.
func InspectionRules(l licensing.License, list []InspectionLog, announced, on licensing.Date) InspectionRule {
	r := InspectionRule{Period: l.Agreement.PeriodOn(on), Earliest: licensing.Workday(l.Customer.Country, announced, InspectionNotice).AddDays(1)}
	for _, i := range list {
		if !i.Cancelled && !i.On.Before(r.Period.Start) && !r.Period.End.Before(i.On) {
			r.Count++
		}
	}
	return r
}
