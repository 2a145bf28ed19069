package crm

// ZoneOf returns the time zone of most people in a country, UTC when the
// country is not one that the agreement serves.
func ZoneOf(country string) string {
	switch country {
	case "DK":
		return "Europe/Copenhagen"
	case "SE":
		return "Europe/Stockholm"
	case "NO":
		return "Europe/Oslo"
	case "FI":
		return "Europe/Helsinki"
	case "DE":
		return "Europe/Berlin"
	case "NL":
		return "Europe/Amsterdam"
	case "BE":
		return "Europe/Brussels"
	case "LU":
		return "Europe/Luxembourg"
	case "GB":
		return "Europe/London"
	case "IE":
		return "Europe/Dublin"
	case "CH":
		return "Europe/Zurich"
	}
	return "UTC"
}

// Setup is what makes an installation a company's own: its name and its main
// user. Token is the one-time token; the operator's command line sets Local
// instead.
type Setup struct {
	Token        string
	Local        bool
	Company      string
	Country      string // ISO 3166-1 alpha-2
	Language     string
	TimeZone     string // "" for the country's
	Login        string // of the main user; AdminEmail when empty
	AdminName    string
	AdminEmail   string
	PasswordHash string
	Category     string // user category of the main user, "" for the usual one
	TermsVersion string // accepted with set-up, or ""
	Hosting      string // as licensing names it
	Host         string // the host's name when hosted
	Demo         bool   // made by the demo command
}
