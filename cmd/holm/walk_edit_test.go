package main

import (
	"net/url"
	"strconv"
)

// editForms are what the forms of editing in place, undo and the trash send.
func editForms(trashed int64) map[string]url.Values {
	value := url.Values{"version": {"1"}, "was": {"{}"}, "note": {"Walked"}}
	before := url.Values{"position": {"1"}}
	return map[string]url.Values{
		"POST /undo":                                  {"step": {"person." + strconv.FormatInt(trashed, 10) + ".2"}},
		"POST /companies/selected":                    {"do": {"edit"}, "field": {"note"}, "note": {"Walked"}, "all": {"1"}},
		"POST /persons/selected":                      {"do": {"trash"}, "all": {"1"}},
		"POST /companies/{id}/fields/{field}":         value,
		"POST /persons/{id}/fields/{field}":           value,
		"POST /companies/{id}/fields/{field}/restore": before,
		"POST /persons/{id}/fields/{field}/restore":   before,
	}
}
