package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"holm/crm"
)

func upload(name, content string) crm.Upload {
	return crm.Upload{Name: name, Content: strings.NewReader(content)}
}

func on(e crm.Entity, id int64) crm.RecordLink { return crm.RecordLink{Entity: e, Record: id} }

// document adds one on the records.
func (f *fixture) newDocument(a crm.Actor, name, content string, hosts ...crm.RecordLink) crm.Document {
	f.t.Helper()
	d := crm.Document{Links: hosts}
	if err := f.AddDocument(f.t.Context(), a, &d, upload(name, content)); err != nil {
		f.t.Fatal(err)
	}
	return d
}

// content reads a version.
func (f *fixture) content(a crm.Actor, id, number int64) string {
	f.t.Helper()
	file, _, err := f.OpenVersion(f.t.Context(), a, id, number)
	if err != nil {
		f.t.Fatal(err)
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err != nil {
		f.t.Fatal(err)
	}
	return string(text)
}

// onDisk lists the files in the documents folder.
func (f *fixture) onDisk() []string {
	f.t.Helper()
	var names []string
	err := filepath.WalkDir(f.files.dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, filepath.Base(path))
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		f.t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

func TestDocumentsAndTheirVersions(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c, p := f.company(f.admin, "Skovby"), crm.Person{LastName: "Lund"}
		if err := f.CreatePerson(ctx, f.admin, &p); err != nil {
			t.Fatal(err)
		}
		d := f.newDocument(f.admin, `C:\Kontrakter\Ramme aftale.txt`, "first", on(crm.EntityCompany, c.ID))
		if d.Name != "Ramme aftale.txt" || d.File.Original != `C:\Kontrakter\Ramme aftale.txt` || d.File.MediaType != "text/plain" || d.File.Size != 5 {
			t.Errorf("kept as %+v", d)
		}
		other := f.newDocument(f.admin, "same.txt", "first")
		if n := f.onDisk(); len(n) != 1 || n[0] != d.File.Hash || other.File.Hash != d.File.Hash {
			t.Errorf("the same content is kept as %v", n)
		}
		d, err := f.AddVersion(ctx, f.admin, d.ID, d.Version, crm.Upload{Name: "v2.txt", Comment: "signed", Content: strings.NewReader("second")})
		if err != nil || d.File.Number != 2 || d.Version != 2 || d.File.Comment != "signed" || len(d.Links) != 1 {
			t.Fatalf("%v: %+v", err, d)
		}
		var conflict *crm.Conflict
		if _, err := f.AddVersion(ctx, f.admin, d.ID, 1, upload("v3.txt", "third")); !errors.As(err, &conflict) {
			t.Errorf("a stale version was taken: %v", err)
		}
		if one, two := f.content(f.admin, d.ID, 1), f.content(f.admin, d.ID, 2); one != "first" || two != "second" {
			t.Errorf("read %q and %q", one, two)
		}
		versions, err := f.Versions(ctx, f.admin, d.ID)
		if err != nil || len(versions) != 2 || versions[0].Number != 2 || versions[1].FileName != "Ramme aftale.txt" || versions[1].Author != f.admin.User {
			t.Errorf("%v: %+v", err, versions)
		}
		if _, _, err := f.OpenVersion(ctx, f.admin, d.ID, 3); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("a version that is not there: %v", err)
		}
		if d, err = f.LinkDocument(ctx, f.admin, d.ID, 0, on(crm.EntityPerson, p.ID)); err != nil || len(d.Links) != 2 {
			t.Fatalf("%v: %+v", err, d)
		}
		for host, want := range map[crm.RecordLink]int{{}: 2, on(crm.EntityCompany, c.ID): 1, on(crm.EntityPerson, p.ID): 1, on(crm.EntityPerson, p.ID+500): 0} {
			page, err := f.DocumentsOn(ctx, f.admin, host, crm.Query{})
			n, _, failed := f.CountDocuments(ctx, f.admin, host, crm.Query{})
			if err != nil || failed != nil || len(page.Items) != want || n != want {
				t.Errorf("%v %v: %d documents listed and %d counted on %v, want %d", err, failed, len(page.Items), n, host, want)
			}
		}
		if d, err = f.UnlinkDocument(ctx, f.admin, d.ID, 0, on(crm.EntityCompany, c.ID)); err != nil || len(d.Links) != 1 {
			t.Errorf("%v: %+v", err, d)
		}
		var invalid *crm.Invalid
		if _, err = f.UnlinkDocument(ctx, f.admin, d.ID, 0, on(crm.EntityPerson, p.ID)); !errors.As(err, &invalid) {
			t.Errorf("the last link was taken: %v", err)
		}
		history, err := f.History(ctx, f.admin, crm.EntityDocument, d.ID, 0, 10)
		if err != nil || len(history) != 4 || history[3].Operation != crm.JournalCreate || history[2].Changes[0].Field != "file" {
			t.Errorf("%v: %+v", err, history)
		}
		if found, err := f.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("%v: %v", err, found)
		}
	})
}

func TestUploadsThatAreRefused(t *testing.T) {
	f := newFixture(t, "")
	ctx := t.Context()
	if err := f.SetSetting(ctx, f.admin, crm.SettingDocumentSize, "10"); err != nil {
		t.Fatal(err)
	}
	c := f.company(f.admin, "Skovby")
	reader := f.user("reader", crm.RoleReader)
	for name, try := range map[string]struct {
		actor crm.Actor
		links []crm.RecordLink
		body  io.Reader
		is    func(error) bool
	}{
		"empty":         {f.admin, nil, strings.NewReader(""), invalidField("file")},
		"too long":      {f.admin, nil, strings.NewReader("12345678901"), invalidField("file")},
		"ended":         {f.admin, nil, io.MultiReader(strings.NewReader("123"), failing{}), func(err error) bool { return errors.Is(err, crm.ErrUploadEnded) }},
		"no right":      {reader, nil, strings.NewReader("123"), func(err error) bool { return errors.Is(err, crm.ErrForbidden) }},
		"no record":     {f.admin, []crm.RecordLink{on(crm.EntityCompany, 999)}, strings.NewReader("123"), func(err error) bool { return errors.Is(err, crm.ErrNotFound) }},
		"other records": {f.admin, []crm.RecordLink{on(crm.EntityUser, f.admin.User)}, strings.NewReader("123"), invalidField("links")},
	} {
		d := crm.Document{Links: try.links}
		if err := f.AddDocument(ctx, try.actor, &d, crm.Upload{Name: "x.txt", Content: try.body}); !try.is(err) || d.ID != 0 {
			t.Errorf("%s: got %v, id %d", name, err, d.ID)
		}
	}
	f.newDocument(f.admin, "fits.txt", "1234567890", on(crm.EntityCompany, c.ID))
	if n := f.onDisk(); len(n) != 1 {
		t.Errorf("left on the disk: %v", n)
	}
}

func invalidField(name string) func(error) bool {
	return func(err error) bool {
		var invalid *crm.Invalid
		return errors.As(err, &invalid) && invalid.Fields[0].Field == name
	}
}

// failing is a connection that breaks.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestCheckOut(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		d := f.newDocument(f.admin, "a.txt", "a", on(crm.EntityCompany, f.company(f.admin, "Skovby").ID))
		bo := f.user("bo", crm.RoleUser)
		d, err := f.CheckOutDocument(ctx, bo, d.ID)
		if err != nil || d.CheckedOut != bo.User || d.CheckedOutAt == nil {
			t.Fatalf("%v: %+v", err, d)
		}
		var out *crm.CheckedOut
		if _, err := f.AddVersion(ctx, f.admin, d.ID, 0, upload("b.txt", "b")); !errors.As(err, &out) || out.By != bo.User {
			t.Errorf("somebody else added a version: %v", err)
		}
		if _, err := f.CheckOutDocument(ctx, f.admin, d.ID); !errors.As(err, &out) {
			t.Errorf("it was checked out twice: %v", err)
		}
		if _, err := f.AddVersion(ctx, bo, d.ID, 0, upload("b.txt", "b")); err != nil {
			t.Error(err)
		}
		if d, err = f.ReturnDocument(ctx, f.admin, d.ID); err != nil || d.CheckedOut != 0 {
			t.Errorf("who may delete it cannot return it: %v %+v", err, d)
		}
		if _, err := f.AddVersion(ctx, f.admin, d.ID, 0, upload("c.txt", "c")); err != nil {
			t.Error(err)
		}
	})
}

// TestUnseenDocumentsAreAbsent compares lists, counts, names, single reads,
// versions and contents with the rule: its own holding, and one of its records.
func TestUnseenDocumentsAreAbsent(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		north := f.group("north")
		narrow := f.narrowRole()
		actors := map[string]crm.Actor{
			"admin": f.admin, "narrow": f.user("narrow", narrow, north), "lonely": f.user("lonely", narrow),
			"reader": f.user("reader", crm.RoleReader), "user": f.user("user", crm.RoleUser, north), "system": crm.SystemActor(),
		}
		hosts := f.hosts(actors, north)
		var all []crm.Document
		for _, owner := range []int64{f.admin.User, actors["narrow"].User, actors["user"].User} {
			for _, visibility := range []crm.Visibility{crm.VisibleToAll, crm.VisibleToGroup, crm.VisibleToOwner} {
				for n := range 4 { // on none, on each alone, on both
					d := crm.Document{}
					d.Owner, d.Group, d.Visibility = owner, north, visibility
					for i, h := range hosts {
						if n&(1<<i) != 0 {
							d.Links = append(d.Links, h.RecordLink)
						}
					}
					if err := f.AddDocument(t.Context(), crm.SystemActor(), &d, upload(fmt.Sprintf("Fælles %d.txt", len(all)), "x")); err != nil {
						t.Fatal(err)
					}
					all = append(all, d)
				}
			}
		}
		for name, a := range actors {
			var want []int64
			for _, d := range all {
				if mayBeSeen(a, d, hosts) {
					want = append(want, d.ID)
				}
			}
			if n := len(want); name == "narrow" && (n == 0 || n == len(all)) {
				t.Errorf("%s sees %d of %d documents: the test tells nothing", name, n, len(all))
			}
			f.compareSight(name, a, all, want)
		}
	})
}

// host is a record with what rights go by.
type host struct {
	crm.RecordLink
	crm.Holding
}

// hosts are a company that only the administrator sees, and a person of the group.
func (f *fixture) hosts(actors map[string]crm.Actor, group int64) []host {
	f.t.Helper()
	c, p := crm.Company{Name: "Hidden"}, crm.Person{LastName: "Shared"}
	c.Owner, c.Visibility = f.admin.User, crm.VisibleToOwner
	p.Owner, p.Group, p.Visibility = actors["narrow"].User, group, crm.VisibleToGroup
	if err := errors.Join(f.CreateCompany(f.t.Context(), crm.SystemActor(), &c), f.CreatePerson(f.t.Context(), crm.SystemActor(), &p)); err != nil {
		f.t.Fatal(err)
	}
	return []host{{on(crm.EntityCompany, c.ID), c.Holding()}, {on(crm.EntityPerson, p.ID), p.Holding()}}
}

func mayBeSeen(a crm.Actor, d crm.Document, hosts []host) bool {
	if a.Unbound() {
		return true
	}
	if a.Right(crm.EntityDocument, d.Holding()) < crm.RightRead {
		return false
	}
	for _, h := range hosts {
		if slices.Contains(d.Links, h.RecordLink) && a.Right(h.Entity, h.Holding) >= crm.RightRead {
			return true
		}
	}
	return len(d.Links) == 0 && d.Owner == a.User
}

func (f *fixture) compareSight(name string, a crm.Actor, all []crm.Document, want []int64) {
	f.t.Helper()
	t, ctx := f.t, f.t.Context()
	for _, filter := range []string{"", "name contains lles", "visibility is everyone or visibility is not everyone", "not (name is x)"} {
		q := crm.Query{Limit: 100}
		var err error
		if q.Filter, err = crm.ParseFilter(crm.FilterFields(crm.EntityDocument), filter); err != nil {
			t.Fatal(err)
		}
		page, err := f.DocumentsOn(ctx, a, crm.RecordLink{}, q)
		n, _, failed := f.CountDocuments(ctx, a, crm.RecordLink{}, q)
		if err != nil || failed != nil || len(page.Items) != len(want) || n != len(want) {
			t.Errorf("%v %v: %s lists %d and counts %d for %q, may see %d", err, failed, name, len(page.Items), n, filter, len(want))
		}
	}
	hits, err := f.Search(ctx, a, "faelles", 100)
	if err != nil || len(hits) != len(want) {
		t.Errorf("%v: %s finds %d documents, may see %d", err, name, len(hits), len(want))
	}
	for _, text := range []string{"", "faelles"} {
		page, err := f.DocumentsOn(ctx, a, crm.RecordLink{}, crm.Query{Text: text, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, d := range page.Items {
			got = append(got, d.ID)
			for _, l := range d.Links {
				if f.mayRead(ctx, a, l.Entity, l.Record) != nil {
					t.Errorf("%s is shown the link of document %d to an unseen %s", name, d.ID, l.Entity)
				}
			}
		}
		slices.Sort(got)
		n, _, err := f.CountDocuments(ctx, a, crm.RecordLink{}, crm.Query{Text: text})
		if err != nil || n != len(want) || !slices.Equal(got, want) {
			t.Errorf("%v: %s lists %v and counts %d for %q, may see %v", err, name, got, n, text, want)
		}
	}
	var ids []int64
	for _, d := range all {
		ids = append(ids, d.ID)
		seen := slices.Contains(want, d.ID)
		_, one := f.Document(ctx, a, d.ID)
		_, versions := f.Versions(ctx, a, d.ID)
		_, history := f.History(ctx, a, crm.EntityDocument, d.ID, 0, 5)
		file, _, opened := f.OpenVersion(ctx, a, d.ID, 1)
		if opened == nil {
			opened = file.Close()
		}
		for what, err := range map[string]error{"document": one, "versions": versions, "history": history, "content": opened} {
			if seen && err != nil || !seen && !errors.Is(err, crm.ErrNotFound) {
				t.Errorf("%s reads the %s of %d, which it may see: %t: %v", name, what, d.ID, seen, err)
			}
		}
		if seen {
			continue
		}
		_, changed := f.UpdateDocument(ctx, a, d.ID, 0, crm.Change{"name": "x"})
		_, added := f.AddVersion(ctx, a, d.ID, 0, upload("x", "x"))
		_, amended := f.Amend(ctx, a, crm.Edition{Entity: crm.EntityDocument, ID: d.ID}, crm.Change{"name": "x"})
		undone, undo := f.Undo(ctx, a, crm.Step{Edition: crm.Edition{Entity: crm.EntityDocument, ID: d.ID, Version: 1}})
		if undo == nil {
			t.Errorf("%s undoes what was done to an unseen document: %+v", name, undone)
		}
		_, out := f.CheckOutDocument(ctx, a, d.ID)
		_, linked := f.LinkDocument(ctx, a, d.ID, 0, on(crm.EntityCompany, 1))
		for what, err := range map[string]error{"changes": changed, "amends": amended, "checks out": out, "adds to": added, "links": linked, "deletes": f.TrashDocument(ctx, a, d.ID, 0),
			"restores": f.RestoreDocument(ctx, a, d.ID)} {
			if !errors.Is(err, crm.ErrNotFound) {
				t.Errorf("%s %s an unseen document: %v", name, what, err)
			}
		}
	}
	names, err := f.Names(ctx, a, crm.EntityDocument, ids)
	if err != nil || len(names) != len(want) {
		t.Errorf("%v: %s gets %d names, may see %d", err, name, len(names), len(want))
	}
}

func TestPurgedDocumentsGiveTheirFilesBack(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := f.company(f.admin, "Skovby")
		alone := f.newDocument(f.admin, "alone.txt", "alone", on(crm.EntityCompany, c.ID))
		shared := f.newDocument(f.admin, "shared.txt", "shared", on(crm.EntityCompany, c.ID))
		kept := f.newDocument(f.admin, "kept.txt", "shared")
		for _, d := range []crm.Document{alone, shared} {
			if err := f.TrashDocument(ctx, f.admin, d.ID, 0); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := f.PurgeTrash(ctx, crm.SystemActor(), start.Add(time.Hour), 10); err != nil || n != 2 {
			t.Fatalf("%v: purged %d", err, n)
		}
		if n, err := f.SweepFiles(ctx, crm.SystemActor()); err != nil || n != 0 || len(f.onDisk()) != 2 {
			t.Errorf("%v: swept %d before an export that runs can have ended", err, n)
		}
		f.clock = func() time.Time { return start.Add(fileGrace + time.Hour) }
		if n, err := f.SweepFiles(ctx, crm.SystemActor()); err != nil || n != 1 {
			t.Errorf("%v: swept %d", err, n)
		}
		if n := f.onDisk(); len(n) != 1 || n[0] != kept.File.Hash || f.content(f.admin, kept.ID, 1) != "shared" {
			t.Errorf("left on the disk: %v", n)
		}
		if err := f.TrashCompany(ctx, f.admin, c.ID, 0); err != nil {
			t.Fatal(err)
		}
	})
}

// TestSweepsLeaveWhatAnUploadNeeds: between a file's coming into its place and
// the commit of its row, a sweep that thinks it old leaves it, be it new or a
// content that lost its last version long ago.
func TestSweepsLeaveWhatAnUploadNeeds(t *testing.T) {
	f := newFixture(t, "")
	ctx := t.Context()
	d := f.newDocument(f.admin, "a.txt", "again")
	if err := f.TrashDocument(ctx, f.admin, d.ID, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := f.PurgeTrash(ctx, crm.SystemActor(), start.Add(time.Hour), 10); err != nil {
		t.Fatal(err)
	}
	f.clock = func() time.Time { return time.Now().Add(2 * fileGrace) }
	swept := 0
	f.files.step = func(name string) error {
		if name != "folder" {
			return nil
		}
		n, err := f.SweepFiles(ctx, crm.SystemActor())
		swept += n
		return err
	}
	for _, text := range []string{"again", "new"} {
		d = f.newDocument(f.admin, "b.txt", text)
		if swept != 0 || f.content(f.admin, d.ID, 1) != text {
			t.Errorf("%q: swept %d", text, swept)
		}
	}
}

func TestDocumentsOfAPurgedRecord(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		gone, stays := f.company(f.admin, "Gone"), f.company(f.admin, "Stays")
		only := f.newDocument(f.admin, "only.txt", "1", on(crm.EntityCompany, gone.ID))
		both := f.newDocument(f.admin, "both.txt", "2", on(crm.EntityCompany, gone.ID), on(crm.EntityCompany, stays.ID))
		if err := f.TrashCompany(ctx, f.admin, gone.ID, 0); err != nil {
			t.Fatal(err)
		}
		if n, err := f.PurgeTrash(ctx, crm.SystemActor(), start.Add(time.Hour), 10); err != nil || n != 1 {
			t.Fatalf("%v: purged %d", err, n)
		}
		if d, err := f.Document(ctx, f.admin, only.ID); err != nil || d.DeletedAt == nil || d.Version != 2 || len(d.Links) != 0 {
			t.Errorf("%v: %+v", err, d)
		}
		if d, err := f.Document(ctx, f.admin, both.ID); err != nil || d.DeletedAt != nil || d.Version != 2 || len(d.Links) != 1 {
			t.Errorf("%v: %+v", err, d)
		}
		if found, err := f.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("%v: %v", err, found)
		}
	})
}

func TestDamagedAndMissingFiles(t *testing.T) {
	f := newFixture(t, "")
	ctx := t.Context()
	var docs []crm.Document
	for _, text := range []string{"whole", "longer", "changed", "missing"} {
		docs = append(docs, f.newDocument(f.admin, text+".txt", text))
	}
	path := func(i int) string { return f.files.path(docs[i].File.Hash) }
	if err := errors.Join(os.WriteFile(path(1), []byte("longer than it was"), 0o600), os.WriteFile(path(2), []byte("CHANGED"), 0o600), os.Remove(path(3))); err != nil {
		t.Fatal(err)
	}
	for _, whole := range []bool{false, true} {
		faults := map[string]bool{}
		n, err := f.CheckFiles(ctx, whole, func(fault crm.FileFault) error {
			faults[fault.Hash] = fault.Missing
			return nil
		})
		want := map[string]bool{docs[1].File.Hash: false, docs[3].File.Hash: true}
		if whole {
			want[docs[2].File.Hash] = false
		}
		if err != nil || n != 4 || fmt.Sprint(faults) != fmt.Sprint(want) {
			t.Errorf("%v: of %d files, whole %t: %v, want %v", err, n, whole, faults, want)
		}
	}
	for _, i := range []int{1, 3} {
		if _, _, err := f.OpenVersion(ctx, f.admin, docs[i].ID, 1); !errors.Is(err, crm.ErrFileMissing) {
			t.Errorf("%s was opened: %v", docs[i].Name, err)
		}
	}
	f.newDocument(f.admin, "again.txt", "missing")
	f.newDocument(f.admin, "again.txt", "longer")
	if f.content(f.admin, docs[3].ID, 1) != "missing" || f.content(f.admin, docs[1].ID, 1) != "longer" {
		t.Error("the same content, uploaded again, did not mend the file")
	}
}

func TestSweepLeavesWhatIsYoungOrSomebodyElses(t *testing.T) {
	f := newFixture(t, "")
	d := f.newDocument(f.admin, "a.txt", "a")
	orphan := strings.Repeat("ab", 32)
	files := map[string]string{
		"tmp/upload-1": "young", "tmp/upload-2": "old", "ab/" + orphan: "old", "ab/readme": "old", "notes.txt": "old",
		crm.FilePath(d.File.Hash): "old",
	}
	for name, age := range files {
		path := filepath.Join(f.files.dir, filepath.FromSlash(name))
		at := start
		if age == "old" {
			at = start.Add(-fileGrace - time.Hour)
		}
		if name != crm.FilePath(d.File.Hash) {
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("x"), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	n, err := f.SweepFiles(t.Context(), crm.SystemActor())
	want := []string{d.File.Hash, "notes.txt", "readme", "upload-1"}
	slices.Sort(want)
	if got := f.onDisk(); err != nil || n != 2 || !slices.Equal(got, want) {
		t.Errorf("%v: swept %d, left %v, want %v", err, n, got, want)
	}
}
