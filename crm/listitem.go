package crm

import "slices"

// The pick lists.
const (
	ListCompanyCategory = "company_category"
	ListBusiness        = "business"
	ListSource          = "source"
	ListConsentPurpose  = "consent_purpose"
)

// Lists are the pick lists, in their usual order.
var Lists = []string{ListCompanyCategory, ListBusiness, ListSource, ListConsentPurpose, ListDocumentType}

// Texts is one text in several languages, by language code.
type Texts map[string]string

// In returns the text in the language, else in English, else any.
func (t Texts) In(language string) string {
	if s := t[language]; s != "" {
		return s
	}
	if s := t["en"]; s != "" {
		return s
	}
	least := ""
	for code := range t {
		if least == "" || code < least {
			least = code
		}
	}
	return t[least]
}

// ListItem is one entry of a pick list. It is never deleted, only taken out
// of use, so that records keep what was chosen.
type ListItem struct {
	ID      int64
	Version int64
	List    string
	Names   Texts
	Rank    int64  // order within the list
	Colour  string // one of Colours or ""
	Active  bool
}

// Validate returns what is wrong as *Invalid, or nil.
func (i *ListItem) Validate() error {
	var wrong Invalid
	if i.Names.In("en") == "" {
		wrong.Add("names", "error.required")
	}
	checkText(Field{Name: "list", Type: TypeText, Max: 60, Mandatory: true}, i.List, &wrong)
	if i.Colour != "" && !slices.Contains(Colours, i.Colour) {
		wrong.Add("colour", "error.choice")
	}
	for _, name := range i.Names {
		checkText(Field{Name: "names", Type: TypeText, Max: 100}, name, &wrong)
	}
	return wrong.Err()
}
