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

	"mail.error.files":          "are larger than 15 MB together",
	"mail.error.host":           "is not the name of a server",
	"mail.error.port":           "is not a port",
	"mail.error.plain":          "must be starttls or tls unless the server is on this machine",
	"mail.error.password_again": "is needed again, because the server, the log-in or the security changed",

	// Files to import, and their rows.
	"error.date":              "is no date",
	"error.not_integer":       "is no number",
	"error.not_flag":          "is neither yes nor no",
	"error.language":          "is not a language",
	"error.url":               "is not a web address",
	"error.taken":             "is in use already",
	"error.name_required":     "is needed: a first or a last name",
	"import.empty":            "holds no rows",
	"import.too_large":        "is larger than 100 MB",
	"import.too_many_rows":    "has more rows than can be imported at once",
	"import.too_many_columns": "has more columns than can be imported",
	"import.cell_too_long":    "holds a cell that is too long",
	"import.more_cells":       "has more cells than there are columns",
	"import.card":             "is a card that cannot be read",
	"import.quote_open":       "begins a quote that never ends",
	"import.not_encoded":      "holds characters that the encoding does not know",
	"import.unknown_encoding": "has an encoding that is not known",
	"import.not_spreadsheet":  "is no spreadsheet that can be read",
	"import.old_spreadsheet":  "is a spreadsheet of the old kind (.xls); save it as .xlsx",
	"import.not_table":        "is no table of text",
	"import.no_sheet":         "has no such sheet",
	"import.inflates":         "unpacks to far more than its size",
	"import.no_entity":        "is neither of companies nor of persons",
	"import.file_gone":        "is not there any more",
	"import.no_item":          "is not in the list",
	"import.no_group":         "is no group",
	"import.no_user":          "is no user",
	"import.no_company":       "is a company that is not there",
	"import.many_companies":   "is the name of several companies; the oldest was taken",
	"import.forbidden":        "may not be written by this user",
	"import.gone":             "is not there any more",
	"import.same_external_id": "is there already: the same id",
	"import.same_org_no":      "is there already: the same organisation number",
	"import.same_email":       "is there already: the same e-mail address",
	"import.same_phone":       "is there already: the same telephone number",
	"import.same_name":        "is there already: the same name",
}

// invalidText says what is wrong with each field.
func invalidText(i *crm.Invalid) string {
	parts := make([]string, len(i.Fields))
	for n, f := range i.Fields {
		parts[n] = f.Field + " " + reasonText(f.Key)
	}
	return strings.Join(parts, ", ")
}

// reasonText says in words what a message key says.
func reasonText(key string) string {
	if reason, known := reasons[key]; known {
		return reason
	}
	return "is not right (" + strings.TrimPrefix(key, "error.") + ")"
}
