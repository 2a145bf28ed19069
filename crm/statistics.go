package crm

// StatisticsMost is how far statistics count: more is told as so many.
const StatisticsMost = 100_000

// Statistics are counts and nothing else: they name no customer, installation
// or person.
type Statistics struct {
	Schema  int            `json:"schema"`
	Day     string         `json:"day"`
	Version string         `json:"version"` // of the program
	Users   map[string]int `json:"users"`   // active, by category
	Records map[string]int `json:"records"` // by kind, at most StatisticsMost each
	Modules []string       `json:"modules,omitempty"`
}
