package crm

import "testing"

func TestNumberKey(t *testing.T) {
	for in, want := range map[string]string{
		"31 48 27 05": "31482705", "DK-31.48.27.05": "31482705", "NO 987 654 321 MVA": "987654321", "CHE-123.456.788 MWST": "CHE123456788",
		"556677-8899": "5566778899", "": "", "abc": "ABC", "SE12": "SE12",
	} {
		if got := NumberKey(in); got != want {
			t.Errorf("%q gives %q, not %q", in, got, want)
		}
	}
}

func TestCodesMustExist(t *testing.T) {
	for list, codes := range map[CodeList]map[string]bool{
		Countries:  {"DK": true, "XK": true, "ZZ": false, "dk": false, "D": false, "D ": false, "EU": false, "UK": false, "": false, "K D": false},
		Currencies: {"DKK": true, "EUR": true, "XXX": false, "EU": false, "eur": false, "R U": false},
		Languages:  {"da": true, "nb": true, "pt-BR": true, "xx": false, "dansk": false, "": false, "und": false},
		TimeZones:  {"Europe/Copenhagen": true, "UTC": true, "Mars/Base": false, "Local": false, "../etc/passwd": false},
	} {
		for code, want := range codes {
			if got := list.Has(code); got != want {
				t.Errorf("%s has %q: %t", list, code, got)
			}
		}
	}
	c := Company{Name: "A", Postal: Address{Country: " dk"}, AnnualRevenueCurrency: "eur", Street: Address{Country: "zz"}}
	c.Tidy("DK")
	if err := c.Validate(); err == nil || err.Error() != "not valid: street_country: error.country" {
		t.Errorf("got %v for %+v", err, c)
	}
}
