package support

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

// draftLife is how long a case waits to be saved or sent.
const draftLife = 24 * time.Hour

// Desk keeps cases that were prepared, each as a file of its own, until they
// are saved or sent.
type Desk struct {
	Dir         string // in the data directory
	Diagnostics *Diagnostics
	Now         func() time.Time
}

// Prepare puts a case together with its pictures and the diagnostics, and
// returns its id. A user has one such case; an earlier one goes.
func (d *Desk) Prepare(ctx context.Context, a crm.Actor, c crm.SupportCase, shots []crm.SupportFile) (string, error) {
	c.Tidy()
	if err := errors.Join(c.Validate(), checkShots(shots)); err != nil {
		return "", err
	}
	if err := d.sweep(a); err != nil {
		return "", err
	}
	files := []crm.SupportFile{{Name: "case.txt", Content: describeCase(c, d.Diagnostics.Installation)}}
	for i, s := range shots {
		files = append(files, crm.SupportFile{Name: "screenshots/" + strconv.Itoa(i+1) + pictures[http.DetectContentType(s.Content)], Content: s.Content})
	}
	whole, err := Zip(append(files, d.Diagnostics.Files(ctx)...), d.Now())
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(d.Dir, 0o700); err != nil {
		return "", fmt.Errorf("keep a support case: %w", err)
	}
	id := strings.ToLower(rand.Text())
	if err := os.WriteFile(d.path(a, id), whole, 0o600); err != nil {
		return "", fmt.Errorf("keep a support case: %w", err)
	}
	return id, nil
}

// pictures are the kinds of screenshots and how their names end.
var pictures = map[string]string{"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}

func checkShots(shots []crm.SupportFile) error {
	var wrong crm.Invalid
	total := 0
	for _, s := range shots {
		total += len(s.Content)
		switch {
		case pictures[http.DetectContentType(s.Content)] == "":
			wrong.Add("shots", "error.support_picture")
		case len(s.Content) > crm.SupportShotBytes:
			wrong.Add("shots", "error.support_size")
		}
	}
	if len(shots) > crm.SupportShots || total > crm.SupportTotalBytes {
		wrong.Add("shots", "error.support_size")
	}
	return wrong.Err()
}

func describeCase(c crm.SupportCase, installation string) []byte {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, text)
		}
	}
	line("Case", c.Title)
	line("Severity", string(c.Severity))
	line("Made at", c.MadeAt.UTC().Format(time.RFC3339))
	line("Installation", installation)
	line("Reported by", strings.TrimSpace(c.Reporter.Name+" "+c.Reporter.Email))
	line("Support contact", strings.TrimSpace(strings.Join([]string{c.Contact.Name, c.Contact.Email, c.Contact.Phone}, " ")))
	fmt.Fprintf(&b, "\nWhat happened\n\n%s\n", c.Happened)
	if c.Steps != "" {
		fmt.Fprintf(&b, "\nSteps\n\n%s\n", c.Steps)
	}
	return []byte(b.String())
}

// Zip packs files.
func Zip(files []crm.SupportFile, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: at.UTC()})
		if err == nil {
			_, err = to.Write(f.Content)
		}
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack a support case: %w", err)
	}
	return b.Bytes(), nil
}

var draftID = regexp.MustCompile(`^[a-z0-9]{20,40}$`)

func (d *Desk) path(a crm.Actor, id string) string {
	return filepath.Join(d.Dir, strconv.FormatInt(a.User, 10)+"-"+id+".zip")
}

// File returns the whole case of the user; crm.ErrNotFound when there is none of
// that id.
func (d *Desk) File(a crm.Actor, id string) ([]byte, error) {
	if !draftID.MatchString(id) {
		return nil, crm.ErrNotFound
	}
	whole, err := os.ReadFile(d.path(a, id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, crm.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read a support case: %w", err)
	}
	return whole, nil
}

// Draft returns the user's case, file by file.
func (d *Desk) Draft(a crm.Actor, id string) (crm.SupportDraft, error) {
	whole, err := d.File(a, id)
	if err != nil {
		return crm.SupportDraft{}, err
	}
	out := crm.SupportDraft{ID: id, Size: int64(len(whole))}
	r, err := zip.NewReader(bytes.NewReader(whole), out.Size)
	if err != nil {
		return out, fmt.Errorf("read a support case: %w", err)
	}
	for _, f := range r.File {
		content, err := unpack(f)
		if err != nil {
			return out, fmt.Errorf("read %s of a support case: %w", f.Name, err)
		}
		out.Files = append(out.Files, crm.SupportFile{Name: f.Name, Content: content})
	}
	if len(out.Files) > 0 {
		first, _, _ := strings.Cut(string(out.Files[0].Content), "\n")
		out.Title = strings.TrimPrefix(first, "Case: ")
	}
	return out, nil
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(r, crm.SupportTotalBytes))
	return content, errors.Join(err, r.Close())
}

// Discard removes the user's case.
func (d *Desk) Discard(a crm.Actor, id string) error {
	if !draftID.MatchString(id) {
		return crm.ErrNotFound
	}
	if err := os.Remove(d.path(a, id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("discard a support case: %w", err)
	}
	return nil
}

// sweep removes what the user prepared before, and old cases of others.
func (d *Desk) sweep(a crm.Actor) error {
	entries, err := os.ReadDir(d.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look for support cases: %w", err)
	}
	own := strconv.FormatInt(a.User, 10) + "-"
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			continue // gone
		}
		if strings.HasPrefix(e.Name(), own) || d.Now().Sub(info.ModTime()) > draftLife {
			if err := os.Remove(filepath.Join(d.Dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("discard a support case: %w", err)
			}
		}
	}
	return nil
}
