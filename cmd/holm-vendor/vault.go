package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"filippo.io/age"
	"golang.org/x/term"

	"holm/licensing/issue"
)

// passphrase reads what opens the keys: the first line of a file, or what is
// typed at a terminal.
func (p *program) passphrase() (string, error) {
	if p.flags.PassphraseFile != "" {
		text, err := os.ReadFile(p.flags.PassphraseFile)
		if err != nil {
			return "", fmt.Errorf("read the passphrase: %w", err)
		}
		line, _, _ := strings.Cut(string(text), "\n")
		if line = strings.TrimSpace(line); line == "" {
			return "", failed("write the passphrase into its first line", "the file %s holds no passphrase", p.flags.PassphraseFile)
		}
		return line, nil
	}
	file, ok := p.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return "", misused("name a file with --passphrase-file", "the keys' passphrase is needed and there is no terminal to ask at")
	}
	fmt.Fprint(p.stderr, "Passphrase of the keys: ")
	typed, err := term.ReadPassword(int(file.Fd()))
	fmt.Fprintln(p.stderr)
	if err != nil {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return string(typed), nil
}

// seal writes a private key, encrypted, to a new file that only its owner reads.
func seal(path string, key issue.Key, passphrase string, work int) error {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return fmt.Errorf("encrypt a key: %w", err)
	}
	recipient.SetWorkFactor(work)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return fmt.Errorf("encrypt a key: %w", err)
	}
	if _, err := w.Write(key.Seed()); err != nil {
		return fmt.Errorf("encrypt a key: %w", err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("encrypt a key: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the keys' folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("write a key: %w", err)
	}
	if _, err = f.Write(sealed.Bytes()); err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write a key: %w", err)
	}
	return nil
}

// unseal reads a private key.
func unseal(path, passphrase string) (issue.Key, error) {
	sealed, err := os.ReadFile(path)
	if err != nil {
		return issue.Key{}, fmt.Errorf("read a key: %w", err)
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return issue.Key{}, fmt.Errorf("decrypt a key: %w", err)
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if err != nil {
		return issue.Key{}, failed("check the passphrase", "the key %s cannot be decrypted", filepath.Base(path))
	}
	seed, err := io.ReadAll(r)
	if err != nil {
		return issue.Key{}, fmt.Errorf("decrypt a key: %w", err)
	}
	return issue.KeyFromSeed(seed)
}
