package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"

	"holm/licensing"
	"holm/lockout"
)

// Exit codes that scripts rely on.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// world is what the program takes from outside itself.
type world struct {
	Args           []string // without the program's name
	Getenv         func(string) string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Roots          licensing.Roots // whose documents are believed
	Now            func() time.Time
	Boot           lockout.BootClock
}

// program is one run of a command.
type program struct {
	world
	ctx    context.Context
	config config
	json   bool
}

// commands is the whole command line.
type commands struct {
	Data     string `placeholder:"DIR" help:"The data directory (HOLM_DATA)."`
	Instance string `placeholder:"NAME" help:"The name of this instance (HOLM_INSTANCE)."`
	Config   string `placeholder:"FILE" help:"A configuration file; holm.toml in the data directory when there is one."`
	JSON     bool   `name:"json" help:"Report as JSON."`

	Demo         demoCommand         `cmd:"" help:"Run a complete CRM with sample data on this machine."`
	Serve        serveCommand        `cmd:"" help:"Run the server."`
	SetupURL     setupURLCommand     `cmd:"" name:"setup-url" help:"Print a fresh one-time link to the first set-up."`
	Setup        setupCommand        `cmd:"" help:"Do the first set-up without a browser."`
	License      licenseCommand      `cmd:"" help:"Documents of the agreement and the state that follows."`
	User         userCommand         `cmd:"" help:"Users."`
	APIKey       apiKeyCommand       `cmd:"" name:"apikey" help:"Keys for programs."`
	Import       importCommand       `cmd:"" help:"Bring companies or persons in from a file."`
	Export       exportCommand       `cmd:"" help:"The complete export and its proof."`
	Backup       backupCommand       `cmd:"" help:"Copies of the database."`
	Bench        benchCommand        `cmd:"" help:"Fill a data directory and measure how fast it answers."`
	Support      supportCommand      `cmd:"" help:"What the vendor's support needs."`
	Maintenance  maintenanceCommand  `cmd:"" help:"Maintenance windows, announced to all users."`
	Availability availabilityCommand `cmd:"" help:"The availability of a month, by the agreement's formula."`

	Documents documentsCommand `cmd:"" help:"Files of documents."`
	Doctor    doctorCommand    `cmd:"" help:"Check this installation and say what to do."`
	Settings  settingsCommand  `cmd:"" name:"config" help:"Print the configuration in effect."`
	Version   versionCommand   `cmd:"" help:"Print version and build."`
}

// exited ends parsing when kong has printed help.
type exited int

// run runs one command and returns the exit code. A failure is one line of
// cause and one line of hint on stderr.
func run(ctx context.Context, w world) (code int) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case exited:
			code = int(e)
		default:
			panic(e)
		}
	}()
	return parseAndRun(ctx, w)
}

func parseAndRun(ctx context.Context, w world) int {
	var c commands
	parser, err := kong.New(&c, kong.Name("holm"), kong.Description("An onsite CRM."),
		kong.Writers(w.Stdout, w.Stderr), kong.Exit(func(code int) { panic(exited(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}))
	if err != nil {
		fmt.Fprintln(w.Stderr, "holm: reading the command line:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(w.Args)
	if err != nil {
		fmt.Fprintf(w.Stderr, "holm: %v\nhint: holm --help lists the commands, holm COMMAND --help their flags\n", err)
		return exitUsage
	}
	p := &program{world: w, ctx: ctx, json: c.JSON}
	if p.config, err = readConfig(w.Getenv, c); err == nil {
		err = parsed.Run(p)
	}
	if err != nil {
		f := explain(err)
		fmt.Fprintf(w.Stderr, "holm: %s\nhint: %s\n", f.cause, f.hint)
		if errors.Is(err, errUsage) {
			return exitUsage
		}
		return exitFailed
	}
	return exitDone
}
