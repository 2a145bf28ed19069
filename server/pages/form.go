package pages

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// fill prepares the fields of a form from the values of a record.
func (v *visit) fill(specs []sectionSpec, fields []crm.Field, values map[string]any, n *names, wrong map[string]string) []section {
	byName := map[string]crm.Field{}
	for _, f := range fields {
		byName[f.Name] = f
	}
	var out []section
	for _, spec := range specs {
		s := section{Key: "section." + spec.key}
		for _, name := range spec.fields {
			f := v.field(byName[name], values[name], n)
			f.Wrong = wrongOf(wrong, name)
			s.Fields = append(s.Fields, f)
		}
		out = append(out, s)
	}
	return out
}

// wrongOf returns what is wrong with a field or with a part of it.
func wrongOf(wrong map[string]string, name string) string {
	if text, ok := wrong[name]; ok {
		return text
	}
	keys := make([]string, 0, len(wrong))
	for key := range wrong {
		if strings.HasPrefix(key, name+"[") {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return ""
	}
	return wrong[slices.Min(keys)]
}

// field prepares one field for writing.
func (v *visit) field(f crm.Field, value any, n *names) fieldView {
	out := fieldView{Name: f.Name, Label: v.label(f.Name), Type: f.Type, Mandatory: f.Mandatory && f.Name != "visibility", Max: f.Max}
	switch x := value.(type) {
	case string:
		out.Value = x
	case int64:
		out.Value = strconv.FormatInt(x, 10)
		if f.Name == "annual_revenue" {
			out.Value = strconv.FormatInt(x/100, 10)
		}
	case bool:
		if x {
			out.Value = "1"
		}
	case []crm.Phone:
		out.Phones = slices.Clone(x)
	case []crm.Email:
		out.Emails = slices.Clone(x)
	case []crm.Link:
		out.Links = slices.Clone(x)
	case []string:
		out.Value = strings.Join(x, ", ")
	case []crm.Affiliation:
		for _, a := range x {
			if name := n.company(a.Company).Text; name != "" {
				out.Places = append(out.Places, place{name, a.Role, a.Former})
			}
		}
	}
	v.choices(f, value, n, &out)
	return out
}

// choices adds what may be chosen, and an empty line to lists.
func (v *visit) choices(f crm.Field, value any, n *names, out *fieldView) {
	empty := choice{"", v.L.T("form.none")}
	switch {
	case f.Type == crm.TypePhones:
		out.Phones = append(out.Phones, crm.Phone{Kind: "direct"})
		for _, kind := range crm.PhoneKinds {
			out.Choices = append(out.Choices, choice{kind, v.L.T("choice.phone." + kind)})
		}
	case f.Type == crm.TypeTags:
		out.Hint = v.L.T("tag.hint")
	case f.Type == crm.TypeEmails:
		out.Emails = append(out.Emails, crm.Email{})
	case f.Type == crm.TypeLinks:
		out.Links = append(out.Links, crm.Link{})
	case f.Type == crm.TypeCompanies:
		out.Places = append(out.Places, place{})
	case f.Name == "visibility":
		for _, c := range f.Choices {
			out.Choices = append(out.Choices, choice{c, v.L.T("choice.visibility." + c)})
		}
	case f.Type == crm.TypeChoice:
		out.Choices = []choice{empty}
		for _, c := range f.Choices {
			out.Choices = append(out.Choices, choice{c, v.L.T("choice." + f.Name + "." + c)})
		}
	case f.Type == crm.TypeReference && f.References == crm.EntityCompany:
		id, _ := value.(int64)
		out.Value = n.company(id).Text
		out.Hint = v.L.T("form.company_hint")
	case f.Type == crm.TypeReference:
		id, _ := value.(int64)
		out.Choices = append([]choice{empty}, n.options(f, id)...)
	case f.Codes != "":
		out.Choices = append([]choice{empty}, v.codes(f.Codes, out.Value)...)
	}
}

// codes lists what a field of codes may be set to; the value it has is one.
func (v *visit) codes(list crm.CodeList, value string) []choice {
	var codes []string
	switch list {
	case crm.Countries:
		return v.L.allCountries()
	case crm.Currencies:
		codes = withCode(allCurrencies, value)
	case crm.Languages:
		codes = withCode(allTongues, value)
	case crm.TimeZones:
		codes = withCode(zones, value)
	}
	out := make([]choice, len(codes))
	for i, code := range codes {
		out[i] = choice{code, code}
		if list == crm.Languages {
			out[i].Text = v.L.tongue(code)
		}
	}
	return out
}

// withCode adds a code that the list lacks, so that a form never loses it.
func withCode(codes []string, code string) []string {
	if code == "" || slices.Contains(codes, code) {
		return codes
	}
	return append(slices.Clone(codes), code)
}

// read takes the values of a form. Names of companies are looked up; the
// message says which are unknown.
func (v *visit) read(specs []sectionSpec, fields []crm.Field, was map[string]json.RawMessage, n *names) (crm.Change, map[string]string, error) {
	if err := v.r.ParseForm(); err != nil {
		return nil, nil, fmt.Errorf("reading the form: %w", err)
	}
	shown := map[string]bool{}
	for _, spec := range specs {
		for _, name := range spec.fields {
			shown[name] = true
		}
	}
	change, wrong := crm.Change{}, map[string]string{}
	for _, f := range fields {
		if !shown[f.Name] {
			continue
		}
		value, text, err := v.readField(f, was[f.Name], n)
		if err != nil {
			return nil, nil, err
		}
		if text != "" {
			wrong[f.Name] = text
			continue
		}
		change[f.Name] = value
	}
	return change, wrong, nil
}

func (v *visit) readField(f crm.Field, was json.RawMessage, n *names) (any, string, error) {
	post := v.r.PostForm
	switch {
	case f.Type == crm.TypePhones:
		var out []crm.Phone
		for i, number := range post[f.Name+".number"] {
			out = append(out, crm.Phone{Kind: at(post[f.Name+".kind"], i), Number: number})
		}
		return out, "", nil
	case f.Type == crm.TypeEmails:
		return readEmails(post[f.Name+".address"], post.Get(f.Name+".primary"), was), "", nil
	case f.Type == crm.TypeLinks:
		var out []crm.Link
		for _, u := range post[f.Name+".url"] {
			if u = strings.TrimSpace(u); u != "" {
				out = append(out, crm.Link{URL: u})
			}
		}
		return out, "", nil
	case f.Type == crm.TypeCompanies:
		return v.readPlaces(f, was, n)
	case f.Type == crm.TypeReference && f.References == crm.EntityCompany:
		return n.findCompany(v, post.Get(f.Name), was)
	case f.Name == "annual_revenue":
		amount, ok := wholeNumber(post.Get(f.Name))
		if !ok || amount > math.MaxInt64/100 || amount < math.MinInt64/100 {
			return nil, v.L.T("error.not_integer"), nil
		}
		var before int64 // the form shows no hundredths; they stay while the rest does
		if json.Unmarshal(was, &before) == nil && before/100 == amount {
			return before, "", nil
		}
		return amount * 100, "", nil
	case f.Type == crm.TypeInteger:
		amount, ok := wholeNumber(post.Get(f.Name))
		if !ok {
			return nil, v.L.T("error.not_integer"), nil
		}
		return amount, "", nil
	}
	return post.Get(f.Name), "", nil
}

// readEmails keeps what is known of an address beside what the form shows.
func readEmails(addresses []string, primary string, was json.RawMessage) []crm.Email {
	var before []crm.Email
	_ = json.Unmarshal(was, &before) // nothing before is nothing to keep
	var out []crm.Email
	for i, address := range addresses {
		e := crm.Email{Address: strings.TrimSpace(address)}
		for _, b := range before {
			if b.Address == e.Address {
				e = b
			}
		}
		e.Primary = strconv.Itoa(i) == primary
		out = append(out, e)
	}
	return out
}

// readPlaces keeps the companies that the visitor may not see as they were.
func (v *visit) readPlaces(f crm.Field, was json.RawMessage, n *names) (any, string, error) {
	post := v.r.PostForm
	var out, before []crm.Affiliation
	_ = json.Unmarshal(was, &before) // nothing before is nothing to keep
	for _, a := range before {
		if n.company(a.Company).Text == "" {
			out = append(out, a)
		}
	}
	for i, name := range post[f.Name+".company"] {
		role := strings.TrimSpace(at(post[f.Name+".role"], i))
		if strings.TrimSpace(name) == "" {
			continue
		}
		id, text, err := n.findCompany(v, name, nil)
		if err != nil || text != "" {
			return nil, text, err
		}
		out = append(out, crm.Affiliation{Company: id.(int64), Role: role,
			Former: slices.Contains(post[f.Name+".former"], strconv.Itoa(i))})
	}
	return out, "", nil
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// wholeNumber reads a number as people group it: "12 000", "12.000", "12,000".
func wholeNumber(s string) (int64, bool) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '.', ',', '\'', '\u00a0', '\u202f', '’':
			return -1
		}
		return r
	}, s)
	if s == "" {
		return 0, true
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n < 1<<52 && n > -(1<<52)
}

// allCurrencies are the currencies that revenues are often in.
var allCurrencies = []string{"DKK", "SEK", "NOK", "EUR", "ISK", "GBP", "CHF", "USD", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "UAH",
	"CAD", "AUD", "NZD", "JPY", "CNY", "HKD", "SGD", "KRW", "INR", "BRL", "MXN", "ZAR", "AED", "SAR", "ILS"}

// allTongues are the languages that people are often written to in.
var allTongues = []string{"en", "da", "sv", "nb", "de", "nl", "fi", "fr", "is", "es", "it", "pt", "pl"}
