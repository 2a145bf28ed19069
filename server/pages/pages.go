// Package pages is Holm in the browser: every HTML page, its address, its
// words and its look. It works without JavaScript; htmx only makes it quick.
//
// Pages know neither the web framework nor the database: the server hands
// them requests, and they reach records through the small interfaces that
// stand at the top of the file of each noun.
package pages

import (
	"fmt"
	"io/fs"
	"log/slog"
	"time"
	_ "time/tzdata" // zones of users, on hosts without a zone database

	"holm/lockout"
)

// Options is what the pages need. Exporter may be nil: then there is no
// export page; Jobs may be nil: then nothing runs in the background; Importer
// may be nil: then nothing is imported; Signer may be nil: then nothing is
// stated to the vendor from pages.
// Everything else is required.
type Options struct {
	Store        Store
	Gate         lockout.Gate
	Licences     Licences
	Exporter     Exporter
	Jobs         Jobs
	Importer     Importer
	Mailer       Mailer    // nil: no mail goes out, and there is no page of it
	News         fs.FS     // release notes; nil: those of this program
	Supporter    Supporter // nil: no support cases
	Refresher    Refresher // nil: nobody asks the vendor
	History      History   // nil: there is no page of the licence's history
	Signer       Signer
	Sessions     Sessions
	Passwords    Passwords
	Now          func() time.Time
	Log          *slog.Logger
	Version      string
	Installation string // the installation id, shown on the licence page
	Insecure     bool   // served without HTTPS to others than this machine: a banner says so
}

// Pages answers the requests of people.
type Pages struct {
	Options
	words  *words
	views  *views
	static *static
	news   []release // the newest first
}

// New reads the embedded words, views and static files.
func New(o Options) (*Pages, error) {
	w, err := readWords()
	if err != nil {
		return nil, fmt.Errorf("reading the languages: %w", err)
	}
	s, err := readStatic()
	if err != nil {
		return nil, fmt.Errorf("reading the static files: %w", err)
	}
	v, err := readViews(w, s)
	if err != nil {
		return nil, fmt.Errorf("reading the views: %w", err)
	}
	if o.News == nil {
		o.News = newsFiles
	}
	news, err := readNews(o.News)
	if err != nil {
		return nil, fmt.Errorf("reading the release notes: %w", err)
	}
	return &Pages{Options: o, words: w, views: v, static: s, news: news}, nil
}
