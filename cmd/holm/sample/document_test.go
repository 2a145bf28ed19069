package sample

import (
	"context"
	"io"
	"strings"
	"testing"

	"holm/crm"
)

// shelf counts what is put on it.
type shelf struct {
	t        *testing.T
	names    []string
	content  map[string]string
	versions int
}

func (s *shelf) AddDocument(_ context.Context, _ crm.Actor, d *crm.Document, u crm.Upload) error {
	text, err := io.ReadAll(u.Content)
	if len(text) == 0 || d.Type == 0 || len(d.Links) != 1 || crm.FileName(u.Name) != u.Name {
		s.t.Errorf("%q with %d bytes, type %d, on %v", u.Name, len(text), d.Type, d.Links)
	}
	s.names = append(s.names, u.Name)
	s.content[u.Name] = string(text)
	d.ID = int64(len(s.names))
	return err
}

func (s *shelf) AddVersion(context.Context, crm.Actor, int64, int64, crm.Upload) (crm.Document, error) {
	s.versions++
	return crm.Document{}, nil
}

func TestDocumentsComeFromTheSeed(t *testing.T) {
	var made [2]*shelf
	for i := range made {
		g := New(1)
		companies := make([]crm.Company, 40)
		for n := range companies {
			companies[n] = g.Company(int64(n))
			companies[n].ID = int64(1000 + n)
		}
		made[i] = &shelf{t: t, content: map[string]string{}}
		if err := g.LoadDocuments(t.Context(), made[i], crm.SystemActor(), companies); err != nil {
			t.Fatal(err)
		}
	}
	if len(made[0].names) < 40 || made[0].versions < 3 || strings.Join(made[0].names, "|") != strings.Join(made[1].names, "|") {
		t.Errorf("%d and %d documents, %d versions", len(made[0].names), len(made[1].names), made[0].versions)
	}
	for name, text := range made[0].content {
		if made[1].content[name] != text {
			t.Errorf("%s differs from one run to the next", name)
		}
	}
}
