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

// Licences checks and installs documents of the vendor.
type Licences interface {
	// Preview verifies a document and returns the verdict that would hold with
	// it. Nothing is installed. A refused document gives *licensing.Rejection.
	Preview(ctx context.Context, text []byte) (licensing.Document, lockout.Verdict, error)
	// Install puts a document in force. One that reduces is refused unless
	// that was acknowledged.
	Install(ctx context.Context, text []byte, by string, acknowledged bool) error
}

// documentLimit is the most a document may be; a longer text is refused.
const documentLimit = 64 << 10

// preview is what a document would change.
type preview struct {
	Title, Genuine, Text string
	Changes              []difference
	Reduces              bool
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
	p, err := v.preview(text)
	if err != nil {
		return v.refused(err)
	}
	if p.Reduces && v.form("acknowledge") == "" {
		return v.showInstall(http.StatusUnprocessableEntity, "", p)
	}
	if err := v.p.Licences.Install(v.ctx(), text, "web", true); err != nil {
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
	document, after, err := v.p.Licences.Preview(v.ctx(), text)
	if err != nil {
		return nil, err
	}
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return nil, fmt.Errorf("counting the seats: %w", err)
	}
	p := &preview{Title: v.L.T("install.type."+string(document.Type()), "id", document.ID()), Text: string(document.Text()),
		Genuine: v.L.T("install.genuine", "date", v.L.Moment(document.IssuedAt().In(v.Zone)))}
	now := v.Verdict
	if now.State != after.State {
		p.add(v.L.T("install.state"), v.L.T("state."+string(now.State)), v.L.T("state."+string(after.State)), rank(after.State)-rank(now.State))
	}
	for _, kind := range []lockout.BoundaryKind{lockout.PaidThrough, lockout.LockAt, lockout.EffectiveAt, lockout.ReadOnlyFrom} {
		was, will := boundaryOf(now, kind), boundaryOf(after, kind)
		better := will.Compare(was)
		if was.IsZero() || will.IsZero() {
			better = 0
		}
		if !was.Equal(will) {
			p.add(v.L.T("boundary."+string(kind)), v.whenever(was), v.whenever(will), better)
		}
	}
	v.previewSeats(p, now, after, used)
	v.previewModules(p, now, after)
	return p, nil
}

func (p *preview) add(label, now, after string, better int) {
	class := "same"
	switch {
	case better > 0:
		class = "up"
	case better < 0:
		class, p.Reduces = "downw", true
	}
	p.Changes = append(p.Changes, difference{label, now, after, class})
}

func (v *visit) previewSeats(p *preview, now, after lockout.Verdict, used map[string]int) {
	for _, code := range categoryCodes(now, after) {
		was, will := now.Seats(code), after.Seats(code)
		if was == will {
			continue
		}
		name := v.categoryName(code)
		if c, ok := after.Category(code); ok && c.Name.In(v.L.code) != "" {
			name = c.Name.In(v.L.code)
		}
		text := v.L.Number(int64(will))
		if will < was {
			text = v.L.T("install.fewer", "seats", will)
		}
		p.add(v.L.T("install.seats_of", "category", name), v.L.T("install.used", "seats", was, "used", used[code]), text, will-was)
	}
}

func (v *visit) previewModules(p *preview, now, after lockout.Verdict) {
	yes, no := v.L.T("install.licensed"), v.L.T("install.not_licensed")
	all := slices.Concat(now.Modules, after.Modules)
	slices.Sort(all)
	for _, code := range slices.Compact(all) {
		was := now.Everything || slices.Contains(now.Modules, code)
		will := after.Everything || slices.Contains(after.Modules, code)
		switch {
		case was && !will:
			p.add(v.moduleName(code), yes, no, -1)
		case will && !was:
			p.add(v.moduleName(code), no, yes, 1)
		}
	}
}

// categoryCodes lists the categories of both verdicts, in their order.
func categoryCodes(verdicts ...lockout.Verdict) []string {
	var codes []string
	for _, v := range verdicts {
		for _, c := range v.Categories {
			if !slices.Contains(codes, c.Code) {
				codes = append(codes, c.Code)
			}
		}
	}
	return codes
}

func boundaryOf(v lockout.Verdict, kind lockout.BoundaryKind) time.Time {
	for _, b := range v.Boundaries {
		if b.Kind == kind {
			return b.At
		}
	}
	return time.Time{}
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
