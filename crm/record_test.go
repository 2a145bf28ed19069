package crm

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestValidateNamesTheFields(t *testing.T) {
	for name, c := range map[string]struct {
		company Company
		want    string
	}{
		"nothing":        {Company{}, "name: error.required; visibility: error.required"},
		"long":           {Company{Name: strings.Repeat("å", 201)}, "name: error.too_long"},
		"bad e-mail":     {Company{Name: "A", Emails: []Email{{Address: "a@b.example"}, {Address: "nobody"}}}, "emails[1].address: error.email"},
		"bad website":    {Company{Name: "A", Website: "javascript:alert(1)"}, "website: error.url"},
		"bad country":    {Company{Name: "A", Postal: Address{Country: "Denmark"}}, "postal_country: error.too_long"},
		"bad visibility": {Company{Name: "A", Record: Record{Visibility: "nobody"}}, "visibility: error.choice"},
		"negative":       {Company{Name: "A", Employees: -1}, "employees: error.negative"},
		"no number":      {Company{Name: "A", Phones: []Phone{{Kind: "pigeon"}}}, "phones[0].number: error.required; phones[0].kind: error.choice"},
	} {
		err := c.company.Validate()
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	p := Person{FirstName: " "}
	p.Tidy("DK")
	var invalid *Invalid
	if err := p.Validate(); !errors.As(err, &invalid) || invalid.Fields[0].Key != "error.name_required" {
		t.Errorf("got %v", err)
	}
}

func TestApplyTakesWhatFormsAndJSONSend(t *testing.T) {
	var fromJSON Change
	if err := json.Unmarshal([]byte(`{"name":"A","employees":12,"stop":true,"parent":null,
		"phones":[{"kind":"mobile","number":"1234"}]}`), &fromJSON); err != nil {
		t.Fatal(err)
	}
	fromForm := Change{"name": " A ", "employees": "12", "stop": "on", "parent": "", "phones": `[{"kind":"mobile","number":"1234"}]`}
	var results [2]Company
	for i, change := range []Change{fromJSON, fromForm} {
		results[i].Parent = 9
		if err := results[i].Apply(change); err != nil {
			t.Fatal(err)
		}
	}
	if d := results[0].Differences(&results[1]); len(d) > 0 || results[0].Employees != 12 || !results[0].Stop || results[0].Parent != 0 || len(results[0].Phones) != 1 {
		t.Errorf("%+v and %+v differ: %v", results[0], results[1], d)
	}
	var c Company
	err := c.Apply(Change{"employees": 1.5, "name": 7, "stop": "maybe", "phones": "x", "nonsense": 1})
	var invalid *Invalid
	if !errors.As(err, &invalid) || len(invalid.Fields) != 5 {
		t.Errorf("got %v", err)
	}
}

func TestTidyKeepsOnePrimaryAddress(t *testing.T) {
	c := Company{Name: "A", Emails: []Email{{Address: "a@x.example"}, {Address: "A@X.example"}, {Address: "b@x.example", Primary: true}, {Address: "c@x.example", Primary: true}}}
	c.Tidy("DK")
	if len(c.Emails) != 3 || PrimaryEmail(c.Emails) != "b@x.example" || c.Emails[2].Primary {
		t.Errorf("got %+v", c.Emails)
	}
}
