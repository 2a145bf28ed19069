package crm

// Setup is what makes an installation a company's own: its name and its main
// user. Token is the one-time token; the operator's command line sets Local
// instead.
type Setup struct {
	Token        string
	Local        bool
	Company      string
	Country      string // ISO 3166-1 alpha-2
	Language     string
	TimeZone     string
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
