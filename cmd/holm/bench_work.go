package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"holm/crm"
)

// operation is one kind of request that is measured. limit and cpu are what
// docs/performance.md holds it against, in milliseconds; 0 is no figure.
type operation struct {
	name  string
	limit float64 // p95 of one client
	cpu   float64 // the server's CPU time per request, 16 clients
	ask   func(*caller) error
}

// operations are all that is measured.
func operations() []operation {
	return []operation{
		{"record page", 15, 1, (*caller).recordPage},
		{"list, first page", 25, 2, (*caller).firstPage},
		{"list, deep page", 25, 2, (*caller).deepPage},
		{"list, newest first", 25, 2, (*caller).newestPage},
		{"list, word prefix", 50, 0, (*caller).prefixPage},
		{"list, two prefixes", 50, 0, (*caller).twoPrefixes},
		{"list, starts with", 50, 0, (*caller).startsPage},
		{"list, contains three", 100, 0, (*caller).containsPage},
		{"count of contains three", 100, 0, (*caller).containsCount},
		{"command box, a letter", 20, 1, (*caller).letter},
		{"command box, three", 20, 1, (*caller).letters},
		{"save one field", 10, 1, (*caller).save},
		{"API list", 0, 0.8, (*caller).apiList},
		{"mixed 90:10", 0, 1, (*caller).mixed},
	}
}

// caller is one of the clients that ask at the same time.
type caller struct {
	*visitor
	base     string
	dice     *rand.Rand
	own      []int64 // persons that no other caller changes
	versions map[int64]string
	sort     *crm.Collation
}

func (c *caller) recordPage() error { return c.page("/persons/"+c.person(), "", "/persons/") }

func (c *caller) firstPage() error { return c.page("/persons", "", "/persons/") }

// deepPage goes on in the middle of the list, where a name stands.
func (c *caller) deepPage() error {
	order := crm.Sort{Field: "name"}
	at := crm.Cursor{Sort: order, Key: c.sort.Key(c.prefix(c.dice, true, 3))}
	return c.page("/persons?sort=name&after="+at.String(), "", "/persons/")
}

func (c *caller) newestPage() error { return c.page("/persons?sort=-updated_at", "", "/persons/") }

func (c *caller) prefixPage() error {
	return c.page("/persons?q="+url.QueryEscape(c.prefix(c.dice, true, 3)), "", "/persons/")
}

// twoPrefixes asks for how first and last name of one person begin.
func (c *caller) twoPrefixes() error {
	words := strings.Fields(c.names[c.dice.IntN(len(c.names))])
	q := begin(words[0], 2) + " " + begin(words[len(words)-1], 2)
	return c.page("/persons?q="+url.QueryEscape(q), "", "/persons/")
}

// startsPage filters by how a last name begins.
func (c *caller) startsPage() error {
	return c.filtered(`last_name starts "` + c.prefix(c.dice, true, 3) + `"`)
}

// containsPage filters by three letters from within a last name.
func (c *caller) containsPage() error {
	return c.page(c.contains(), "", "rows")
}

// containsCount counts what containsPage shows, as the browser asks for it
// after the page.
func (c *caller) containsCount() error {
	return c.page(c.contains(), "count", "count")
}

func (c *caller) contains() string {
	words := strings.Fields(c.names[c.dice.IntN(len(c.names))])
	letters := []rune(strings.ToLower(words[len(words)-1]))
	at := c.dice.IntN(max(len(letters)-3, 1))
	return "/persons?filter=" + url.QueryEscape(`last_name contains "`+string(letters[at:min(at+3, len(letters))])+`"`)
}

func (c *caller) filtered(filter string) error {
	return c.page("/persons?filter="+url.QueryEscape(filter), "", "rows")
}

func begin(word string, letters int) string {
	r := []rune(strings.ToLower(word))
	return string(r[:min(letters, len(r))])
}

func (c *caller) letter() error { return c.commandBox(1) }

func (c *caller) letters() error { return c.commandBox(3) }

func (c *caller) commandBox(letters int) error {
	return c.page("/search?q="+url.QueryEscape(c.prefix(c.dice, c.dice.IntN(2) == 0, letters)), "cmd-list", "href=")
}

func (c *caller) apiList() error {
	_, err := c.api(http.MethodGet, "/api/v1/persons?limit=50", "", "", `"id":`)
	return err
}

// save changes one field of a person, as of the version last seen.
func (c *caller) save() error {
	id := c.own[c.dice.IntN(len(c.own))]
	path := "/api/v1/persons/" + strconv.FormatInt(id, 10)
	if c.versions[id] == "" {
		tag, err := c.api(http.MethodGet, path, "", "", `"id":`)
		if err != nil {
			return err
		}
		c.versions[id] = tag
	}
	body := `{"department":"` + strconv.FormatUint(c.dice.Uint64(), 36) + `"}`
	tag, err := c.api(http.MethodPatch, path, c.versions[id], body, `"id":`)
	c.versions[id] = tag
	return err
}

// mixed is a working day: nine reads to one save.
func (c *caller) mixed() error {
	reads := []func() error{c.recordPage, c.recordPage, c.recordPage, c.firstPage, c.deepPage, c.newestPage, c.prefixPage, c.letters, c.apiList}
	if n := c.dice.IntN(10); n < len(reads) {
		return reads[n]()
	}
	return c.save()
}

func (c *caller) person() string {
	return strconv.FormatInt(c.persons[c.dice.IntN(len(c.persons))], 10)
}

// page asks for a page, or for the part of it that target names, and checks
// that it shows something.
func (c *caller) page(path, target, shows string) error {
	r, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	if err != nil {
		return fmt.Errorf("asking for %s: %w", path, err)
	}
	if target != "" {
		r.Header.Set("HX-Request", "true")
		r.Header.Set("HX-Target", target)
	}
	_, err = c.send(r, shows)
	return err
}

// api sends a request with the visitor's key and returns the record's ETag.
func (c *caller) api(method, path, match, body, shows string) (tag string, err error) {
	r, err := http.NewRequest(method, c.base+path, strings.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("asking for %s: %w", path, err)
	}
	r.Header.Set("Authorization", "Bearer "+c.key)
	if match != "" {
		r.Header.Set("If-Match", match)
		r.Header.Set("Content-Type", "application/merge-patch+json")
	}
	return c.send(r, shows)
}

func (c *caller) send(r *http.Request, shows string) (tag string, err error) {
	answer, err := c.client.Do(r)
	if err != nil {
		return "", fmt.Errorf("asking the measured server: %w", err)
	}
	body, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return "", fmt.Errorf("reading %s: %w", r.URL.Path, err)
	}
	if answer.StatusCode != http.StatusOK || !bytes.Contains(body, []byte(shows)) {
		return "", fmt.Errorf("%s %s as %s: %s, %d bytes without what it should show", r.Method, r.URL.RequestURI(), c.profile.login, answer.Status, len(body))
	}
	return answer.Header.Get("ETag"), nil
}
