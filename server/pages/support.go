package pages

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
)

// Supporter prepares support cases; server/support does.
type Supporter interface {
	// Prepare puts a case together and returns its id; *crm.Invalid for what is
	// wrong with it.
	Prepare(ctx context.Context, a crm.Actor, c crm.SupportCase, shots []crm.SupportFile) (id string, err error)
	// Draft and File return the visitor's own case; crm.ErrNotFound otherwise.
	Draft(a crm.Actor, id string) (crm.SupportDraft, error)
	File(a crm.Actor, id string) ([]byte, error)
	Discard(a crm.Actor, id string) error
}

type supportContacts interface {
	SupportSettings(ctx context.Context) (crm.SupportSettings, error)
	SaveSupport(ctx context.Context, a crm.Actor, s crm.SupportSettings) error
	QueueMail(ctx context.Context, m *crm.Mail) error
}

const (
	supportBase      = "/help/support"
	supportAdminBase = "/admin/support"
)

var (
	supportPage      = page[supportData]{"support"}
	supportCasePage  = page[supportCaseData]{"support_case"}
	supportAdminPage = page[supportAdminData]{"support_admin"}
)

type supportData struct {
	Form, Wrong map[string]string
	Severities  []choice
	Contact     string
	Least       string
}

type supportCaseData struct {
	ID, Title string
	Size      string
	Files     []supportFileLine
	SendTo    string
	File      string
}

type supportFileLine struct {
	Name, Size, Text string
	Picture          string // its address; "" for text
}

type supportAdminData struct {
	Form, Wrong map[string]string
	Required    string
	Named, May  bool
}

func supportRoutes(get, post addRoute) []Route {
	return []Route{
		get(supportBase, Users, lockout.Read, showSupport),
		post(supportBase, Users, lockout.Read, prepareSupport),
		get(supportBase+"/{case}", Users, lockout.Read, showSupportCase),
		get(supportBase+"/{case}/file", Users, lockout.Read, saveSupportFile),
		get(supportBase+"/{case}/pictures/{number}", Users, lockout.Read, showScreenshot),
		post(supportBase+"/{case}/send", Users, lockout.Read, sendSupport),
		post(supportBase+"/{case}/discard", Users, lockout.Read, discardSupport),
		get(supportAdminBase, Licensees, lockout.ManageLicense, showSupportAdmin),
		post(supportAdminBase, Licensees, lockout.Change, saveSupportAdmin),
	}
}

func showSupport(v *visit) error {
	return v.showSupport(http.StatusOK, map[string]string{"severity": string(crm.SupportNormal)}, nil)
}

func (v *visit) showSupport(status int, form, wrong map[string]string) error {
	if v.p.Supporter == nil {
		return crm.ErrNotFound
	}
	d := supportData{Form: form, Wrong: wrong, Least: v.L.Size(crm.SupportShotBytes)}
	for _, s := range crm.SupportSeverities {
		d.Severities = append(d.Severities, choice{string(s), v.L.T("support.severity." + string(s))})
	}
	settings, err := v.p.Store.SupportSettings(v.ctx())
	if err != nil {
		return err
	}
	if settings.Contact.Named() {
		d.Contact = settings.Contact.Name + ", " + settings.Contact.Email
	}
	return showStatus(v, status, supportPage, v.L.T("support.title"), d)
}

// prepareSupport puts the case together, to be looked at before it leaves.
func prepareSupport(v *visit) error {
	if v.p.Supporter == nil {
		return crm.ErrNotFound
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, crm.SupportTotalBytes+1<<20)
	form := map[string]string{}
	var shots []crm.SupportFile
	err := v.r.ParseMultipartForm(1 << 20)
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return v.showSupport(http.StatusRequestEntityTooLarge, form, map[string]string{"shots": v.L.T("error.support_size")})
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return errors.Join(&crm.Invalid{}, err)
	}
	for _, name := range []string{"severity", "title", "happened", "steps"} {
		form[name] = v.form(name)
	}
	if v.r.MultipartForm != nil {
		if shots, err = screenshots(v.r); err != nil {
			return err
		}
		defer v.r.MultipartForm.RemoveAll()
	}
	settings, err := v.p.Store.SupportSettings(v.ctx())
	if err != nil {
		return err
	}
	id, err := v.p.Supporter.Prepare(v.ctx(), v.Actor, crm.SupportCase{Severity: crm.SupportSeverity(form["severity"]), Title: form["title"],
		Happened: form["happened"], Steps: form["steps"], MadeAt: v.Now, Contact: settings.Contact,
		Reporter: crm.SupportContact{Name: v.User.Title(), Email: v.User.Email}}, shots)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showSupport(http.StatusUnprocessableEntity, form, v.wrongFields(invalid))
	}
	if err != nil {
		return err
	}
	return v.to(supportBase + "/" + id)
}

// screenshots reads the pictures of a form.
func screenshots(r *http.Request) ([]crm.SupportFile, error) {
	var out []crm.SupportFile
	for _, h := range r.MultipartForm.File["shots"] {
		if h.Size == 0 {
			continue
		}
		f, err := h.Open()
		if err != nil {
			return nil, fmt.Errorf("reading a screenshot: %w", err)
		}
		content, err := io.ReadAll(io.LimitReader(f, crm.SupportShotBytes+1))
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, fmt.Errorf("reading a screenshot: %w", err)
		}
		out = append(out, crm.SupportFile{Name: h.Filename, Content: content})
	}
	return out, nil
}

// supportCase reads the case that the address names.
func (v *visit) supportCase() (crm.SupportDraft, error) {
	if v.p.Supporter == nil {
		return crm.SupportDraft{}, crm.ErrNotFound
	}
	return v.p.Supporter.Draft(v.Actor, v.r.PathValue("case"))
}

func showSupportCase(v *visit) error {
	draft, err := v.supportCase()
	if err != nil {
		return err
	}
	settings, err := v.p.Store.SupportSettings(v.ctx())
	if err != nil {
		return err
	}
	d := supportCaseData{ID: draft.ID, Title: draft.Title, Size: v.L.Size(draft.Size), File: supportBase + "/" + draft.ID + "/file"}
	if v.p.Mailer != nil {
		d.SendTo = settings.Address
	}
	for i, f := range draft.Files {
		line := supportFileLine{Name: f.Name, Size: v.L.Size(int64(len(f.Content)))}
		if strings.HasSuffix(f.Name, ".txt") {
			line.Text = string(f.Content)
		} else {
			line.Picture = fmt.Sprintf("%s/%s/pictures/%d", supportBase, draft.ID, i)
		}
		d.Files = append(d.Files, line)
	}
	return show(v, supportCasePage, v.L.T("support.check"), d)
}

// saveSupportFile gives the whole case as one file.
func saveSupportFile(v *visit) error {
	if v.p.Supporter == nil {
		return crm.ErrNotFound
	}
	whole, err := v.p.Supporter.File(v.Actor, v.r.PathValue("case"))
	if err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="`+v.supportName()+`"`)
	h.Set("Cache-Control", "no-store")
	_, _ = v.w.Write(whole) // the reader has gone: nothing is left to do
	return nil
}

func (v *visit) supportName() string {
	return "holm-support-" + v.Now.UTC().Format("20060102-1504") + ".zip"
}

// showScreenshot gives a picture of the case, which was known as a picture when
// it was taken in.
func showScreenshot(v *visit) error {
	draft, err := v.supportCase()
	if err != nil {
		return err
	}
	for i, f := range draft.Files {
		if fmt.Sprint(i) == v.r.PathValue("number") && strings.HasPrefix(f.Name, "screenshots/") {
			h := v.w.Header()
			h.Set("Content-Type", http.DetectContentType(f.Content))
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
			h.Set("Cache-Control", "no-store")
			_, _ = v.w.Write(f.Content) // the reader has gone: nothing is left to do
			return nil
		}
	}
	return crm.ErrNotFound
}

// sendSupport queues the case as a mail to the vendor.
func sendSupport(v *visit) error {
	draft, err := v.supportCase()
	if err != nil {
		return err
	}
	whole, err := v.p.Supporter.File(v.Actor, draft.ID)
	if err != nil {
		return err
	}
	settings, err := v.p.Store.SupportSettings(v.ctx())
	if err != nil {
		return err
	}
	if settings.Address == "" || v.p.Mailer == nil || len(draft.Files) == 0 {
		return crm.ErrNotFound
	}
	reply := settings.Contact.Email
	if reply == "" {
		reply = v.User.Email
	}
	m := crm.Mail{Purpose: crm.MailSupport, Once: "support " + draft.ID, To: []crm.MailAddress{{Address: settings.Address}}, ReplyTo: reply, Author: v.User.ID,
		Subject: v.L.T("support.subject", "title", draft.Title), Text: string(draft.Files[0].Content),
		Files: []crm.MailFile{{Name: v.supportName(), MediaType: "application/zip", Content: whole}}}
	if err := v.p.Store.QueueMail(v.ctx(), &m); err != nil {
		return err
	}
	v.p.Mailer.Wake()
	if err := v.p.Supporter.Discard(v.Actor, draft.ID); err != nil {
		return err
	}
	if err := v.say(v.L.T("support.sent", "address", settings.Address), ""); err != nil {
		return err
	}
	return v.to(supportBase)
}

func discardSupport(v *visit) error {
	if v.p.Supporter == nil {
		return crm.ErrNotFound
	}
	if err := v.p.Supporter.Discard(v.Actor, v.r.PathValue("case")); err != nil {
		return err
	}
	return v.to(supportBase)
}

func showSupportAdmin(v *visit) error {
	s, err := v.p.Store.SupportSettings(v.ctx())
	if err != nil {
		return err
	}
	return v.showSupportAdmin(http.StatusOK, s, nil)
}

func (v *visit) showSupportAdmin(status int, s crm.SupportSettings, wrong map[string]string) error {
	d := supportAdminData{Wrong: wrong, Named: s.Contact.Named(), May: v.may(lockout.Change),
		Form: map[string]string{"name": s.Contact.Name, "email": s.Contact.Email, "phone": s.Contact.Phone, "address": s.Address}}
	required, err := v.contactRequired()
	if err != nil {
		return err
	}
	d.Required = required
	return showStatus(v, status, supportAdminPage, v.L.T("nav.support"), d)
}

// contactRequired says in words why the agreement wants one named contact, ""
// when it does not: always under Onsite, above three users under Online.
func (v *visit) contactRequired() (string, error) {
	l := v.Verdict.License
	if l == nil {
		return "", nil
	}
	if l.Agreement.Kind != licensing.Online {
		return v.L.T("support.required_onsite"), nil
	}
	used, err := v.p.Store.SeatsUsed(v.ctx())
	if err != nil {
		return "", err
	}
	sum := 0
	for _, n := range used {
		sum += n
	}
	if sum > 3 {
		return v.L.T("support.required_online"), nil
	}
	return "", nil
}

// supportTodo reminds who manages the licence of the contact that is missing.
func (v *visit) supportTodo() (bool, error) {
	if !v.licensee() || v.r.URL.Path == supportAdminBase || v.Verdict.License == nil {
		return false, nil
	}
	s, err := v.p.Store.SupportSettings(v.ctx())
	if err != nil || s.Contact.Named() {
		return false, err
	}
	why, err := v.contactRequired()
	return why != "", err
}

func saveSupportAdmin(v *visit) error {
	s := crm.SupportSettings{Contact: crm.SupportContact{Name: v.form("name"), Email: v.form("email"), Phone: v.form("phone")}, Address: v.form("address")}
	err := v.p.Store.SaveSupport(v.ctx(), v.Actor, s)
	var invalid *crm.Invalid
	if errors.As(err, &invalid) {
		return v.showSupportAdmin(http.StatusUnprocessableEntity, s, v.wrongFields(invalid))
	}
	if err != nil {
		return err
	}
	if err := v.say(v.L.T("support.saved"), ""); err != nil {
		return err
	}
	return v.to(supportAdminBase)
}
