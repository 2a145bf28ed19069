package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"holm/cmd/holm/sample"
	"holm/crm"
)

type benchCommand struct {
	Seed   benchSeed   `cmd:"" help:"Fill a new data directory with companies and persons."`
	Run    benchRun    `cmd:"" help:"Serve that data directory and measure it over HTTP."`
	Import benchImport `cmd:"" help:"Import made-up persons into that data directory, which keeps them, and measure it."`
	Serve  benchServe  `cmd:"" hidden:"" help:"The server that is measured; bench run starts it."`
}

// rightsProfile is a user whose rights make the server work in its own way.
type rightsProfile struct {
	name  string // in the report
	login string
}

// The three rights profiles: everything, a hundredth through a group, and
// fifty records through ownership.
var (
	seesAll   = rightsProfile{"all", "bench.all@holm.example"}
	seesFew   = rightsProfile{"1 %", "bench.few@holm.example"}
	seesFifty = rightsProfile{"50", "bench.fifty@holm.example"}
)

// narrowRole gives users what is their own and their groups', nothing else.
func narrowRole() crm.Role {
	return crm.Role{Name: "bench narrow", Rights: map[crm.Entity]crm.Matrix{
		"": {crm.RightDelete, crm.RightUpdate, crm.RightNone, crm.RightNone}}}
}

// benchSize is the size by its name, or so many persons and a tenth as many
// companies.
func benchSize(name string, persons int64) sample.Size {
	if persons > 0 {
		return sample.Size{Persons: persons, Companies: max(persons/10, 1)}
	}
	return map[string]sample.Size{"small": sample.Small, "medium": sample.Medium, "large": sample.Large}[name]
}

// emptyData says no for a data directory with an installation: measurements
// never write among somebody's records.
func emptyData(dir string) error {
	_, err := os.Stat(filepath.Join(dir, "holm.db"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return dataFailure(dir, err)
	}
	return fail(errUsage, "name a new folder with --data", "%s holds an installation already", dir)
}
