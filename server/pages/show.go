package pages

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"holm/crm"
	"holm/lockout"
)

const changeOp = lockout.Change

// show writes a field's value for reading: one line or several, none for an
// empty field.
func (v *visit) show(f crm.Field, value any, all map[string]any, n *names) []cell {
	switch x := value.(type) {
	case nil:
		return nil
	case string:
		return v.showText(f, x)
	case bool:
		if !x {
			return nil
		}
		if f.Name == "stop" {
			return []cell{{Text: v.L.T("company.stop"), Look: "stop"}}
		}
		return []cell{{Text: v.L.T("form.yes")}}
	case int64:
		return v.showNumber(f, x, all, n)
	case json.Number: // as the journal holds numbers
		whole, err := x.Int64()
		if err != nil {
			return []cell{{Text: x.String()}}
		}
		return v.showNumber(f, whole, all, n)
	case []crm.Phone:
		var out []cell
		for _, p := range x {
			out = append(out, cell{Text: p.Number, Tel: p.E164})
		}
		return out
	case []crm.Email:
		var out []cell
		for _, e := range x {
			out = append(out, cell{Text: e.Address, URL: "mailto:" + e.Address, Soft: e.Invalid})
		}
		return out
	case []crm.Link:
		var out []cell
		for _, l := range x {
			out = append(out, cell{Text: strings.TrimPrefix(l.URL, "https://"), URL: l.URL})
		}
		return out
	case []string:
		return n.tagged(x)
	case []crm.Affiliation:
		return v.showPlaces(x, n)
	case crm.FileVersion:
		return v.showFileVersion(x)
	case []crm.RecordLink:
		var out []cell
		for _, l := range x {
			out = append(out, cell{Text: v.L.T(string(l.Entity) + ".kind")})
		}
		return out
	default:
		return v.showDecoded(f, value, all, n)
	}
}

func (v *visit) showText(f crm.Field, s string) []cell {
	switch {
	case s == "":
		return nil
	case f.Type == crm.TypeChoice:
		return []cell{{Text: v.L.T("choice." + f.Name + "." + s)}}
	case f.Type == crm.TypeDate:
		if day, err := time.Parse(time.DateOnly, s); err == nil {
			return []cell{{Text: v.L.Date(day)}}
		}
	case strings.HasSuffix(f.Name, "_country"):
		return []cell{{Text: v.L.country(s)}}
	case f.Name == "language":
		return []cell{{Text: v.L.tongue(s)}}
	case f.Name == "website":
		return []cell{{Text: strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://"), URL: s}}
	}
	return []cell{{Text: s}}
}

func (v *visit) showNumber(f crm.Field, x int64, all map[string]any, n *names) []cell {
	switch {
	case x == 0:
		return nil
	case f.Type == crm.TypeReference:
		return n.reference(v, f, x)
	case f.Name == "annual_revenue":
		currency, _ := all["annual_revenue_currency"].(string)
		return []cell{{Text: strings.TrimSpace(v.L.Number(x/100) + " " + currency)}}
	}
	return []cell{{Text: v.L.Number(x)}}
}

func (v *visit) showPlaces(places []crm.Affiliation, n *names) []cell {
	var out []cell
	for _, p := range places {
		c := n.company(p.Company)
		if p.Role != "" {
			c.Text += ", " + p.Role
		}
		if p.Former {
			c.Text += " (" + v.L.T("person.former") + ")"
		}
		out = append(out, c)
	}
	return out
}

// showDecoded shows a value that came back from JSON, as in the journal.
func (v *visit) showDecoded(f crm.Field, value any, all map[string]any, n *names) []cell {
	raw, err := json.Marshal(value)
	if err != nil {
		return []cell{{Text: fmt.Sprint(value)}}
	}
	var typed any
	switch f.Type {
	case crm.TypePhones:
		typed, err = decoded[[]crm.Phone](raw)
	case crm.TypeEmails:
		typed, err = decoded[[]crm.Email](raw)
	case crm.TypeLinks:
		typed, err = decoded[[]crm.Link](raw)
	case crm.TypeTags:
		typed, err = decoded[[]string](raw)
	case crm.TypeCompanies:
		typed, err = decoded[[]crm.Affiliation](raw)
	case crm.TypeFile:
		typed, err = decoded[crm.FileVersion](raw)
	case crm.TypeRecordLinks:
		typed, err = decoded[[]crm.RecordLink](raw)
	default:
		return []cell{{Text: fmt.Sprint(value)}}
	}
	if err != nil {
		return []cell{{Text: string(raw)}}
	}
	return v.show(f, typed, all, n)
}

func decoded[T any](raw []byte) (T, error) {
	var t T
	err := json.Unmarshal(raw, &t)
	return t, err
}

// line joins a value's lines into one text.
func line(cells []cell) string {
	parts := make([]string, len(cells))
	for i, c := range cells {
		parts[i] = c.Text
	}
	return strings.Join(parts, ", ")
}
