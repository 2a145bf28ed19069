// Command holm is the CRM: the server and the operator's commands. One file
// holds one command; what they share is the program, the configuration and the
// open installation.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"holm/licensing"
	"holm/lockout"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	roots, err := licensing.EmbeddedRoots()
	if err != nil {
		fmt.Fprintln(os.Stderr, "holm: this build is damaged:", err)
		os.Exit(exitFailed)
	}
	os.Exit(run(ctx, world{
		Args: os.Args[1:], Getenv: os.Getenv, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Roots: roots, Now: time.Now, Boot: lockout.SystemBootClock(),
	}))
}
