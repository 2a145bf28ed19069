package importing

import (
	"errors"
	"strings"

	"holm/crm"
)

// put takes a cell over into the field that its column is for.
func (c *converter) put(d *Draft, column string, t Target, cell string) {
	if t.Field == "" {
		c.putName(d, t, cell)
		return
	}
	f := c.fields[t.Field]
	switch {
	case t.Field == "parent" || t.Field == "company":
		c.putFinder(d, t, cell)
	case t.Name == "email_invalid":
		if v, _ := c.words.choice("flag", cell); v == "true" {
			c.markInvalid(d)
		}
	case f.Type == crm.TypeReference:
		c.putReference(d, column, f, cell)
	case f.Type == crm.TypePhones, f.Type == crm.TypeEmails, f.Type == crm.TypeLinks:
		c.putMany(d, column, t, f, cell)
	case strings.HasSuffix(t.Field, "_line1") && strings.Contains(cell, "\n"):
		for i, line := range lines(cell) {
			c.set(d, column, strings.TrimSuffix(t.Field, "1")+string(rune('1'+i)), line)
		}
	case f.Type == crm.TypeLongText:
		if c.notes[column] {
			column = ""
		}
		note(d, column, cell)
	default:
		value, key := c.value(f, cell)
		if key != "" {
			c.misfit(d, column, t.Field, cell, key)
			return
		}
		c.set(d, column, t.Field, value)
	}
}

// putName takes over what is no field of its own.
func (c *converter) putName(d *Draft, t Target, cell string) {
	switch t.Name {
	case "external_id":
		d.External = cut(cell, 200)
	case "full_name":
		splitName(cell, d.Person)
		for field, value := range map[string]string{"first_name": d.Person.FirstName, "middle_name": d.Person.MiddleName,
			"last_name": d.Person.LastName, "salutation": d.Person.Salutation, "title": d.Person.AcademicTitle} {
			if value != "" {
				d.give(field)
			}
		}
	}
}

func (c *converter) putFinder(d *Draft, t Target, cell string) {
	at := &d.Parent
	if d.Person != nil {
		at = &d.Employer
	}
	switch t.Name {
	case "parent", "company":
		at.Name = cell
	case "parent_external_id", "company_external_id":
		at.External = cut(cell, 200)
	case "company_number":
		at.Number = cell
	case "company_org_no":
		at.OrgNo = crm.NumberKey(cell)
	}
	d.give(t.Field)
}

// putReference finds users, groups and choices by name.
func (c *converter) putReference(d *Draft, column string, f crm.Field, cell string) {
	switch {
	case f.List != "":
		if id := c.around.Items[f.List][plain(cell)]; id != 0 {
			c.set(d, column, f.Name, id)
		} else if c.plan.NewItems {
			d.Items = append(d.Items, NewItem{f.Name, f.List, cut(strings.Join(strings.Fields(cell), " "), 100)})
			d.give(f.Name)
		} else {
			c.misfit(d, column, f.Name, cell, "import.no_item", "value", cell)
		}
	case f.References == crm.EntityUser:
		if id := c.around.Users[plain(cell)]; id != 0 {
			c.set(d, column, f.Name, id)
			return
		}
		d.tell(column, f.Name, "import.no_user", "value", cell)
		if c.plan.Misfits == Note {
			note(d, column, cell)
		}
	case f.References == crm.EntityGroup:
		if id := c.around.Groups[plain(cell)]; id != 0 {
			c.set(d, column, f.Name, id)
			return
		}
		c.misfit(d, column, f.Name, cell, "import.no_group", "value", cell)
	}
}

// putMany adds telephone numbers, addresses and links.
func (c *converter) putMany(d *Draft, column string, t Target, f crm.Field, cell string) {
	var phones *[]crm.Phone
	var emails *[]crm.Email
	if d.Person != nil {
		phones, emails = &d.Person.Phones, &d.Person.Emails
	} else {
		phones, emails = &d.Company.Phones, &d.Company.Emails
	}
	switch f.Type {
	case crm.TypePhones:
		for _, number := range lists(cell, "") {
			*phones = append(*phones, crm.Phone{Kind: t.Part, Number: number})
		}
	case crm.TypeEmails:
		for _, a := range lists(cell, ",") {
			*emails = append(*emails, crm.Email{Address: address(a)})
		}
	case crm.TypeLinks:
		kind := ""
		for _, known := range []string{"linkedin", "xing", "facebook", "instagram", "twitter"} {
			if strings.Contains(plain(column), known) || strings.Contains(strings.ToLower(cell), known+".") {
				kind = known
			}
		}
		for _, link := range lists(cell, "") {
			d.Person.SocialLinks = append(d.Person.SocialLinks, crm.Link{Kind: kind, URL: link})
		}
	}
	d.give(f.Name)
}

func (c *converter) markInvalid(d *Draft) {
	emails := d.recordEmails()
	for i := range emails {
		emails[i].Invalid = true
	}
}

func (d *Draft) recordEmails() []crm.Email {
	if d.Person != nil {
		return d.Person.Emails
	}
	return d.Company.Emails
}

// value reads a cell as the field's type wants it. The key is the message of
// why it cannot.
func (c *converter) value(f crm.Field, cell string) (value any, key string) {
	switch {
	case f.Codes == crm.Countries:
		code := c.words.country(cell)
		return code, unless(code != "", "error.country")
	case f.Codes == crm.Languages:
		code := c.words.language(cell)
		return code, unless(code != "", "error.language")
	case f.Type == crm.TypeFlag:
		v, ok := c.words.choice("flag", cell)
		return v, unless(ok, "error.not_flag")
	case f.Type == crm.TypeChoice:
		v, ok := c.words.choice(f.Name, cell)
		return v, unless(ok, "error.choice")
	case f.Type == crm.TypeDate:
		day, ok := c.format.day(cell, c.around.Now)
		return day, unless(ok, "error.date")
	case f.Type == crm.TypeInteger:
		n, ok := c.format.hundredths(cell)
		if f.Name != "annual_revenue" {
			ok, n = ok && n%100 == 0, n/100
		}
		return n, unless(ok, "error.not_integer")
	}
	return cell, ""
}

func unless(ok bool, key string) string {
	if ok {
		return ""
	}
	return key
}

// set gives a field its value, unless an earlier column did.
func (c *converter) set(d *Draft, column, field string, value any) {
	err := d.record().Apply(crm.Change{field: value})
	for _, f := range invalid(err) {
		c.misfit(d, column, field, textOf(value), f.Key)
		return
	}
	d.give(field)
}

func textOf(value any) string {
	s, _ := value.(string)
	return s
}

// invalid lists what an error says is wrong with fields.
func invalid(err error) []crm.FieldError {
	var wrong *crm.Invalid
	if errors.As(err, &wrong) {
		return wrong.Fields
	}
	return nil
}

// cut shortens a text to so many characters.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
