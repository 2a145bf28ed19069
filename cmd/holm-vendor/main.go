// Command holm-vendor is the vendor's tool: it keeps keys, customers and
// agreements in an append-only register and signs the documents that Holm
// installs. It is never shipped to customers.
package main

import (
	"context"
	"os"
	"os/signal"
	"time"
	_ "time/tzdata" // customers' zones, on machines without them
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr, time.Now)
	stop()
	os.Exit(code)
}
