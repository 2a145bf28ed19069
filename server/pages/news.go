package pages

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/yuin/goldmark"

	"holm/lockout"
)

// newsFiles are the release notes, a file per version. A file may begin with
// "released: 2006-01-02"; its sections are headed by the words of newsHeadings.
//
//go:embed news/*.md
var newsFiles embed.FS

// newsHeadings are the headings of release notes, which are shown in the
// visitor's language.
var newsHeadings = []string{"new", "better", "mended", "attention"}

// release is the notes of one version.
type release struct {
	Version  string
	Released time.Time // zero when the version is not released
	Sections []newsSection
}

type newsSection struct {
	Heading string // one of newsHeadings, "" before the first
	Body    template.HTML
}

// readNews reads the notes, the newest version first. Markdown becomes HTML by
// goldmark, which leaves HTML in the text and addresses that run something out.
func readNews(files fs.FS) ([]release, error) {
	names, err := fs.Glob(files, "news/*.md")
	if err != nil {
		return nil, err
	}
	var out []release
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		r, err := readRelease(strings.TrimSuffix(path.Base(name), ".md"), string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b release) int { return -compareVersions(a.Version, b.Version) })
	return out, nil
}

func readRelease(version, text string) (release, error) {
	r := release{Version: version}
	first, rest, _ := strings.Cut(text, "\n")
	if day, ok := strings.CutPrefix(first, "released:"); ok {
		at, err := time.Parse(time.DateOnly, strings.TrimSpace(day))
		if err != nil {
			return r, err
		}
		r.Released, text = at, rest
	}
	heading, body := "", []string{}
	end := func() error {
		if len(strings.TrimSpace(strings.Join(body, ""))) == 0 {
			return nil
		}
		var b bytes.Buffer
		if err := goldmark.Convert([]byte(strings.Join(body, "\n")), &b); err != nil {
			return err
		}
		r.Sections = append(r.Sections, newsSection{heading, template.HTML(b.String())}) // our own embedded text
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		word, ok := strings.CutPrefix(line, "## ")
		if !ok {
			body = append(body, line)
			continue
		}
		if err := end(); err != nil {
			return r, err
		}
		heading, body = strings.TrimSpace(word), nil
		if !slices.Contains(newsHeadings, heading) {
			return r, fmt.Errorf("the heading %q is none of %v", heading, newsHeadings)
		}
	}
	return r, end()
}

// compareVersions orders versions by their numbers.
func compareVersions(a, b string) int {
	number := func(s string) []int {
		var out []int
		for part := range strings.SplitSeq(strings.TrimPrefix(s, "v"), ".") {
			n, err := strconv.Atoi(part)
			if err != nil {
				n = 0
			}
			out = append(out, n)
		}
		return out
	}
	return slices.Compare(number(a), number(b))
}

var (
	newsPage  = page[newsData]{"news"}
	aboutPage = page[aboutData]{"about"}
)

type newsData struct{ Releases []releaseLine }

type releaseLine struct {
	Version, Released string
	Sections          []newsSection
}

type aboutData struct {
	Facts  []pair
	Age    string
	Old    bool
	Wanted string
}

const newsCookie = "holm-news"

func newsRoutes(get addRoute) []Route {
	return []Route{
		get("/help/news", Users, lockout.Read, showNews),
		get("/help/about", Users, lockout.Read, showAbout),
	}
}

func showNews(v *visit) error {
	d := newsData{}
	for _, r := range v.p.news {
		line := releaseLine{Version: r.Version, Sections: r.Sections}
		if !r.Released.IsZero() {
			line.Released = v.L.Date(r.Released)
		}
		d.Releases = append(d.Releases, line)
	}
	if len(v.p.news) > 0 {
		v.remember(newsCookie, v.p.news[0].Version)
		v.newsSeen = true
	}
	return show(v, newsPage, v.L.T("news.title"), d)
}

// unseenNews reports whether this browser has not shown the newest notes yet.
func (v *visit) unseenNews() bool {
	if len(v.p.news) == 0 || v.newsSeen {
		return false
	}
	c, err := v.r.Cookie(newsCookie)
	return err != nil || c.Value != v.p.news[0].Version
}

// running is the release that runs; the zero release for a build that is none.
func (p *Pages) running() release {
	for _, r := range p.news {
		if r.Version == strings.TrimPrefix(p.Version, "v") {
			return r
		}
	}
	return release{}
}

// The agreement asks for an upgrade at the latest 12 months after a release;
// from 10 months on the page warns.
const (
	monthsWarned = 10
	monthsLatest = 12
)

func showAbout(v *visit) error {
	d := aboutData{Facts: []pair{{Label: v.L.T("help.version"), Text: "Holm " + v.p.Version}}}
	r := v.p.running()
	switch {
	case r.Released.IsZero():
		d.Age = v.L.T("about.no_release")
	default:
		months := monthsBetween(r.Released, v.Now)
		latest := r.Released.AddDate(0, monthsLatest, 0)
		d.Facts = append(d.Facts, pair{Label: v.L.T("about.released"), Text: v.L.Date(r.Released), Small: v.L.T("about.months", "n", months)})
		if months >= monthsWarned {
			d.Old, d.Age = true, v.L.T("about.old", "date", v.L.Date(latest))
		}
	}
	d.Facts = append(d.Facts, pair{Label: v.L.T("agreement.installation"), Text: v.p.Installation, Mono: true})
	return show(v, aboutPage, v.L.T("about.title"), d)
}

// monthsBetween counts whole months.
func monthsBetween(from, to time.Time) int {
	n := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	if from.AddDate(0, n, 0).After(to) {
		n--
	}
	return max(0, n)
}
