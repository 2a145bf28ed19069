package importing

import (
	"slices"
	"strings"
	"testing"
	"time"

	"holm/crm"
)

func vocabularyOf(t testing.TB, e crm.Entity) *vocabulary {
	t.Helper()
	v, err := readVocabulary(e)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSuggest(t *testing.T) {
	for name, c := range map[string]struct {
		entity     crm.Entity
		head, want string // with spaces for the columns between bars
	}{
		"espocrm companies": {crm.EntityCompany, "id|name|website|emailAddress|phoneNumber|type|industry|sicCode|billingAddressStreet|billingAddressCity|billingAddressState|billingAddressCountry|billingAddressPostalCode|shippingAddressStreet|shippingAddressCity|description|createdAt|emailAddressIsOptedOut|assignedUserId|assignedUserName",
			"external_id|name|website|emails|phones.main|category|business||postal_line1|postal_city|postal_county|postal_country|postal_zip|street_line1|street_city|note||no_mailing||owner"},
		"espocrm sheet": {crm.EntityCompany, "ID|Name|Website|Email|Phone|Type|Billing Address|Street|City|State|Country|Postal Code|Shipping Address|Street (Shipping)|City (Shipping)|Country (Shipping)|Description|Assigned User",
			"external_id|name|website|emails|phones.main|category||postal_line1|postal_city|postal_county|postal_country|postal_zip||street_line1|street_city|street_country|note|owner"},
		"espocrm persons": {crm.EntityPerson, "id|name|salutationName|firstName|lastName|title|description|emailAddress|phoneNumber|addressStreet|addressCity|addressCountry|addressPostalCode|middleName|accountId|accountName|assignedUserName",
			"external_id||salutation|first_name|last_name|position|note|emails|phones.direct|private_line1|private_city|private_country|private_zip|middle_name|company_external_id|company|owner"},
		"hubspot": {crm.EntityPerson, "Record ID|First Name|Last Name|Email|Phone Number|Mobile Phone Number|Contact owner|Lead Status|Associated Company|Associated Company IDs|Job Title",
			"external_id|first_name|last_name|emails|phones.direct|phones.mobile|owner|lead_status|company|company_external_id|position"},
		"pipedrive": {crm.EntityPerson, "Person - ID|Person - Name|Person - Organization|Person - Email - Work|Person - Phone - Mobile|Person - Owner|Organization - ID",
			"external_id|full_name|company|emails|phones.mobile|owner|company_external_id"},
		"salesforce": {crm.EntityCompany, "Account ID|Account Name|Billing Street|Billing City|Billing Zip/Postal Code|Billing Country|Phone|Fax|Website|Industry|Annual Revenue|Employees|Account Owner",
			"external_id|name|postal_line1|postal_city||postal_country|phones.main|phones.fax|website|business|annual_revenue|employees|owner"},
		"outlook": {crm.EntityPerson, "First Name|Middle Name|Last Name|Company|Department|Job Title|Business Phone|Home Phone|Mobile Phone|E-mail Address|E-mail 2 Address|Birthday|Notes|Web Page",
			"first_name|middle_name|last_name|company|department|position|phones.direct|phones.private|phones.mobile|emails|emails|birth_date|note|social_links"},
		"danish":    {crm.EntityCompany, "Firmanavn|CVR-nr.|Adresse|Postnr.|By|Land|Telefon|E-mail|Branche|Ansatte|Bemærkninger", "name|org_no|street_line1|street_zip|street_city|street_country|phones.main|emails|business|employees|note"},
		"swedish":   {crm.EntityPerson, "Förnamn|Efternamn|Företag|Befattning|E-postadress|Mobil|Gatuadress|Postnummer|Ort", "first_name|last_name|company|position|emails|phones.mobile|private_line1|private_zip|private_city"},
		"norwegian": {crm.EntityPerson, "Fornavn|Etternavn|Firma|Stilling|E-post|Mobil|Fødselsdato", "first_name|last_name|company|position|emails|phones.mobile|birth_date"},
		"german":    {crm.EntityPerson, "Anrede|Titel|Vorname|Nachname|Firma|Position|E-Mail|Telefon|Straße|PLZ|Ort|Land|Geburtsdatum", "salutation|title|first_name|last_name|company|position|emails|phones.direct|private_line1|private_zip|private_city|private_country|birth_date"},
		"dutch":     {crm.EntityPerson, "Voornaam|Tussenvoegsel|Achternaam|Bedrijf|Functie|E-mailadres|Mobiel|Plaats", "first_name|middle_name|last_name|company|position|emails|phones.mobile|private_city"},
		"finnish":   {crm.EntityCompany, "Yritys|Y-tunnus|Katuosoite|Postinumero|Paikkakunta|Puhelin|Sähköposti|Toimiala", "name|org_no|street_line1|street_zip|street_city|phones.main|emails|business"},
		"french":    {crm.EntityPerson, "Civilité|Prénom|Nom|Entreprise|Fonction|Adresse e-mail|Téléphone|Code postal|Ville|Pays", "salutation|first_name|last_name|company|position|emails|phones.direct|private_zip|private_city|private_country"},
		"nothing":   {crm.EntityPerson, "foo|bar", "|"},
	} {
		t.Run(name, func(t *testing.T) {
			got := vocabularyOf(t, c.entity).suggest(strings.Split(c.head, "|"))
			if want := strings.Split(c.want, "|"); !slices.Equal(got, want) {
				for i, h := range strings.Split(c.head, "|") {
					if i < len(want) && got[i] != want[i] {
						t.Errorf("%q goes to %q, want %q", h, got[i], want[i])
					}
				}
			}
		})
	}
}

// convert makes a draft of one row.
func convert(t *testing.T, e crm.Entity, change func(*Plan), columns, targets, cells []string) *Draft {
	t.Helper()
	plan := usual(e)
	plan.Format = &Format{Kind: CSV, Days: DayFirst, Decimal: ","}
	for i := range columns {
		plan.Columns[ColumnKey(columns, i)] = targets[i]
	}
	if change != nil {
		change(&plan)
	}
	c := newConverter(plan, columns, vocabularyOf(t, e), readWords(), around{Country: "DK", Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		Users: map[string]int64{"annaholm": 7}, Items: map[string]map[string]int64{crm.ListCompanyCategory: {"kunde": 1, "customer": 1}}})
	return c.draft(Row{No: 1, Cells: cells})
}

func TestValues(t *testing.T) {
	for name, c := range map[string]struct {
		entity       crm.Entity
		target, cell string
		field        string // looked at after
		want         any
		wrong        string
	}{
		"street of lines":      {crm.EntityCompany, "street_line1", "Buegade 9\r\nBaghuset", "street_line2", "Baghuset", ""},
		"five lines":           {crm.EntityCompany, "street_line1", "a\nb\nc\nd\ne", "street_line3", "c, d, e", ""},
		"country in Swedish":   {crm.EntityCompany, "street_country", "Danmark", "street_country", "DK", ""},
		"country in German":    {crm.EntityCompany, "street_country", "Österreich", "street_country", "AT", ""},
		"country in Polish":    {crm.EntityCompany, "street_country", "Niemcy", "street_country", "DE", ""},
		"country of three":     {crm.EntityCompany, "street_country", "SWE", "street_country", "SE", ""},
		"no country":           {crm.EntityCompany, "street_country", "Atlantis", "", nil, "error.country"},
		"choice by language":   {crm.EntityCompany, "category", "KUNDE", "category", int64(1), ""},
		"revenue":              {crm.EntityCompany, "annual_revenue", "1.234.567,50 kr", "annual_revenue", int64(123456750), ""},
		"revenue in euro":      {crm.EntityCompany, "annual_revenue", "€ 12,5", "annual_revenue", int64(1250), ""},
		"no number":            {crm.EntityCompany, "employees", "many", "", nil, "error.not_integer"},
		"employees":            {crm.EntityCompany, "employees", "1.200", "employees", int64(1200), ""},
		"yes":                  {crm.EntityCompany, "stop", "Ja", "stop", true, ""},
		"maybe":                {crm.EntityCompany, "stop", "maybe", "", nil, "error.not_flag"},
		"owner":                {crm.EntityCompany, "owner", "Anna Holm", "owner", int64(7), ""},
		"formula stays text":   {crm.EntityCompany, "note", "'=HYPERLINK(\"http://evil.example\")", "note", "X: =HYPERLINK(\"http://evil.example\")", ""},
		"guarded phone":        {crm.EntityPerson, "phones.mobile", "'+49 170 7479823", "phones", []crm.Phone{{Kind: "mobile", Number: "+49 170 7479823", E164: "+491707479823"}}, ""},
		"two phones":           {crm.EntityPerson, "phones.direct", "33 12 45 67; 20 11 22 33", "phones", []crm.Phone{{Kind: "direct", Number: "33 12 45 67", E164: "+4533124567"}, {Kind: "direct", Number: "20 11 22 33", E164: "+4520112233"}}, ""},
		"named address":        {crm.EntityPerson, "emails", "Anna <a@b.example>", "emails", []crm.Email{{Address: "a@b.example", Primary: true}}, ""},
		"two addresses":        {crm.EntityPerson, "emails", "a@b.example, c@d.example", "emails", []crm.Email{{Address: "a@b.example", Primary: true}, {Address: "c@d.example"}}, ""},
		"no address":           {crm.EntityPerson, "emails", "not an address", "", nil, "error.email"},
		"day":                  {crm.EntityPerson, "birth_date", "3.2.1980", "birth_date", "1980-02-03", ""},
		"day of two digits":    {crm.EntityPerson, "birth_date", "31/12/68", "birth_date", "1968-12-31", ""},
		"day with time":        {crm.EntityPerson, "birth_date", "1980-02-03 00:00:00", "birth_date", "1980-02-03", ""},
		"no such day":          {crm.EntityPerson, "birth_date", "30.2.1980", "", nil, "error.date"},
		"leap day":             {crm.EntityPerson, "birth_date", "29.02.2000", "birth_date", "2000-02-29", ""},
		"gender":               {crm.EntityPerson, "gender", "Kvinde", "gender", "female", ""},
		"language":             {crm.EntityPerson, "language", "Deutsch", "language", "de", ""},
		"name in one":          {crm.EntityPerson, "full_name", "Zoë van der Berg", "last_name", "van der Berg", ""},
		"name turned":          {crm.EntityPerson, "full_name", "Berg, Zoë van der", "last_name", "van der Berg", ""},
		"name with salutation": {crm.EntityPerson, "full_name", "Hr. Bjørn Ångström-Öberg", "salutation", "Hr.", ""},
		"too long":             {crm.EntityPerson, "first_name", strings.Repeat("x", 101), "", nil, "error.too_long"},
	} {
		t.Run(name, func(t *testing.T) {
			columns, targets, cells := []string{"X", "Y"}, []string{c.target, "name"}, []string{c.cell, "Skovby"}
			if c.entity == crm.EntityPerson {
				targets[1] = "last_name"
				if c.target == "full_name" {
					targets[1], cells[1] = "", ""
				}
			}
			d := convert(t, c.entity, nil, columns, targets, cells)
			if c.wrong != "" {
				if len(d.Wrong) != 1 || d.Wrong[0].Key != c.wrong || d.Wrong[0].Column != "X" {
					t.Fatalf("it is wrong by %+v, want %s of X", d.Wrong, c.wrong)
				}
				kept := convert(t, c.entity, func(p *Plan) { p.Misfits = Note }, columns, targets, cells)
				if note := kept.record().Values()["note"]; len(kept.Wrong) > 0 || note != "X: "+c.cell {
					t.Errorf("kept in the note it is %+v with the note %q", kept.Wrong, note)
				}
				return
			}
			if got := d.record().Values()[c.field]; len(d.Wrong) > 0 || !sameAny(got, c.want) {
				t.Errorf("%s is %+v (%+v), want %+v", c.field, got, d.Wrong, c.want)
			}
		})
	}
}

func sameAny(a, b any) bool {
	switch a := a.(type) {
	case []crm.Phone:
		b, ok := b.([]crm.Phone)
		return ok && slices.Equal(a, b)
	case []crm.Email:
		b, ok := b.([]crm.Email)
		return ok && slices.Equal(a, b)
	case string:
		if b, ok := b.(string); ok && strings.HasPrefix(a, b) && b != "" && a != b {
			return strings.HasPrefix(a, b)
		}
	}
	return a == b
}

func TestARowWithoutANameIsRefusedEvenWithNotes(t *testing.T) {
	d := convert(t, crm.EntityCompany, func(p *Plan) { p.Misfits = Note }, []string{"Navn", "By"}, []string{"name", "street_city"}, []string{"", "Aarhus"})
	if len(d.Wrong) != 1 || d.Wrong[0].Key != "error.required" || d.Wrong[0].Column != "Navn" {
		t.Errorf("it is wrong by %+v", d.Wrong)
	}
}

func TestUnknownUsersAreToldNotRefused(t *testing.T) {
	d := convert(t, crm.EntityCompany, nil, []string{"Navn", "Ejer"}, []string{"name", "owner"}, []string{"Skovby", "Admin"})
	if len(d.Wrong) > 0 || len(d.Told) != 1 || d.Told[0].Key != "import.no_user" {
		t.Errorf("wrong %+v, told %+v", d.Wrong, d.Told)
	}
}

func TestColumnsWithoutANameOrWithTheSame(t *testing.T) {
	columns := []string{"Navn", "", "Note", "Note", "#9"}
	var keys []string
	for i := range columns {
		keys = append(keys, ColumnKey(columns, i))
	}
	if want := []string{"Navn", "#2", "Note", "#4", "#5"}; !slices.Equal(keys, want) {
		t.Errorf("the keys are %q, want %q", keys, want)
	}
}
