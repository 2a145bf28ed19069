package main

import (
	"strings"

	"holm/crm"
)

// reasons says in words what the command line can be told about a field.
var reasons = map[string]string{
	"error.required":          "is needed",
	"error.email":             "is not an e-mail address",
	"error.country":           "is not a country",
	"error.choice":            "is none of the choices",
	"error.not_text":          "cannot be kept as text",
	"error.too_long":          "is too long",
	"error.unknown_reference": "does not exist",
	"error.category":          "is no category of the licence",
	"error.main_user":         "cannot be changed for the main user; hand the role over first with holm user main",
	"error.not_active":        "is not an active user who can log in",
}

// invalidText says what is wrong with each field.
func invalidText(i *crm.Invalid) string {
	parts := make([]string, len(i.Fields))
	for n, f := range i.Fields {
		reason, known := reasons[f.Key]
		if !known {
			reason = "is not right (" + strings.TrimPrefix(f.Key, "error.") + ")"
		}
		parts[n] = f.Field + " " + reason
	}
	return strings.Join(parts, ", ")
}
