package pages

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// entryData is what entries say, whatever their kind: each has some of it.
type entryData struct {
	Type      licensing.Type
	ID        string
	By        string
	Status    lockout.DocumentStatus
	Reason    licensing.Reason
	From, To  lockout.State
	Day       string
	Month     crm.Month
	Users     map[string]int
	Code      string
	Used      int64
	Included  int64
	Unit      string
	Exact     int64
	Hosting   licensing.Hosting
	Host      string
	Version   string
	Suspect   bool
	PulledTo  time.Time `json:"pulled_to"`
	KnownSeq  int64     `json:"known_seq"`
	FoundSeq  int64     `json:"found_seq"`
	Documents []string
	Bytes     int64
	SHA256    string `json:"sha256"`
	No        int
	Event     lockout.InspectionEvent
	On        licensing.Date
	Firm      string
}

// entryKind names a kind of entry; one of a later release by its code.
func (v *visit) entryKind(kind lockout.EntryKind) string {
	if v.L.Has("ledger.kind." + string(kind)) {
		return v.L.T("ledger.kind." + string(kind))
	}
	return string(kind)
}

// entryText tells an entry in words. One that is not understood is shown as it
// is kept.
func (v *visit) entryText(e lockout.Entry) string {
	var d entryData
	if json.Unmarshal([]byte(e.Data), &d) != nil {
		return e.Data
	}
	switch e.Kind {
	case lockout.DocumentInstalled:
		return v.documentText(d)
	case lockout.DocumentRefused:
		return v.L.T("license.reason." + string(d.Reason))
	case lockout.StateChanged:
		if d.From == "" {
			return v.L.T("state." + string(d.To))
		}
		return v.L.T("ledger.from_to", "from", v.L.T("state."+string(d.From)), "to", v.L.T("state."+string(d.To)))
	case lockout.DailyPeak, lockout.OverLimit, lockout.HoldersCounted:
		return v.countedUsers(d)
	case lockout.MeterClosed:
		return v.closedMeter(d)
	case lockout.Inspection:
		return v.inspectionText(d)
	case lockout.Exported:
		return v.L.T("ledger.exported", "size", v.L.Size(d.Bytes), "hash", d.SHA256)
	case lockout.HostingStatement:
		return strings.TrimSuffix(v.L.T("hosting."+string(d.Hosting))+", "+d.Host, ", ")
	case lockout.ClockEvent:
		return v.clockText(d)
	case lockout.RestoreDetected:
		return v.L.T("ledger.copy", "known", v.L.Number(d.KnownSeq), "found", v.L.Number(d.FoundSeq))
	case lockout.VersionStarted:
		return d.Version
	}
	return e.Data
}

func (v *visit) documentText(d entryData) string {
	text := v.L.T("install.type."+string(d.Type), "id", d.ID)
	if d.Status == lockout.Waiting {
		text += ", " + v.L.T("ledger.waits")
	}
	if by := "ledger.by." + d.By; v.L.Has(by) {
		text += ", " + v.L.T(by)
	}
	return text
}

func (v *visit) countedUsers(d entryData) string {
	when := v.L.Month(d.Month.Start(time.UTC))
	if day, err := licensing.ParseDate(d.Day); err == nil {
		when = v.L.Calendar(day)
	}
	var parts []string
	for _, code := range slices.Sorted(maps.Keys(d.Users)) {
		name := v.categoryName(code)
		if code == "*" {
			name = v.L.T("usage.all_users")
		}
		parts = append(parts, name+" "+v.L.Number(int64(d.Users[code])))
	}
	if len(parts) == 0 {
		parts = []string{v.L.T("ledger.nobody")}
	}
	return when + ": " + strings.Join(parts, ", ")
}

func (v *visit) closedMeter(d entryData) string {
	of := licensing.Meter{Unit: d.Unit}
	used := d.Used
	if crm.UnitBytes(d.Unit) > 1 {
		used = d.Exact
	}
	return v.L.Month(d.Month.Start(time.UTC)) + ": " +
		v.L.T("usage.of", "meter", v.L.meterName(d.Code), "used", v.L.amount(used, of), "included", v.L.units(d.Included, of))
}

func (v *visit) clockText(d entryData) string {
	switch {
	case !d.PulledTo.IsZero():
		return v.L.T("ledger.clock_pulled", "date", v.L.Moment(d.PulledTo.In(v.Zone)))
	case d.Suspect:
		return v.L.T("ledger.clock_wrong")
	}
	return v.L.T("ledger.clock_right")
}

func (v *visit) inspectionText(d entryData) string {
	switch d.Event {
	case lockout.InspectionCancelled:
		return v.L.T("ledger.inspection_off", "no", d.No)
	case lockout.InspectionReported:
		return v.L.T("ledger.inspection_report", "no", d.No)
	}
	return v.L.T("ledger.inspection_on", "no", d.No, "date", v.L.Calendar(d.On), "firm", v.inspector(d.By, d.Firm))
}

// inspector names who inspects.
func (v *visit) inspector(by, firm string) string {
	who := v.L.T("inspection.by." + by)
	if firm != "" {
		who += ", " + firm
	}
	return who
}
