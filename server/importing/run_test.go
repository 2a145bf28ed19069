package importing_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"holm/crm"
	"holm/licensing"
	"holm/lockout"
	"holm/server/importing"
	"holm/server/jobs"
	"holm/store"
)

// house is a store, its main user, and an importer.
type house struct {
	*store.Store
	t    *testing.T
	main crm.Actor
	in   *importing.Importer
}

func newHouse(t *testing.T) *house {
	t.Helper()
	gate := lockout.Fixed{State: lockout.Active, Everything: true, Categories: []licensing.Category{{Code: "complete", Seats: 9}}}
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir(), Gate: gate})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.CompleteSetup(t.Context(), crm.Setup{Local: true, Company: "Skovby", Country: "DK", Language: "en",
		AdminName: "Anna Holm", AdminEmail: "anna@skovby.example", PasswordHash: "x", Category: "complete"}); err != nil {
		t.Fatal(err)
	}
	h := &house{Store: s, t: t}
	u, err := s.MainUser(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if h.main, err = s.ActorOf(t.Context(), u.ID); err != nil {
		t.Fatal(err)
	}
	if h.in, err = importing.New(importing.Options{Store: s, Dir: t.TempDir(), Now: time.Now, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.in.Close)
	return h
}

// bring imports a text and returns what became of it.
func (h *house) bring(text string, e crm.Entity, change func(*importing.Plan)) (importing.Result, crm.Job) {
	h.t.Helper()
	job := h.draft(text, e, change)
	if err := h.in.Start(h.t.Context(), h.main, job); err != nil {
		h.t.Fatal(err)
	}
	r := h.runner()
	job, err := r.Finish(h.t.Context(), job.ID)
	if err != nil || job.State != crm.JobDone {
		h.t.Fatalf("the import is %s: %s (%v)", job.State, job.Failure, err)
	}
	result, err := importing.ResultOf(job)
	if err != nil {
		h.t.Fatal(err)
	}
	return result, job
}

func (h *house) draft(text string, e crm.Entity, change func(*importing.Plan)) crm.Job {
	h.t.Helper()
	job, err := h.in.Receive(h.t.Context(), h.main, "file.csv", strings.NewReader(text), e)
	if err != nil {
		h.t.Fatal(err)
	}
	task, err := importing.TaskOf(job)
	if err != nil {
		h.t.Fatal(err)
	}
	if change != nil {
		change(&task.Plan)
		if _, err := h.in.Change(h.t.Context(), h.main, job, task.Plan); err != nil {
			h.t.Fatal(err)
		}
		if job, err = h.Job(h.t.Context(), h.main, job.ID); err != nil {
			h.t.Fatal(err)
		}
	}
	return job
}

func (h *house) runner() *jobs.Runner {
	work := func(ctx context.Context, a crm.Actor, job crm.Job, _ jobs.Progress) (any, error) {
		return h.in.Run(ctx, a, job)
	}
	return jobs.New(jobs.Options{Store: h.Store, Gate: lockout.Fixed{State: lockout.Active}, Log: slog.New(slog.DiscardHandler), Name: "test"},
		jobs.Kind{Name: importing.JobKind, Operation: lockout.Change, Work: work})
}

func (h *house) companies() map[string]crm.Company {
	h.t.Helper()
	page, err := h.Companies(h.t.Context(), h.main, crm.Query{Limit: 500})
	if err != nil {
		h.t.Fatal(err)
	}
	out := map[string]crm.Company{}
	for _, c := range page.Items {
		out[c.Name] = c
	}
	return out
}

func (h *house) persons() map[string]crm.Person {
	h.t.Helper()
	page, err := h.Persons(h.t.Context(), h.main, crm.Query{Limit: 500})
	if err != nil {
		h.t.Fatal(err)
	}
	out := map[string]crm.Person{}
	for _, p := range page.Items {
		out[p.Name()] = p
	}
	return out
}

func excerpt(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestAnotherCRM brings rows of another program's own export in, the difficult
// ones among them.
func TestAnotherCRM(t *testing.T) {
	h := newHouse(t)
	result, _ := h.bring(excerpt(t, "espocrm-accounts.csv"), "", nil)
	if result.New != 7 || result.Refused != 0 {
		t.Fatalf("companies: %+v", result)
	}
	all := h.companies()
	nord, lodz, vaerft := all[`Søndergård, Ågren & Co. "Nord"`], all["Łódź Öl & Übersetzung GmbH"], all["Ærø Værft A/S"]
	for what, ok := range map[string]bool{
		"a name with quotes":     nord.Postal.Zip == "211 45" && nord.Postal.Country == "SE" && nord.Phones[0].E164 == "+46812345678",
		"a formula stays text":   lodz.Note == `=HYPERLINK("http://evil.example","click")`,
		"an address of lines":    vaerft.Postal.Line1 == "Buegade 9" && vaerft.Postal.Line2 == "Baghuset" && vaerft.Postal.City == "Marstal",
		"breaks within a text":   vaerft.Note == "Siger \"ja tak\"; ring efter kl. 9, ikke før.\nAnden linje.",
		"a web address":          vaerft.Website == "https://aeroevaerft.example" && all["Harbor Media LLC 6215"].Domain == "harbormedia6215.example",
		"who made it":            nord.CreatedKind == crm.ActorImport && nord.Owner == h.main.User,
		"a choice that is new":   nord.Category != 0 && nord.Category != lodz.Category,
		"a choice that is there": vaerft.Category == 1,
	} {
		if !ok {
			t.Errorf("%s did not arrive: %+v %+v %+v", what, nord, lodz, vaerft)
		}
	}
	result, _ = h.bring(excerpt(t, "espocrm-contacts.csv"), "", nil)
	if result.New != 6 || result.Refused != 0 {
		t.Fatalf("persons: %+v", result)
	}
	persons := h.persons()
	if klara := persons["Klara White"]; klara.Company != all["Harbor Media LLC 6215"].ID || klara.Phones[0].Number != "+49 170 5479823" {
		t.Errorf("a person of a company is %+v", klara)
	}
	if p := persons["O’Neill"]; p.FirstName != "" || p.LastName != "O’Neill" {
		t.Errorf("a person without a first name is %+v", p)
	}
	if p := persons["Zoë van der Berg"]; p.Private.Line2 != "3e verdieping" || p.Private.Country != "NL" || p.LastName != "van der Berg" {
		t.Errorf("a person with an address of lines is %+v", p)
	}
	again, _ := h.bring(excerpt(t, "espocrm-contacts.csv"), "", nil)
	if again.Skipped != 6 || again.New != 0 {
		t.Errorf("the same file again: %+v", again)
	}
}

// TestOneBadRow: it is handed back as it stood, all others arrive.
func TestOneBadRow(t *testing.T) {
	h := newHouse(t)
	var text strings.Builder
	text.WriteString("name,email,employees\n")
	for i := range 30 {
		switch i {
		case 17:
			text.WriteString("\"Bad; \"\"Row\"\"\",no address,many\n")
		default:
			fmt.Fprintf(&text, "Company %d,info@c%d.example,%d\n", i, i, i)
		}
	}
	result, job := h.bring(text.String(), crm.EntityCompany, nil)
	if result.New != 29 || result.Refused != 1 {
		t.Fatalf("it did %+v", result)
	}
	rows, err := h.ImportRows(t.Context(), job.ID, 0, 10)
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows were handed back (%v)", len(rows), err)
	}
	r := rows[0]
	if r.No != 18 || strings.Join(r.Cells, "|") != `Bad; "Row"|no address|many` || !strings.Contains(r.Reasons, "error.not_integer") {
		t.Errorf("handed back is %+v", r)
	}
}

// TestARowThatOnlyTheStoreRefuses is found by halving the part.
func TestARowThatOnlyTheStoreRefuses(t *testing.T) {
	h := newHouse(t)
	in := newRefusing(h, "Company 11")
	text := "name\n"
	for i := range 20 {
		text += fmt.Sprintf("Company %d\n", i)
	}
	job := h.draft(text, crm.EntityCompany, nil)
	if err := h.in.Start(t.Context(), h.main, job); err != nil {
		t.Fatal(err)
	}
	claimed, err := h.ClaimJob(t.Context(), job.ID, "test")
	if err != nil {
		t.Fatal(err)
	}
	result, err := in.Run(t.Context(), h.main, claimed)
	if err != nil || result.New != 19 || result.Refused != 1 || len(h.companies()) != 19 {
		t.Errorf("it did %+v, %d companies (%v)", result, len(h.companies()), err)
	}
}

// refusing is a store that does not take one company.
type refusing struct {
	*store.Store
	name string
}

func newRefusing(h *house, name string) *importing.Importer {
	in, err := importing.New(importing.Options{Store: refusing{h.Store, name}, Dir: h.in.Dir, Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(in.Close)
	return in
}

func (r refusing) PrepareImport(ctx context.Context, a crm.Actor, p crm.ImportPart) (crm.PreparedImport, error) {
	prepared, err := r.Store.PrepareImport(ctx, a, p)
	for _, rec := range p.Records {
		if rec.Company != nil && rec.Company.Name == r.name || rec.Person != nil && rec.Person.LastName == r.name {
			prepared.Write = func(context.Context, crm.JobStep) error { return errors.Join(crm.ErrTaken) }
		}
	}
	return prepared, err
}

func TestDuplicates(t *testing.T) {
	const head = "id;navn;cvr;e-mail;telefon;by\n"
	const there = "1;Skovby Maskin;31482705;info@skovby.example;33 12 45 67;\n"
	const again = "1;Skovby Maskin A/S;31 48 27 05;salg@skovby.example;+45 33124567;Aarhus\n"
	for rule, want := range map[string]struct {
		counts importing.Counts
		name   string
		emails int
		city   string
	}{
		importing.Skip:   {importing.Counts{Skipped: 1}, "Skovby Maskin", 1, ""},
		importing.Fill:   {importing.Counts{Changed: 1}, "Skovby Maskin", 2, "Aarhus"},
		importing.Update: {importing.Counts{Changed: 1}, "Skovby Maskin A/S", 2, "Aarhus"},
		importing.Add:    {importing.Counts{New: 1}, "Skovby Maskin", 1, ""},
	} {
		t.Run(rule, func(t *testing.T) {
			h := newHouse(t)
			h.bring(head+there, crm.EntityCompany, nil)
			result, _ := h.bring(head+again, crm.EntityCompany, func(p *importing.Plan) { p.Duplicates = rule })
			if result.Counts != want.counts {
				t.Errorf("it did %+v, want %+v", result.Counts, want.counts)
			}
			c, ok := h.companies()[want.name]
			if !ok || len(c.Emails) != want.emails || len(c.Phones) != 1 || c.Street.City != want.city {
				t.Errorf("the company is %+v", c)
			}
		})
	}
}

func TestWhatMakesRowsTheSame(t *testing.T) {
	for name, c := range map[string]struct {
		entity        crm.Entity
		head, a, b    string
		same, twinned bool
	}{
		"org no":                     {crm.EntityCompany, "navn,cvr", "A,31482705", "B,DK-31.48.27.05", true, true},
		"e-mail":                     {crm.EntityCompany, "navn,email", "A,a@x.example", "B,A@X.example", true, true},
		"name":                       {crm.EntityCompany, "navn,by", "Ærø Værft A/S,x", "ÆRØ VÆRFT a/s,y", true, true},
		"name, other org no":         {crm.EntityCompany, "navn,cvr", "A,31482705", "A,11111111", false, false},
		"name, other id":             {crm.EntityCompany, "id,navn", "1,A", "2,A", false, false},
		"phone and name":             {crm.EntityCompany, "navn,telefon", "Skovby Nord,33124567", "Skovby Syd,33 12 45 67", true, true},
		"phone, other name":          {crm.EntityCompany, "navn,telefon", "Skovby,33124567", "Lindholt,33 12 45 67", false, false},
		"person by e-mail":           {crm.EntityPerson, "fornavn,efternavn,email", "A,B,a@x.example", "A,C,a@x.example", true, true},
		"person by switchboard":      {crm.EntityPerson, "fornavn,efternavn,telefon", "A,B,33124567", "C,D,33124567", false, false},
		"namesakes without company":  {crm.EntityPerson, "fornavn,efternavn", "A,B", "A,B", false, false},
		"namesakes of one company":   {crm.EntityPerson, "fornavn,efternavn,firma", "A,B,Skovby", "A,B,Skovby", true, false},
		"namesakes of two companies": {crm.EntityPerson, "fornavn,efternavn,firma", "A,B,Skovby", "A,B,Lindholt", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.bring(c.head+"\n"+c.a+"\n", c.entity, nil)
			result, _ := h.bring(c.head+"\n"+c.b+"\n", c.entity, nil)
			if (result.Skipped == 1) != c.same || result.Refused != 0 {
				t.Errorf("in two files: %+v", result.Counts)
			}
			both := newHouse(t)
			result, _ = both.bring(c.head+"\n"+c.a+"\n"+c.b+"\n", c.entity, nil)
			if (result.Skipped == 1) != c.twinned || result.Refused != 0 {
				t.Errorf("in one file: %+v", result.Counts)
			}
			rule, _ := newHouse(t).bring(c.head+"\n"+c.a+"\n"+c.b+"\n", c.entity, func(p *importing.Plan) { p.Duplicates = importing.Update })
			if (rule.Changed == 1) != c.twinned {
				t.Errorf("in one file, by update: %+v", rule.Counts)
			}
		})
	}
}

func TestCompaniesOfPersons(t *testing.T) {
	h := newHouse(t)
	h.bring("id,name\nA1,Skovby\nA2,Skovby\n", crm.EntityCompany, nil)
	result, _ := h.bring("First Name,Last Name,Account ID,Account Name\nAnna,One,A2,Skovby\nBo,Two,,Skovby\nCilla,Three,A9,Ny A/S\nDan,Four,A9,Ny A/S\nEva,Five,,\n",
		crm.EntityPerson, nil)
	if result.New != 5 || result.Companies != 1 || result.Told != 1 {
		t.Fatalf("it did %+v", result)
	}
	companies, persons := h.companies(), h.persons()
	if len(companies) != 2 || persons["Cilla Three"].Company != companies["Ny A/S"].ID || persons["Dan Four"].Company != persons["Cilla Three"].Company {
		t.Errorf("the company that was made: %+v", persons["Cilla Three"])
	}
	if persons["Anna One"].Company <= persons["Bo Two"].Company || persons["Eva Five"].Company != 0 {
		t.Errorf("by id %d, by name %d, none %d", persons["Anna One"].Company, persons["Bo Two"].Company, persons["Eva Five"].Company)
	}
	refused, _ := h.bring("First Name,Last Name,Company\nFin,Six,Nowhere\n", crm.EntityPerson, func(p *importing.Plan) { p.NewCompanies = false })
	if refused.Refused != 1 {
		t.Errorf("without new companies: %+v", refused)
	}
}

func TestAnImportIsUndoneAsOneStep(t *testing.T) {
	h := newHouse(t)
	h.bring("navn,email,by\nSkovby,info@skovby.example,\n", crm.EntityCompany, nil)
	result, _ := h.bring("navn,email,by,kategori\nSkovby,info@skovby.example,Aarhus,Ny slags\nLindholt,,Vejle,Ny slags\n", crm.EntityCompany,
		func(p *importing.Plan) { p.Duplicates = importing.Update })
	if result.New != 1 || result.Changed != 1 {
		t.Fatalf("it did %+v", result)
	}
	undone, err := h.Undo(t.Context(), h.main, crm.Step{Batch: result.Batch})
	if err != nil || undone.Records != 2 || len(undone.Left) > 0 {
		t.Fatalf("undone: %+v (%v)", undone, err)
	}
	all := h.companies()
	if c := all["Skovby"]; len(all) != 1 || c.Street.City != "" || c.Category != 0 {
		t.Errorf("after the undo there are %+v", all)
	}
	again, _ := h.bring("navn,email,by\nLindholt,,Vejle\n", crm.EntityCompany, nil)
	if again.New != 1 {
		t.Errorf("what lies in the trash is no duplicate: %+v", again)
	}
}

func TestLegalBasis(t *testing.T) {
	h := newHouse(t)
	items, err := h.ListItems(t.Context(), crm.ListConsentPurpose)
	if err != nil || len(items) == 0 {
		t.Fatalf("%d purposes (%v)", len(items), err)
	}
	result, _ := h.bring("fornavn,efternavn\nAnna,Holm\n", crm.EntityPerson, func(p *importing.Plan) { p.Basis, p.Purpose = "contract", items[0].ID })
	consents, err := h.Consents(t.Context(), h.main, h.persons()["Anna Holm"].ID)
	if err != nil || len(consents) != 1 || consents[0].LegalBasis != "contract" || consents[0].Source != "Import: file.csv" {
		t.Errorf("consents: %+v (%v)", consents, err)
	}
	if undone, err := h.Undo(t.Context(), h.main, crm.Step{Batch: result.Batch}); err != nil || undone.Records != 1 {
		t.Errorf("undone: %+v (%v)", undone, err)
	}
}

func TestACheckSaysWhatTheImportDoes(t *testing.T) {
	text := "id,navn,email,kategori\n1,A,a@x.example,Ny\n2,B,b@x.example,Ny\n1,A,,\n3,C,nothing,\n,B again,b@x.example,\n"
	for _, rule := range []string{importing.Skip, importing.Update, importing.Add} {
		h := newHouse(t)
		set := func(p *importing.Plan) { p.Duplicates = rule }
		job := h.draft(text, crm.EntityCompany, set)
		check, err := h.in.Check(t.Context(), h.main, job, time.Minute)
		if err != nil || !check.Done || check.Err != nil || len(check.Lines) != 5 || len(check.Items) != 1 {
			t.Fatalf("the check is %+v (%v)", check, err)
		}
		if n := len(h.companies()); n != 0 {
			t.Fatalf("the check made %d companies", n)
		}
		result, _ := h.bring(text, crm.EntityCompany, set)
		if result.Counts != check.Counts {
			t.Errorf("by %s it did %+v, the check said %+v", rule, result.Counts, check.Counts)
		}
	}
}

func TestWhatIsRemembered(t *testing.T) {
	h := newHouse(t)
	h.bring("navn,xyz\nA,Aarhus\n", crm.EntityCompany, func(p *importing.Plan) {
		p.Columns["xyz"], p.Duplicates = "street_city", importing.Fill
	})
	task, err := importing.TaskOf(h.draft("Navn;XYZ\nB;Vejle\n", crm.EntityCompany, nil))
	if err != nil || !task.Remembered || task.Plan.Duplicates != importing.Fill || task.Plan.Format.Delimiter != ";" {
		t.Errorf("it is %+v (%v)", task, err)
	}
	if task.Plan.Columns["XYZ"] != "street_city" {
		t.Errorf("the columns go to %v", task.Plan.Columns)
	}
}

func TestWithoutTheRightNobodyImports(t *testing.T) {
	h := newHouse(t)
	none := crm.Actor{Kind: crm.ActorUser, User: h.main.User, Role: crm.Role{Rights: map[crm.Entity]crm.Matrix{"": {4, 4, 4, 4}}}}
	if _, err := h.in.Receive(t.Context(), none, "x.csv", strings.NewReader("navn\nA\n"), ""); !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("a file was taken: %v", err)
	}
	if err := h.Import(t.Context(), none, crm.ImportPart{Entity: crm.EntityCompany}); !errors.Is(err, crm.ErrForbidden) {
		t.Errorf("the store imported: %v", err)
	}
}

// TestAStoppedImportGoesOn stops an import after each of its first parts, as
// a kill would, and finds every row once.
func TestAStoppedImportGoesOn(t *testing.T) {
	h := newHouse(t)
	const rows = 4_500 // two boundaries of parts
	var text strings.Builder
	text.WriteString("id,navn\n")
	for i := range rows {
		fmt.Fprintf(&text, "%d,Company %d\n", i, i)
	}
	job := h.draft(text.String(), crm.EntityCompany, func(p *importing.Plan) { p.Duplicates = importing.Add })
	if err := h.in.Start(t.Context(), h.main, job); err != nil {
		t.Fatal(err)
	}
	for stop := 1; ; stop++ {
		in, err := importing.New(importing.Options{Store: &dying{h.Store, stop%2 + 1}, Dir: h.in.Dir, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		claimed, err := h.ClaimJob(t.Context(), job.ID, "dying")
		if err != nil {
			t.Fatal(err)
		}
		_, err = in.Run(t.Context(), h.main, claimed)
		in.Close()
		if err == nil {
			break
		}
		if err := h.ReleaseJobs(t.Context(), "dying"); err != nil {
			t.Fatal(err)
		}
		if stop > 10 {
			t.Fatal("it never ends")
		}
	}
	seen, after := map[string]int{}, ""
	for {
		page, err := h.Companies(t.Context(), h.main, crm.Query{Limit: 500, After: after})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Items {
			seen[c.Name]++
		}
		if after = page.Next; after == "" {
			break
		}
	}
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s is there %d times", name, n)
		}
	}
	if len(seen) != rows {
		t.Errorf("%d companies of %d rows", len(seen), rows)
	}
}

// dying is a store whose process dies after some parts, the last of which is
// kept or not.
type dying struct {
	*store.Store
	parts int
}

var errDied = errors.New("killed")

func (d *dying) PrepareImport(ctx context.Context, a crm.Actor, p crm.ImportPart) (crm.PreparedImport, error) {
	prepared, err := d.Store.PrepareImport(ctx, a, p)
	write := prepared.Write
	prepared.Write = func(ctx context.Context, step crm.JobStep) error {
		if d.parts--; d.parts == 0 {
			return errDied // before the part is kept
		}
		err := write(ctx, step)
		if err == nil && d.parts == 1 {
			return errDied // after it was kept
		}
		return err
	}
	return prepared, err
}
