package pages

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"holm/licensing"
	"holm/lockout"
)

// Licences checks and installs documents of the vendor; lockout's keeper does.
type Licences interface {
	// Check proves a document and tells what installing it would change. A
	// refused document gives *licensing.Rejection.
	Check(ctx context.Context, text []byte) (lockout.Receipt, error)
	// Install puts a document in force before it returns. One that reduces
	// something and is not acknowledged gives *lockout.Unacknowledged.
	Install(ctx context.Context, text []byte, acknowledged bool, by string) (lockout.Receipt, error)
	// Licenses returns the claims of every genuine licence that is kept.
	Licenses() []licensing.License
}

// documentLimit is the most a document may be; a longer text is refused.
const documentLimit = 64 << 10

// preview is what a document would change.
type preview struct {
	Title, Genuine, Text string
	Changes              []difference
	Reduces              bool
	Known                bool // installed already
}

type difference struct{ Label, Now, After, Class string }

// checkDocument shows what a document would change.
func checkDocument(v *visit) error {
	text, err := v.document()
	if err != nil {
		return err
	}
	if len(text) == 0 {
		return v.showInstall(http.StatusUnprocessableEntity, v.L.T("install.nothing"), nil)
	}
	p, err := v.preview(text)
	if err != nil {
		return v.refused(err)
	}
	return v.showInstall(http.StatusOK, "", p)
}

// installDocument puts a checked document in force.
func installDocument(v *visit) error {
	text, err := v.document()
	if err != nil {
		return err
	}
	_, err = v.p.Licences.Install(v.ctx(), text, v.form("acknowledge") != "", "web")
	var reduces *lockout.Unacknowledged
	if errors.As(err, &reduces) {
		return checkDocument(v)
	}
	if err != nil {
		return v.refused(err)
	}
	if err := v.say(v.L.T("install.installed"), ""); err != nil {
		return err
	}
	return v.to("/admin/license")
}

// document reads the uploaded file, else the pasted text.
func (v *visit) document() ([]byte, error) {
	if err := v.r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, fmt.Errorf("reading the form: %w", err)
	}
	file, _, err := v.r.FormFile("file")
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		return []byte(v.form("text")), nil
	case err != nil:
		return nil, fmt.Errorf("reading the uploaded document: %w", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, documentLimit+1))
	if err != nil {
		return nil, fmt.Errorf("reading the uploaded document: %w", err)
	}
	if len(text) == 0 {
		return []byte(v.form("text")), nil
	}
	return text, nil
}

// refused shows why a document is not installed; another error is returned.
func (v *visit) refused(err error) error {
	var rejection *licensing.Rejection
	if !errors.As(err, &rejection) {
		return err
	}
	return v.showInstall(http.StatusUnprocessableEntity, v.L.T("install.refused_text", "reason", v.L.T("license.reason."+string(rejection.Reason))), nil)
}

// showInstall shows the licence page, or the lock page, with a document's
// preview or with why it was refused.
func (v *visit) showInstall(status int, wrong string, p *preview) error {
	d, err := v.licenseData()
	if err != nil {
		return err
	}
	d.Wrong, d.Preview = wrong, p
	return showStatus(v, status, licensePage, v.L.T("nav.license"), d)
}

func (v *visit) preview(text []byte) (*preview, error) {
	receipt, err := v.p.Licences.Check(v.ctx(), text)
	if err != nil {
		return nil, err
	}
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return nil, fmt.Errorf("counting the seats: %w", err)
	}
	document, d := receipt.Document, receipt.Difference
	p := &preview{Title: v.L.T("install.type."+string(document.Type()), "id", document.ID()), Text: string(text), Known: receipt.Known && !receipt.Waiting,
		Genuine: v.L.T("install.genuine", "date", v.L.Moment(document.IssuedAt().In(v.Zone))), Reduces: d.Reduces()}
	if d.Before != d.After {
		p.add(v.L.T("install.state"), v.L.T("state."+string(d.Before)), v.L.T("state."+string(d.After)), rank(d.After)-rank(d.Before))
	}
	for _, c := range d.Dates {
		better := c.After.Compare(c.Before)
		if c.Before.IsZero() || c.After.IsZero() || c.Kind == lockout.WarnFrom || c.Kind == lockout.NoticeGiven {
			better = 0
		}
		if slices.Contains(d.Reductions, string(c.Kind)) {
			better = -1
		}
		p.add(v.L.T("boundary."+string(c.Kind)), v.whenever(c.Before), v.whenever(c.After), better)
	}
	v.previewSeats(p, document, d, used)
	for _, code := range d.Added {
		p.add(v.moduleName(code), v.L.T("install.not_licensed"), v.L.T("install.licensed"), 1)
	}
	for _, code := range d.Removed {
		p.add(v.moduleName(code), v.L.T("install.licensed"), v.L.T("install.not_licensed"), -1)
	}
	for _, code := range d.Suspended {
		p.add(v.categoryName(code), v.L.T("install.may_log_in"), v.L.T("install.suspended"), -1)
	}
	return p, nil
}

// add notes a change: better is above zero for more, below it for less.
func (p *preview) add(label, now, after string, better int) {
	class := "same"
	switch {
	case better > 0:
		class = "up"
	case better < 0:
		class = "downw"
	}
	p.Changes = append(p.Changes, difference{label, now, after, class})
}

func (v *visit) previewSeats(p *preview, document licensing.Document, d lockout.Difference, used map[string]int) {
	names := map[string]string{}
	if l, ok := document.License(); ok {
		for _, c := range l.Categories {
			names[c.Code] = c.Name.In(v.L.code)
		}
	}
	for _, c := range d.Seats {
		name := names[c.Code]
		if name == "" {
			name = v.categoryName(c.Code)
		}
		label := v.L.T("install.seats_of", "category", name)
		if !c.From.IsZero() {
			label += ", " + v.L.T("home.from_date", "date", v.L.Date(c.From.In(v.Zone)))
		}
		text := v.L.Number(int64(c.After))
		if c.After < c.Before {
			text = v.L.T("install.fewer", "seats", c.After)
		}
		p.add(label, v.L.T("install.used", "seats", c.Before, "used", used[c.Code]), text, c.After-c.Before)
	}
}

func (v *visit) whenever(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return v.when(at)
}

// rank orders the states by how much is possible in them.
func rank(s lockout.State) int {
	return slices.Index([]lockout.State{lockout.Locked, lockout.ReadOnly, lockout.WindDown, lockout.Terminating,
		lockout.Overdue, lockout.Evaluation, lockout.Active}, s)
}
