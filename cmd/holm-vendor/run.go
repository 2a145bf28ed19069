package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// commands is the command line, in the order in which help shows it.
type commands struct {
	Register       string `help:"Folder of the register (or HOLM_VENDOR_REGISTER)." placeholder:"DIR"`
	PassphraseFile string `help:"File that holds the passphrase of the keys (or HOLM_VENDOR_PASSPHRASE_FILE)." placeholder:"FILE"`
	JSON           bool   `help:"Report as JSON." name:"json"`
	DryRun         bool   `help:"Try everything, sign nothing and keep nothing."`

	Init      initCommand      `cmd:"" help:"Make a register with two roots and a first signing key."`
	Key       keyCommands      `cmd:"" help:"Signing keys."`
	Customer  customerCommands `cmd:"" help:"Customers."`
	Agreement agreementGroup   `cmd:"" help:"Agreements."`
	Issue     issueCommand     `cmd:"" help:"Sign a licence."`
	Renew     renewCommand     `cmd:"" help:"Sign a renewal of the current licence."`
	Change    changeCommand    `cmd:"" help:"Sign a licence with other numbers of users (30-day rule)."`
	Terminate terminateCommand `cmd:"" help:"Sign the end of an agreement (30-day rule)."`
	Rebind    rebindCommand    `cmd:"" help:"Move an agreement to another installation."`
	Inspect   inspectCommand   `cmd:"" help:"Show what a document says, and whether it is genuine."`
	Verify    verifyCommand    `cmd:"" help:"Check that a document, a usage report or the report of an inspection is genuine."`
	Diff      diffCommand      `cmd:"" help:"Show what one licence changes against another."`
	Calendar  calendarCommand  `cmd:"" help:"Show the public holidays that lock dates avoid."`
	Price     priceCommands    `cmd:"" help:"Price list: categories with their functions, modules, metered services."`
	Order     orderCommands    `cmd:"" help:"Orders of customers."`
	Report    reportCommands   `cmd:"" help:"Usage reports of installations."`
	Request   requestCommands  `cmd:"" help:"Requests of installations."`
	Due       dueCommand       `cmd:"" help:"Agreements whose paid time ends soon."`
	Export    exportCommands   `cmd:"" help:"Complete archives of customers."`
	Serve     serveCommand     `cmd:"" help:"Answer installations that ask for newer documents."`
	Statement statementCommand `cmd:"" help:"What an agreement costs in a month, with use beyond the included amount."`
}

// program is what a command runs in.
type program struct {
	ctx    context.Context
	flags  *commands
	getenv func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	now    func() time.Time
}

// stopped carries an exit code out of kong, which otherwise ends the process.
type stopped int

// run is the program without the process around it.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer, now func() time.Time) (code int) {
	defer func() {
		r := recover()
		if s, ok := r.(stopped); ok {
			code = int(s)
		} else if r != nil {
			panic(r)
		}
	}()
	return execute(&program{
		ctx: ctx, flags: &commands{}, getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr,
		now: func() time.Time { return now().UTC().Truncate(time.Second) },
	}, args)
}

func execute(p *program, args []string) int {
	parser, err := kong.New(p.flags, kong.Name("holm-vendor"), kong.Writers(p.stdout, p.stderr),
		kong.Description("Keys, agreements and signed documents for Holm."),
		kong.Exit(func(code int) { panic(stopped(code)) }))
	if err != nil {
		return p.fail(fmt.Errorf("build the command line: %w", err))
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return p.fail(&failure{cause: err.Error(), hint: "holm-vendor --help shows every command", code: exitUsage})
	}
	p.flags.Register = first(p.flags.Register, p.getenv("HOLM_VENDOR_REGISTER"), "holm-register")
	p.flags.PassphraseFile = first(p.flags.PassphraseFile, p.getenv("HOLM_VENDOR_PASSPHRASE_FILE"))
	if err := parsed.Run(p); err != nil {
		return p.fail(err)
	}
	return exitDone
}

// fail prints a cause and a hint, one line each.
func (p *program) fail(err error) int {
	var f *failure
	if !errors.As(err, &f) {
		f = explain(err)
	}
	fmt.Fprintf(p.stderr, "holm-vendor: %s\n", oneLine(f.cause))
	if f.hint != "" {
		fmt.Fprintf(p.stderr, "hint: %s\n", oneLine(f.hint))
	}
	return f.code
}

func first(choices ...string) string {
	for _, c := range choices {
		if c != "" {
			return c
		}
	}
	return ""
}
