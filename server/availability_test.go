package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

const formTime = "2006-01-02T15:04"

func TestAnnouncementsAreShownToAllAndPutAside(t *testing.T) {
	h := furnished(t)
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().In(zone)
	h.has(h.post("/admin/announcements", url.Values{"text": {" "}, "ends_at": {""}}, http.StatusUnprocessableEntity), "This is needed.")
	h.post("/admin/announcements", url.Values{"text": {"Kage <kl.> tre"}, "ends_at": {now.Add(2 * time.Hour).Format(formTime)}}, http.StatusSeeOther)
	page := h.get("/companies", http.StatusOK)
	h.has(page, "Kage &lt;kl.&gt; tre")
	dismiss := found(t, page, `action="(/announcements/\d+/dismiss)"`)
	h.post(dismiss, url.Values{}, http.StatusSeeOther)
	if page := h.get("/companies", http.StatusOK); strings.Contains(page.text, "Kage") {
		t.Error("what was put aside is still shown")
	}
	h.has(h.post("/admin/maintenance", url.Values{"starts_at": {now.Add(-2 * time.Hour).Format(formTime)}, "ends_at": {now.Add(time.Hour).Format(formTime)}},
		http.StatusUnprocessableEntity), "announced before it begins")
	begins := now.Add(50 * time.Minute)
	h.post("/admin/maintenance", url.Values{"starts_at": {begins.Format(formTime)}, "ends_at": {now.Add(100 * time.Minute).Format(formTime)}, "text": {"New release"}}, http.StatusSeeOther)
	page = h.get("/", http.StatusOK)
	h.has(page, "Maintenance", begins.Format("15:04"), "New release", "save your work")
	end := found(t, h.get("/admin/announcements", http.StatusOK), `action="(/admin/maintenance/\d+/end)"`)
	h.post(end, url.Values{}, http.StatusSeeOther)
	if page := h.get("/", http.StatusOK); strings.Contains(page.text, "save your work") {
		t.Error("what was called off is still shown")
	}
	h.has(h.get("/admin/announcements", http.StatusOK), "called off")
}

func TestAvailabilityShowsTheClaim(t *testing.T) {
	h := furnished(t)
	at := time.Now().UTC().Truncate(time.Second)
	beat := func(hours int, restarted bool) {
		b := crm.Heartbeat{Server: "a", Boot: fmt.Sprint(hours), At: at.Add(time.Duration(hours) * time.Hour)}
		b.StartedAt = b.At.Add(-time.Hour)
		if err := h.store.Beat(t.Context(), b, restarted, ""); err != nil {
			t.Fatal(err)
		}
	}
	month := at.AddDate(0, 0, -at.Day()) // the last day of the month before
	since := int(month.Sub(at) / time.Hour)
	beat(since-240, true)
	beat(since-235, true) // a crash of five hours
	path := "/admin/availability?month=" + month.Format("2006-01")
	page := h.get(path, http.StatusOK)
	h.has(page, "Server ended unexpectedly", "5 h 0 min")
	if strings.Contains(page.text, "99.8 %") {
		t.Error("without the Online agreement nothing was promised")
	}
	h.get("/admin/availability/claim?month="+month.Format("2006-01"), http.StatusNotFound)
	v := evaluation(at)
	v.State, v.License = lockout.Active, &licensing.License{Installation: "AAAA-BBBB-CCCC"}
	v.License.Agreement.Kind, v.License.Agreement.No = licensing.Online, "O-77"
	v.License.Customer.Name, v.License.Customer.TimeZone = "Lindholt A/S", "UTC"
	h.gate.turn(v)
	page = h.get(path, http.StatusOK)
	h.has(page, "Online agreement: below 99.8 %", "three working days", "O-77", "Lindholt A/S")
	claim := h.get("/admin/availability/claim?month="+month.Format("2006-01"), http.StatusOK)
	h.has(claim, "agreement O-77", "AAAA-BBBB-CCCC", "Server ended unexpectedly, 5 h 0 min")
	h.has(h.get("/admin/availability", http.StatusOK), at.Format("January"))
}
