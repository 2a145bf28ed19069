package main

import (
	"testing"
	"time"

	"holm/licensing"
)

// keepTheAgreement reads the agreement, tells the vendor of another address,
// prepares notice of termination and orders a user more.
func keepTheAgreement(t *testing.T, b *chromium) {
	h := newHouse(t)
	vendor, l := h.vendor()
	l.Categories = []licensing.Category{{Code: "complete", Seats: 1, Name: licensing.Text{"en": "Complete", "de": "Komplett"}},
		{Code: "sales", Seats: 4, Name: licensing.Text{"en": "Sales", "de": "Vertrieb"}}}
	from := time.Now().AddDate(0, 2, 0).UTC().Truncate(time.Second)
	l.Categories = append(l.Categories, licensing.Category{Code: "sales", Seats: 1, From: &from})
	h.must("license", "install", h.file(must[[]byte](t)(vendor.SignLicense(l))), "--acknowledge")
	for _, login := range []string{"bo", "cilla"} {
		h.must("user", "add", login+"@skovby.example", "--name", login, "--category", "sales")
	}
	h.serve()
	h.browser() // accepts the terms
	p := b.open(t, h.url)
	p.logIn("anna@skovby.example", housePassword)
	p.visit("/admin/agreement/contact")
	p.write("#c-line1", "Kajen 4")
	p.write("#c-city", "Aarhus")
	p.click("main form button", "Save")
	p.sees("Contact information saved.", "The vendor has not been told")
	p.look("agreement-contact")
	p.click(".banner button", "Write the notice")
	p.at(`/admin/agreement/letters/\d+`)
	p.sees("Change of contact information", "Kajen 4")
	p.look("agreement-letter")
	p.visit("/admin/agreement/notice")
	p.look("agreement-notice")
	p.visit("/admin/orders/new?category=complete")
	p.look("order-new")
	p.click("main form button", "See what changes")
	p.sees("Complete seats", "When the vendor has confirmed")
	p.look("order-preview")
	p.click("main form label", "")
	p.click("main form button", "Make the order")
	p.at(`/admin/agreement/letters/\d+`)
	p.click("main form button", "It was sent")
	p.sees("Sent ")
	for path, name := range map[string]string{"/admin/agreement": "agreement", "/admin/orders": "orders", "/admin/agreement/people": "agreement-people",
		"/admin/agreement/months": "agreement-months", "/admin/agreement/statistics": "agreement-statistics", "/admin/license": "license-over"} {
		p.visit(path)
		p.look(name)
		p.visit(path + "?lang=de")
		p.shoot(name + "-de")
		p.visit(path + "?lang=en")
	}
}
