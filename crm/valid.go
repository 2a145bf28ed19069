package crm

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// check notes what is wrong with the fields taken one by one.
func check[T any](fields []field[T], r *T, wrong *Invalid) {
	for _, f := range fields {
		switch p := f.at(r).(type) {
		case *string:
			checkText(f.Field, *p, wrong)
		case *int64:
			if *p < 0 {
				wrong.Add(f.Name, "error.negative")
			}
		case *[]Phone:
			checkPhones(f.Name, *p, wrong)
		case *[]Email:
			checkEmails(f.Name, *p, wrong)
		case *[]string:
			checkTags(f.Name, *p, wrong)
		case *[]Link:
			for i, l := range *p {
				if !webAddress(l.URL) {
					wrong.Add(nth(f.Name, i, "url"), "error.url")
				}
			}
		}
	}
}

func checkText(f Field, s string, wrong *Invalid) {
	switch {
	case s == "" && f.Mandatory:
		wrong.Add(f.Name, "error.required")
	case s == "":
	case !isText(s):
		wrong.Add(f.Name, "error.not_text")
	case f.Max > 0 && utf8.RuneCountInString(s) > f.Max:
		wrong.Add(f.Name, "error.too_long", "max", f.Max)
	case f.Type == TypeChoice && !slices.Contains(f.Choices, s):
		wrong.Add(f.Name, "error.choice")
	case f.Type == TypeDate && !day(s):
		wrong.Add(f.Name, "error.date")
	case f.Codes != "" && !f.Codes.Has(s):
		wrong.Add(f.Name, f.Codes.wrong())
	}
}

func checkPhones(name string, phones []Phone, wrong *Invalid) {
	if len(phones) > maxPoints {
		wrong.Add(name, "error.too_many", "max", maxPoints)
	}
	for i, p := range phones {
		switch {
		case p.Number == "":
			wrong.Add(nth(name, i, "number"), "error.required")
		case utf8.RuneCountInString(p.Number) > 40:
			wrong.Add(nth(name, i, "number"), "error.too_long", "max", 40)
		}
		if p.Kind != "" && !slices.Contains(PhoneKinds, p.Kind) {
			wrong.Add(nth(name, i, "kind"), "error.choice")
		}
	}
}

func checkEmails(name string, emails []Email, wrong *Invalid) {
	if len(emails) > maxPoints {
		wrong.Add(name, "error.too_many", "max", maxPoints)
	}
	for i, e := range emails {
		if !emailAddress(e.Address) {
			wrong.Add(nth(name, i, "address"), "error.email")
		}
	}
}

const maxPoints = 20 // phones, e-mails or links on one record

func nth(name string, i int, part string) string {
	return name + "[" + strconv.Itoa(i) + "]." + part
}

func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func day(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func emailAddress(s string) bool {
	if len(s) > 254 || strings.ContainsAny(s, " <>\"\r\n\t") {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && strings.Contains(s[strings.LastIndex(s, "@"):], ".")
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= 500 && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
