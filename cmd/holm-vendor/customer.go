package main

import (
	"fmt"
	"slices"
	"time"

	"holm/licensing"
)

type customerCommands struct {
	Add  customerAddCommand  `cmd:"" help:"Enter a customer."`
	List customerListCommand `cmd:"" help:"List customers."`
}

// customerAddCommand enters the one company that a licence is for.
type customerAddCommand struct {
	No       string `help:"Customer number." required:""`
	Name     string `help:"Company." required:""`
	OrgNo    string `help:"Registration number."`
	Country  string `help:"Two letters: DK, FI, SE, NO, DE, GB, IE, CH, NL, BE, LU." required:""`
	Language string `help:"Two letters." default:"en"`
	TimeZone string `help:"IANA name; the capital's when left out." placeholder:"Europe/Copenhagen"`
}

// capitals are the zones of the countries served.
var capitals = map[string]string{
	"DK": "Europe/Copenhagen", "FI": "Europe/Helsinki", "SE": "Europe/Stockholm", "NO": "Europe/Oslo",
	"DE": "Europe/Berlin", "GB": "Europe/London", "IE": "Europe/Dublin", "CH": "Europe/Zurich",
	"NL": "Europe/Amsterdam", "BE": "Europe/Brussels", "LU": "Europe/Luxembourg",
}

func (c *customerAddCommand) Run(p *program) error {
	if c.No == "" || c.Name == "" {
		return misused("an entry of the register stays as it is for ever", "a customer has a number and a name")
	}
	if !slices.Contains(licensing.Countries(), c.Country) {
		return misused("lock dates need the country's holidays: "+fmt.Sprint(licensing.Countries()), "the country %q is not served", c.Country)
	}
	zone := first(c.TimeZone, capitals[c.Country])
	if _, err := time.LoadLocation(zone); err != nil {
		return misused("use a name like Europe/Copenhagen", "there is no time zone %q", zone)
	}
	entry := licensing.Customer{No: c.No, Name: c.Name, OrgNo: c.OrgNo, Country: c.Country, Language: c.Language, TimeZone: zone}
	return p.with(func(r *register) error {
		if err := r.add(p.ctx, customers, c.No, p.now(), entry); err != nil {
			return err
		}
		return p.report(entry, func() { fmt.Fprintf(p.stdout, "Customer %s, %s\n", entry.No, entry.Name) })
	})
}

type customerListCommand struct{}

func (*customerListCommand) Run(p *program) error {
	return p.with(func(r *register) error {
		list, err := entries[licensing.Customer](p.ctx, r, customers)
		if err != nil {
			return err
		}
		return p.report(list, func() {
			for _, c := range list {
				fmt.Fprintf(p.stdout, "%-8s %s (%s)\n", c.No, c.Name, c.Country)
			}
		})
	})
}

func (p *program) customer(r *register, no string) (licensing.Customer, error) {
	list, err := entries[licensing.Customer](p.ctx, r, customers)
	if err != nil {
		return licensing.Customer{}, err
	}
	i := slices.IndexFunc(list, func(c licensing.Customer) bool { return c.No == no })
	if i < 0 {
		return licensing.Customer{}, failed("list them with holm-vendor customer list", "there is no customer %q", no)
	}
	return list[i], nil
}
