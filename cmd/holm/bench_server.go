package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"time"
)

// measured is the server under measurement, a process of its own.
type measured struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Scanner
	url   string
	start time.Duration // from the first instruction to the first answer
}

// startMeasured starts this program's server over the data directory and
// waits for its first answer.
func startMeasured(p *program, profile string) (*measured, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	args := []string{"--data", p.config.Data, "bench", "serve"}
	if profile != "" {
		args = append(args, "--profile", profile)
	}
	m := &measured{cmd: exec.CommandContext(p.ctx, self, args...)}
	m.cmd.Args[0] = os.Args[0]
	m.cmd.Stderr = p.Stderr
	if m.in, err = m.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the server: %w", err)
	}
	out, err := m.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting the server: %w", err)
	}
	m.out = bufio.NewScanner(out)
	began := time.Now()
	if err := m.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the server: %w", err)
	}
	var s served
	if err := m.read(&s); err != nil {
		return nil, errors.Join(err, m.stop())
	}
	m.url = s.URL
	if err := m.await(); err != nil {
		return nil, errors.Join(err, m.stop())
	}
	m.start = time.Since(began)
	return m, nil
}

// await asks for the log-in page until it is there.
func (m *measured) await() error {
	const longest = time.Minute
	began := time.Now()
	for {
		r, err := http.Get(m.url + "/login")
		if err != nil {
			return fmt.Errorf("waiting for the server: %w", err)
		}
		_, err = io.Copy(io.Discard, r.Body)
		if err := errors.Join(err, r.Body.Close()); err != nil {
			return fmt.Errorf("waiting for the server: %w", err)
		}
		if r.StatusCode == http.StatusOK {
			return nil
		}
		if time.Since(began) > longest {
			return fmt.Errorf("the server still answers %s after a minute", r.Status)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// usage asks what the server has used so far; "collect" has it tidy its
// memory first, and "warm" make what searches are quick by.
func (m *measured) usage(line string) (usage, error) {
	var u usage
	if _, err := io.WriteString(m.in, line+"\n"); err != nil {
		return u, fmt.Errorf("asking the server for its usage: %w", err)
	}
	return u, m.read(&u)
}

func (m *measured) read(into any) error {
	if !m.out.Scan() {
		return errors.Join(errors.New("the measured server ended"), m.out.Err())
	}
	if err := json.Unmarshal(m.out.Bytes(), into); err != nil {
		return fmt.Errorf("reading from the measured server: %w", err)
	}
	return nil
}

// stop ends the server and waits for it.
func (m *measured) stop() error {
	if err := errors.Join(m.in.Close(), m.cmd.Wait()); err != nil {
		return fmt.Errorf("ending the measured server: %w", err)
	}
	return nil
}
