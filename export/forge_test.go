package export

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// again builds an archive anew from another's files, in our own form, as
// somebody would who wants to change it and cannot sign.
func again(t *testing.T, b []byte, change func(name string, text []byte) (string, []byte)) []byte {
	t.Helper()
	zip, err := open(context.Background(), bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := newContainer(&out, time.Date(2026, 11, 21, 12, 0, 1, 0, time.UTC))
	for _, e := range zip.entries {
		var text bytes.Buffer
		if err := zip.unpack(e, &text, nil); err != nil {
			t.Fatal(err)
		}
		name, changed := change(e.name, text.Bytes())
		if name == "" {
			continue
		}
		if _, err := c.add(name, e.method, writeString(string(changed))); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestForged(t *testing.T) {
	whole := sample(t)
	same := again(t, whole, func(name string, text []byte) (string, []byte) { return name, text })
	if !bytes.Equal(same, whole) {
		t.Fatal("an archive built anew from the same files differs")
	}
	for name, change := range map[string]func(string, []byte) (string, []byte){
		"company.csv": func(name string, text []byte) (string, []byte) {
			if strings.HasSuffix(name, "company.csv") {
				text = bytes.Replace(text, []byte("Ann"), []byte("Eve"), 1)
			}
			return name, text
		},
		"entities.svg": func(name string, text []byte) (string, []byte) {
			if strings.HasSuffix(name, "entities.svg") {
				return "", nil
			}
			return name, text
		},
		"README.htm": func(name string, text []byte) (string, []byte) {
			return strings.Replace(name, "README.html", "README.htm", 1), text
		},
	} {
		b := again(t, whole, change)
		var d *Damage
		if _, err := Verify(context.Background(), bytes.NewReader(b), int64(len(b))); !errors.As(err, &d) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAddedFile(t *testing.T) {
	whole := sample(t)
	zip, err := open(context.Background(), bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	for at := range zip.entries {
		var out bytes.Buffer
		c := newContainer(&out, time.Date(2026, 11, 21, 12, 0, 1, 0, time.UTC))
		for i, e := range zip.entries {
			if i == at {
				if _, err := c.add(strings.Split(e.name, "/")[0]+"/data/added.txt", stored, writeString("added")); err != nil {
					t.Fatal(err)
				}
			}
			var text bytes.Buffer
			if err := zip.unpack(e, &text, nil); err != nil {
				t.Fatal(err)
			}
			if _, err := c.add(e.name, e.method, writeString(text.String())); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.close(); err != nil {
			t.Fatal(err)
		}
		var d *Damage
		if _, err := Verify(context.Background(), bytes.NewReader(out.Bytes()), int64(out.Len())); !errors.As(err, &d) {
			t.Errorf("a file added at place %d: %v", at, err)
		}
	}
}
