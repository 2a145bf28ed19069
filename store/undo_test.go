package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"holm/crm"
)

// asKept is all that is kept of a record beside its versions.
type asKept struct {
	Values  map[string]any
	Trashed bool
	Terms   []string
	Sort    string
}

func (f *fixture) kept(t interface{ Fatal(...any) }, e crm.Entity, id int64) asKept {
	var out asKept
	var at bool
	if e == crm.EntityCompany {
		c, err := f.Company(f.t.Context(), crm.SystemActor(), id)
		if err != nil {
			t.Fatal(err)
		}
		out.Values, at = c.Values(), c.DeletedAt != nil
	} else {
		p, err := f.Person(f.t.Context(), crm.SystemActor(), id)
		if err != nil {
			t.Fatal(err)
		}
		out.Values, at = p.Values(), p.DeletedAt != nil
	}
	out.Trashed = at
	var sort []byte
	if err := f.readers.QueryRow("SELECT sort_name FROM "+string(e)+" WHERE id = @id", arg("id", id)).Scan(&sort); err != nil {
		t.Fatal(err)
	}
	out.Sort = string(sort)
	rows, err := f.readers.Query("SELECT list, term, hex(sort_key) FROM search_term WHERE list / 8 = @entity AND record_id = @id", arg("entity", listOf(e, 0)/listsOfEntity), arg("id", id))
	if err != nil {
		t.Fatal(err)
	}
	if out.Terms, err = texts(rows); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out.Terms)
	return out
}

// drawChange makes up a change of a company or a person.
func drawChange(t *rapid.T, e crm.Entity, company int64) crm.Change {
	word := rapid.SampledFrom([]string{"", "Ærø", "Ved Åen", "Søn", "33 12 45 67", "x"})
	some := rapid.SampledFrom([]string{"Ærø", "Ved Åen", "Søn"})
	all := map[string]*rapid.Generator[any]{
		"note": rapid.Map(word, func(s string) any { return s }), "department": rapid.Map(word, func(s string) any { return s }),
		"no_mailing": rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		"visibility": rapid.Map(rapid.SampledFrom([]string{"everyone", "owner", "group"}), func(s string) any { return s }),
		"owner":      rapid.Map(rapid.SampledFrom([]int64{0, 1001}), func(n int64) any { return n }),
		"phones": rapid.Map(rapid.SliceOfN(some, 0, 2), func(s []string) any {
			var out []crm.Phone
			for i := range s {
				out = append(out, crm.Phone{Kind: "direct", Number: fmt.Sprint("+45 33 12 45 6", i)})
			}
			return out
		}),
		"emails": rapid.Map(rapid.IntRange(0, 3), func(n int) any {
			var out []crm.Email
			for i := range n {
				out = append(out, crm.Email{Address: fmt.Sprintf("a%d@b.example", i), Primary: i == 1, Bounces: int64(i)})
			}
			return out
		}),
	}
	if e == crm.EntityCompany {
		all["name"] = rapid.Map(some, func(s string) any { return s })
		all["annual_revenue"] = rapid.Map(rapid.Int64Range(0, 1<<60), func(n int64) any { return n })
		all["website"] = rapid.Map(rapid.SampledFrom([]string{"", "www.a.example", "b.example"}), func(s string) any { return s })
		all["street_city"] = rapid.Map(word, func(s string) any { return s })
		all["street_country"] = rapid.Map(rapid.SampledFrom([]string{"", "DK", "SE"}), func(s string) any { return s })
	} else {
		all["last_name"] = rapid.Map(some, func(s string) any { return s })
		all["birth_date"] = rapid.Map(rapid.SampledFrom([]string{"", "1970-02-03"}), func(s string) any { return s })
		all["companies"] = rapid.Map(rapid.Bool(), func(b bool) any {
			if !b {
				return nil
			}
			return []crm.Affiliation{{Company: company, Role: "board", Former: true}}
		})
		all["social_links"] = rapid.Map(word, func(s string) any { return []crm.Link{{URL: "https://x.example/" + fmt.Sprint(len(s))}} })
	}
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	change := crm.Change{}
	for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, 4, rapid.ID[string]).Draw(t, "fields") {
		change[name] = all[name].Draw(t, name)
	}
	return change
}

// subject is a record that steps are done to.
type subject struct {
	entity crm.Entity
	id     int64
}

// act does one made-up step to the subjects and returns what undoes it.
func (f *fixture) act(t *rapid.T, all []subject, company int64) crm.Step {
	ctx := f.t.Context()
	s := rapid.SampledFrom(all).Draw(t, "subject")
	now := f.kept(t, s.entity, s.id)
	var version int64
	if err := f.readers.QueryRow("SELECT version FROM "+string(s.entity)+" WHERE id = @id", arg("id", s.id)).Scan(&version); err != nil {
		t.Fatal(err)
	}
	edition := crm.Edition{Entity: s.entity, ID: s.id, Version: version}
	b := crm.Bulk{Entity: s.entity, Action: crm.BulkEdit}
	for _, x := range all {
		if x.entity == s.entity {
			b.IDs = append(b.IDs, x.id)
		}
	}
	switch kind := rapid.SampledFrom([]string{"edit", "edit", "trash", "restore", "bulk edit", "bulk trash", "bulk restore"}).Draw(t, "kind"); kind {
	case "edit":
		if now.Trashed {
			return crm.Step{}
		}
		after, err := f.Amend(ctx, crm.SystemActor(), edition, drawChange(t, s.entity, company))
		if err != nil {
			t.Fatal(err)
		}
		if after.Version == version {
			return crm.Step{}
		}
		return crm.Step{Edition: after}
	case "bulk edit":
		b.Change = drawChange(t, s.entity, company)
	case "bulk trash", "trash":
		b.Action = crm.BulkTrash
	default:
		b.Action = crm.BulkRestore
	}
	if len(b.IDs) > 1 && rapid.Bool().Draw(t, "alone") {
		b.IDs = []int64{s.id}
	}
	done, err := f.Bulk(ctx, crm.SystemActor(), b)
	if err != nil {
		t.Fatal(err)
	}
	return done.Step
}

// TestUndoRestoresExactly does any sequence of steps, undoes the last and
// finds all as it was before that; undoing the undo brings the step back.
func TestUndoRestoresExactly(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		employer, company := f.company(f.admin, "Employer"), f.company(f.admin, "Board")
		rapid.Check(t, func(rt *rapid.T) {
			var all []subject
			for i := range 2 {
				c := crm.Company{Name: "Ved Åen", Website: "c.example", Employees: int64(i)}
				if err := f.CreateCompany(t.Context(), f.admin, &c); err != nil {
					rt.Fatal(err)
				}
				p := crm.Person{LastName: "Berg", Company: employer.ID}
				if err := f.CreatePerson(t.Context(), f.admin, &p); err != nil {
					rt.Fatal(err)
				}
				all = append(all, subject{crm.EntityCompany, c.ID}, subject{crm.EntityPerson, p.ID})
			}
			for range rapid.IntRange(0, 5).Draw(rt, "steps") {
				f.act(rt, all, company.ID)
			}
			before := f.keptOf(rt, all)
			step := f.act(rt, all, company.ID)
			after := f.keptOf(rt, all)
			if step == (crm.Step{}) {
				return
			}
			undone, err := f.Undo(t.Context(), crm.SystemActor(), step)
			if err != nil || len(undone.Left) > 0 || undone.Records == 0 {
				rt.Fatalf("%v: undoing %s: %+v", err, step, undone)
			}
			if got := f.keptOf(rt, all); !reflect.DeepEqual(got, before) {
				rt.Fatalf("undone:\n%+v\nbefore:\n%+v", got, before)
			}
			again, err := f.Undo(t.Context(), crm.SystemActor(), undone.Step)
			if err != nil || len(again.Left) > 0 {
				rt.Fatalf("%v: undoing the undo: %+v", err, again)
			}
			if got := f.keptOf(rt, all); !reflect.DeepEqual(got, after) {
				rt.Fatalf("done again:\n%+v\nafter:\n%+v", got, after)
			}
		})
	})
}

func (f *fixture) keptOf(t *rapid.T, all []subject) []asKept {
	out := make([]asKept, len(all))
	for i, s := range all {
		out[i] = f.kept(t, s.entity, s.id)
	}
	return out
}

func TestUndoLeavesWhatOthersChangedSince(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		a, b := f.company(f.admin, "A"), f.company(f.admin, "B")
		done, err := f.Bulk(ctx, f.admin, crm.Bulk{Entity: crm.EntityCompany, IDs: []int64{a.ID, b.ID}, Action: crm.BulkEdit,
			Change: crm.Change{"note": "many", "department": "North"}})
		if err != nil || done.Done != 2 {
			t.Fatal(done, err)
		}
		other := f.user("other", crm.RoleUser)
		if _, err := f.Amend(ctx, other, crm.Edition{Entity: crm.EntityCompany, ID: b.ID}, crm.Change{"note": "later"}); err != nil {
			t.Fatal(err)
		}
		undone, err := f.Undo(ctx, f.admin, done.Step)
		if err != nil || undone.Records != 2 || len(undone.Left) != 1 {
			t.Fatal(undone, err)
		}
		if l := undone.Left[0]; l.ID != b.ID || l.Field != "note" || l.Reason != crm.LeftChanged || l.Now != "later" || l.Wanted != nil {
			t.Errorf("left %+v", l)
		}
		got, err := f.Company(ctx, f.admin, b.ID)
		if err != nil || got.Note != "later" || got.Department != "" {
			t.Error(got, err)
		}
		again, err := f.Undo(ctx, f.admin, done.Step)
		if err != nil || again.Records != 0 || len(again.Left) != 1 {
			t.Errorf("undone twice: %+v, %v", again, err)
		}
	})
}

func TestUndoOfACreateAndOfADelete(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		c := f.company(f.admin, "New")
		created := crm.Step{Edition: crm.Edition{Entity: crm.EntityCompany, ID: c.ID, Version: 1}}
		undone, err := f.Undo(ctx, f.admin, created)
		if err != nil || undone.Record != c.ID || !f.kept(t, crm.EntityCompany, c.ID).Trashed {
			t.Fatal(undone, err)
		}
		if _, err := f.Undo(ctx, f.admin, undone.Step); err != nil || f.kept(t, crm.EntityCompany, c.ID).Trashed {
			t.Fatal(err)
		}
		if _, err := f.Amend(ctx, f.admin, crm.Edition{Entity: crm.EntityCompany, ID: c.ID}, crm.Change{"note": "kept"}); err != nil {
			t.Fatal(err)
		}
		undone, err = f.Undo(ctx, f.admin, created)
		if err != nil || len(undone.Left) != 1 || undone.Left[0].Reason != crm.LeftChanged || f.kept(t, crm.EntityCompany, c.ID).Trashed {
			t.Error("a record that was written on went to the trash", undone, err)
		}
		trash := crm.Bulk{Entity: crm.EntityCompany, IDs: []int64{c.ID}, Action: crm.BulkTrash}
		done, err := f.Bulk(ctx, f.admin, trash)
		if err != nil {
			t.Fatal(err)
		}
		taker := crm.Company{Name: "Taker", Number: c.Number}
		if err := f.CreateCompany(ctx, f.admin, &taker); err != nil {
			t.Fatal(err)
		}
		undone, err = f.Undo(ctx, f.admin, done.Step)
		if err != nil || len(undone.Left) != 1 || undone.Left[0].Reason != crm.LeftTaken {
			t.Error(undone, err)
		}
	})
}

func TestUndoNeedsRights(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		reader, user := f.user("reader", crm.RoleReader), f.user("user", crm.RoleUser)
		a, b := f.company(f.admin, "A"), f.company(f.admin, "B")
		change := crm.Bulk{Entity: crm.EntityCompany, IDs: []int64{a.ID, b.ID}, Action: crm.BulkEdit, Change: crm.Change{"note": "x"}}
		if _, err := f.Bulk(ctx, reader, change); !errors.Is(err, crm.ErrForbidden) {
			t.Errorf("a reader changes many: %v", err)
		}
		done, err := f.Bulk(ctx, f.admin, change)
		if err != nil {
			t.Fatal(err)
		}
		save := crm.Step{Edition: crm.Edition{Entity: crm.EntityCompany, ID: a.ID, Version: 2}}
		for name, c := range map[string]struct {
			actor crm.Actor
			step  crm.Step
			want  error
		}{
			"reader, batch": {reader, done.Step, crm.ErrForbidden}, "reader, save": {reader, save, crm.ErrForbidden},
			"no such batch": {f.admin, crm.Step{Batch: 99999}, crm.ErrNotFound}, "nothing": {f.admin, crm.Step{}, crm.ErrNotFound},
			"a user's": {f.admin, crm.Step{Edition: crm.Edition{Entity: crm.EntityUser, ID: user.User, Version: 1}}, crm.ErrNotFound},
		} {
			if _, err := f.Undo(ctx, c.actor, c.step); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if _, err := f.Amend(ctx, f.admin, crm.Edition{Entity: crm.EntityCompany, ID: b.ID}, crm.Change{"visibility": "owner"}); err != nil {
			t.Fatal(err)
		}
		hidden := crm.Step{Edition: crm.Edition{Entity: crm.EntityCompany, ID: b.ID, Version: 2}}
		if _, err := f.Undo(ctx, user, hidden); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("undoing what one may not see: %v", err)
		}
	})
}
