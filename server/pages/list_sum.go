package pages

import "holm/crm"

// sum adds up the columns of numbers: over all that the list shows when that
// was counted, over the rows of the page else.
func (v *visit) sum(r roster, l listing, d *listData, items []listed) error {
	fields := d.numbers()
	if len(items) < 2 || len(fields) == 0 {
		return nil
	}
	key := "list.sums"
	if d.Next != "" || d.Prev != "" || d.Grouping.First != "" {
		all, err := v.allOf(r, l, d, fields)
		if err != nil {
			return err
		}
		if all != nil {
			items, key = all, "list.sums_all"
		}
	}
	any := false
	for i := range d.Columns {
		if c := &d.Columns[i]; c.def.Type == crm.TypeInteger {
			v.sumColumn(c, items)
			any = any || c.Sum != ""
		}
	}
	if any {
		d.Sums = v.L.T(key, "n", len(items))
	}
	return nil
}

// numbers are the columns that have sums, with what tells their units.
func (d *listData) numbers() []string {
	var out []string
	for _, c := range d.Columns {
		if c.def.Type == crm.TypeInteger {
			out = append(out, c.Field)
		}
		if c.def.Together != "" && c.Field == c.def.Together {
			out = append(out, c.Field+"_currency")
		}
	}
	return out
}

// allOf reads the fields of all that the list shows; nil when they are more
// than were counted.
func (v *visit) allOf(r roster, l listing, d *listData, fields []string) ([]listed, error) {
	if d.CountOn != "" || d.Count == "" {
		return nil, nil
	}
	q := l.asked(v)
	q.Fields, q.After, q.Limit = fields, "", crm.MaxLimit
	var all []listed
	for {
		page, err := r.page(v, q)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		switch {
		case page.Partial || len(all) > crm.CountCap:
			return nil, nil
		case page.Next == "":
			return all, nil
		}
		q.After = page.Next
	}
}

// sumColumn adds a column up. Amounts of several currencies have no sum.
func (v *visit) sumColumn(c *column, items []listed) {
	total, unit, ok := int64(0), "", true
	for _, item := range items {
		x, _ := item.Value(c.Field).(int64)
		if x == 0 {
			continue
		}
		u := unitOf(c, item)
		ok = ok && (total == 0 || u == unit)
		total, unit = total+x, u
	}
	if !ok || total == 0 {
		return
	}
	if c.Field == "annual_revenue" {
		total /= 100
	}
	c.Sum, c.Unit = v.L.Number(total), unit
}

func unitOf(c *column, item listed) string {
	if c.Field != "annual_revenue" {
		return ""
	}
	currency, _ := item.Value("annual_revenue_currency").(string)
	return currency
}
