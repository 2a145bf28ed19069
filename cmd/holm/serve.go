package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"holm/export"
	"holm/server"
	"holm/server/api"
	"holm/server/importing"
	"holm/server/jobs"
	"holm/server/mail"
	"holm/server/refresh"
	"holm/server/support"
)

// drain is how long requests may run on after the server was told to stop.
const drain = 10 * time.Second

type serveCommand struct {
	Listen string `placeholder:"ADDR" help:"Address and port; 127.0.0.1:8480 when not given."`
	HTTP   bool   `name:"http" help:"Allow plain HTTP on an address that other machines reach."`
}

// Run serves until the context ends. It refuses a demonstration's database.
func (c serveCommand) Run(p *program) error {
	p.config.flag("listen", &p.config.Listen, c.Listen)
	p.config.HTTP = p.config.HTTP || c.HTTP
	if _, _, err := net.SplitHostPort(p.config.Listen); err != nil {
		return fail(errUsage, "write address and port, as 127.0.0.1:8480 or :8480", "%q is no address to listen on", p.config.Listen)
	}
	if !loopback(p.config.Listen) && !p.config.HTTP {
		return fail(errUsage, "serve on 127.0.0.1 behind a proxy that speaks HTTPS, or allow plain HTTP with --http",
			"%s is reached by other machines, and this server speaks plain HTTP", p.config.Listen)
	}
	s, err := p.listen()
	if err != nil {
		return err
	}
	return s.serve(func(in *installation) error {
		id, err := in.store.Installation(p.ctx)
		if err != nil {
			return err
		}
		if id.Demonstration {
			return fail(nil, "run it with holm demo --keep, or choose another data directory with --data", "%s holds a demonstration", p.config.Data)
		}
		done, err := in.store.SetupDone(p.ctx)
		if err != nil || done {
			return err
		}
		link, err := in.setupLink(p, s.listener.Addr().String())
		if err == nil {
			p.say("Set Holm up here, once, within 24 hours:\n%s", link)
		}
		return err
	})
}

// serving is a server from the first listening to the last answer.
type serving struct {
	p        *program
	log      *slog.Logger
	recent   *support.Recent
	listener net.Listener
	handler  atomic.Pointer[http.Handler]
	unlock   func() error
}

// listen takes the data directory and the port. From then on requests are
// answered, at first with "starting".
func (p *program) listen() (*serving, error) {
	if err := prepareData(p.config.Data); err != nil {
		return nil, err
	}
	lock, err := lockData(p.config.Data)
	if err != nil {
		return nil, err
	}
	listener, err := new(net.ListenConfig).Listen(p.ctx, "tcp", p.config.Listen)
	if err != nil {
		err = errors.Join(err, lock.Close())
		return nil, fmt.Errorf("listening on %s: %w", p.config.Listen, err)
	}
	recent := support.NewRecent(p.log().Handler())
	s := &serving{p: p, log: slog.New(recent), recent: recent, listener: listener, unlock: lock.Close}
	s.answer(server.Starting())
	return s, nil
}

func (s *serving) answer(h http.Handler) { s.handler.Store(&h) }

// serve answers until the program's context ends: opens the installation, has
// it prepared, and closes everything in order.
func (s *serving) serve(prepare func(*installation) error) (err error) {
	defer func() { err = errors.Join(err, s.unlock()) }()
	web := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*s.handler.Load()).ServeHTTP(w, r) }),
		ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(s.listener) }()
	failed := s.work(prepare, ended)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.p.ctx), drain)
	defer cancel()
	return errors.Join(failed, web.Shutdown(ctx))
}

func (s *serving) work(prepare func(*installation) error, ended <-chan error) (err error) {
	p := s.p
	p.collectSeldom()
	in, err := openInstallation(p.ctx, p.world, p.config, s.log, true)
	if err != nil {
		return err
	}
	defer in.close(&err)
	if err := prepare(in); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(p.ctx)
	defer cancel()
	if _, err := export.RemoveDebris(filepath.Join(p.config.Data, "exports")); err != nil {
		return fmt.Errorf("removing unfinished exports: %w", err)
	}
	exports := in.exporter(p)
	defer exports.Close()
	work, err := in.chores(s.log)
	if err != nil {
		return err
	}
	defer work.imports.Close()
	runner := in.runner(work, s.log)
	sender, err := in.sender(p.config, s.log)
	if err != nil {
		return err
	}
	asking, err := in.refresher(p.config, s.log)
	if err != nil {
		return err
	}
	handler, err := newHandler(p, in, serverParts{exports, runner, work.imports, sender, asking, in.desk(p, s.recent, p.Now())}, s.log)
	if err != nil {
		return err
	}
	alive, err := in.startPulse(ctx, p.Boot, s.log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, alive.end()) }()
	var hands sync.WaitGroup
	hands.Go(func() { alive.run(ctx) })
	hands.Go(func() { asking.Run(ctx) })
	hands.Go(func() { keepHouse(ctx, in, work, s.log) })
	hands.Go(func() { tellReturns(ctx, in, s.log) })
	hands.Go(func() { runner.Run(ctx) })
	hands.Go(func() { sender.Run(ctx) })
	hands.Go(func() { in.teller(handler, sender, p.config.URL, s.log).Run(ctx) })
	defer hands.Wait()
	defer cancel()
	s.answer(handler)
	p.say("Holm %s is ready at %s", version(), p.baseURL(s.listener.Addr().String()))
	select {
	case <-p.ctx.Done():
		return nil
	case err := <-ended:
		return fmt.Errorf("serving: %w", err)
	}
}

// serverParts is what pages use beside the installation.
type serverParts struct {
	exports *exporter
	jobs    *jobs.Runner
	imports *importing.Importer
	mail    *mail.Sender
	refresh *refresh.Refresher
	support *support.Desk
}

// newHandler wires pages and API over an installation.
func newHandler(p *program, in *installation, parts serverParts, log *slog.Logger) (*server.Server, error) {
	return server.New(server.Options{
		Store: in.store, Gate: in.keeper, Licences: in.keeper, Exporter: parts.exports, Jobs: parts.jobs, Importer: parts.imports, Mailer: parts.mail,
		Refresher: parts.refresh, Supporter: parts.support, History: history{in.keeper, in}, Signer: signer{in.key}, Installation: in.id,
		API: api.New(api.Options{Store: in.store, Gate: in.keeper, Now: p.Now, Log: log, Version: version()}),
		Now: p.Now, Log: log, Version: version(), Instance: p.config.Instance, Loopback: loopback(p.config.Listen), Hosts: p.config.hostNames(),
	})
}

// hostNames are the names that the server answers to, beside localhost: of the
// address people use, of the address it listens on, those listed, and where
// other machines reach it, the machine's own.
func (c config) hostNames() []string {
	names := strings.FieldsFunc(c.Hosts, func(r rune) bool { return r == ',' || r == ' ' })
	if u, err := url.Parse(c.URL); err == nil && u.Hostname() != "" {
		names = append(names, u.Hostname())
	}
	if host, _, err := net.SplitHostPort(c.Listen); err == nil && host != "" {
		names = append(names, host)
	}
	if own, err := os.Hostname(); err == nil && !loopback(c.Listen) {
		names = append(names, own, own+".local")
	}
	return names
}

// loopback reports whether only this machine reaches the address.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
