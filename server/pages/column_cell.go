package pages

import (
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// cellOf shows a field of a record in one line.
func (v *visit) cellOf(c column, r listed, n *names) cell {
	out := v.cellText(c, r, n)
	out.Field, out.Class = c.Field, c.Class
	return out
}

func (v *visit) cellText(c column, r listed, n *names) cell {
	switch x := r.Value(c.Field).(type) {
	case nil:
		return cell{}
	case string:
		return oneLine(v.showText(c.def, x))
	case int64:
		return v.cellNumber(c, x, r, n)
	case bool:
		return v.show(c.def, x, nil, n)[0]
	case time.Time:
		return cell{Text: v.ago(x.In(v.Zone))}
	case []crm.Phone:
		return cell{Text: x[0].Number, Tel: x[0].E164, More: more(len(x))}
	case []crm.Email:
		address := crm.PrimaryEmail(x)
		if address == "" {
			return cell{Text: x[0].Address, More: more(len(x))}
		}
		return cell{Text: address, URL: "mailto:" + address, More: more(len(x))}
	case []crm.Link:
		return cell{Text: strings.TrimPrefix(x[0].URL, "https://"), URL: x[0].URL, More: more(len(x))}
	case []string:
		out := n.tagged(x)[0]
		out.More = more(len(x))
		return out
	case []crm.Affiliation:
		for _, a := range x {
			if out := n.company(a.Company); out.Text != "" {
				out.More = more(len(x))
				return out
			}
		}
	}
	return cell{}
}

func (v *visit) cellNumber(c column, x int64, r listed, n *names) cell {
	switch {
	case c.def.Type == crm.TypeReference:
		return n.reference(v, c.def, x)[0]
	case c.Field == "annual_revenue":
		currency, _ := r.Value("annual_revenue_currency").(string)
		return cell{Text: v.L.Number(x / 100), Unit: currency}
	}
	return cell{Text: v.L.Number(x)}
}

// oneLine is the first line of a value.
func oneLine(lines []cell) cell {
	if len(lines) == 0 {
		return cell{}
	}
	c := lines[0]
	if first, _, cut := strings.Cut(c.Text, "\n"); cut {
		c.Text = first + " …"
	}
	return c
}

// more says how many values stand behind the first.
func more(n int) string {
	if n < 2 {
		return ""
	}
	return "+" + strconv.Itoa(n-1)
}
