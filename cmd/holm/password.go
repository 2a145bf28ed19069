package main

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"holm/crm"
	"holm/server"
)

// passwordLeast is the fewest characters of a password.
const passwordLeast = 12

// passwordFrom reads a password from a file, "-" being standard input, and
// returns its hash.
func (p *program) passwordFrom(name string) (string, error) {
	text, err := p.readInput(name)
	if err != nil {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	password := strings.TrimRight(string(text), "\r\n")
	if utf8.RuneCountInString(password) < passwordLeast {
		return "", fail(nil, fmt.Sprintf("a password has at least %d characters", passwordLeast), "the password in %s is too short", name)
	}
	if crm.CommonPassword(password) {
		return "", fail(nil, "choose another; a sentence is good", "the password in %s is among the first that are tried", name)
	}
	return server.NewPasswords().Hash(p.ctx, password)
}

// passwordOrNew takes the password from a file, or makes one to be shown.
func (p *program) passwordOrNew(file string) (hash, shown string, err error) {
	if file != "" {
		hash, err = p.passwordFrom(file)
		return hash, "", err
	}
	shown = strings.ToLower(rand.Text()[:20])
	hash, err = server.NewPasswords().Hash(p.ctx, shown)
	return hash, shown, err
}

// readInput reads a file, or standard input for "-".
func (p *program) readInput(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(p.Stdin, 1<<20))
	}
	return os.ReadFile(name)
}
