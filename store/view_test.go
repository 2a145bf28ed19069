package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"holm/crm"
)

func viewIDs(views []crm.View) []int64 {
	var ids []int64
	for _, v := range views {
		ids = append(ids, v.ID)
	}
	slices.Sort(ids)
	return ids
}

// TestViewsAreSeenByThoseTheyAreFor compares lists and single reads with what
// crm.Actor.MayUse says, and changes with what MayArrange says.
func TestViewsAreSeenByThoseTheyAreFor(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		north, south := f.group("north"), f.group("south")
		actors := []crm.Actor{f.admin, f.user("anna", crm.RoleUser, north), f.user("bo", crm.RoleUser, north, south), f.user("cilla", crm.RoleReader)}
		var all []crm.View
		for _, a := range actors {
			for _, v := range []crm.View{{Visibility: crm.VisibleToOwner}, {Visibility: crm.VisibleToAll},
				{Visibility: crm.VisibleToGroup, Group: north}, {Visibility: crm.VisibleToGroup, Group: south}} {
				v.Entity, v.Name = crm.EntityCompany, fmt.Sprintf("View %d", len(all))
				err := f.CreateView(ctx, a, &v)
				if v.Visibility == crm.VisibleToGroup && !a.In(v.Group) && !a.Admin {
					if err == nil {
						t.Errorf("user %d shares with group %d, which is not theirs", a.User, v.Group)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, v)
			}
		}
		for _, a := range actors {
			f.checkViews(a, all)
		}
		if views, err := f.Views(ctx, f.admin, crm.EntityPerson); err != nil || len(views) != 0 {
			t.Errorf("%v: %d views of persons", err, len(views))
		}
	})
}

func (f *fixture) checkViews(a crm.Actor, all []crm.View) {
	f.t.Helper()
	ctx := f.t.Context()
	var want []int64
	for _, v := range all {
		if v.Owner == a.User || v.Visibility == crm.VisibleToAll || v.Visibility == crm.VisibleToGroup && a.In(v.Group) {
			want = append(want, v.ID)
		}
		_, err := f.View(ctx, a, v.ID)
		if a.MayUse(&v) != (err == nil) || err != nil && !errors.Is(err, crm.ErrNotFound) {
			f.t.Errorf("user %d reads %s view of %d: %v", a.User, v.Visibility, v.Owner, err)
		}
		_, err = f.UpdateView(ctx, a, v.ID, 0, func(v *crm.View) { v.Name += "!" })
		switch {
		case a.MayArrange(&v) && err != nil,
			!a.MayUse(&v) && !errors.Is(err, crm.ErrNotFound),
			a.MayUse(&v) && !a.MayArrange(&v) && !errors.Is(err, crm.ErrForbidden):
			f.t.Errorf("user %d changes %s view of %d: %v", a.User, v.Visibility, v.Owner, err)
		}
	}
	got, err := f.Views(ctx, a, crm.EntityCompany)
	slices.Sort(want)
	if err != nil || !slices.Equal(viewIDs(got), want) {
		f.t.Errorf("%v: user %d is shown the views %v, not %v", err, a.User, viewIDs(got), want)
	}
}

func TestViewIsKeptChangedTrashedAndRestored(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		ctx := t.Context()
		v := crm.View{Entity: crm.EntityCompany, Name: "  Prospects\n, Nordic ", Settings: crm.ViewSettings{
			Columns: "name:240,phones", Sort: "-updated_at", Filter: `category is "Prospect"`, Text: "søren"}}
		if err := f.CreateView(ctx, f.admin, &v); err != nil {
			t.Fatal(err)
		}
		settings := v.Settings
		got, err := f.UpdateView(ctx, f.admin, v.ID, 1, func(v *crm.View) { v.Visibility = crm.VisibleToAll })
		if err != nil || got.Settings != settings || got.Name != "Prospects , Nordic" || got.Version != 2 {
			t.Fatalf("%v: %+v", err, got)
		}
		var conflict *crm.Conflict
		if _, err := f.UpdateView(ctx, f.admin, v.ID, 1, func(v *crm.View) { v.Name = "x" }); !errors.As(err, &conflict) {
			t.Errorf("a stale change gets %v", err)
		}
		var invalid *crm.Invalid
		if _, err := f.UpdateView(ctx, f.admin, v.ID, 0, func(v *crm.View) { v.Name = "" }); !errors.As(err, &invalid) {
			t.Errorf("a view without a name gets %v", err)
		}
		if err := f.TrashView(ctx, f.admin, v.ID); err != nil {
			t.Fatal(err)
		}
		if views, err := f.Views(ctx, f.admin, crm.EntityCompany); err != nil || len(views) != 0 {
			t.Errorf("%v: a deleted view is among %d", err, len(views))
		}
		if back, err := f.RestoreView(ctx, f.admin, v.ID); err != nil || back.Settings != settings || back.DeletedAt != nil {
			t.Errorf("%v: restored %+v", err, back)
		}
		entries := f.journalOf(crm.EntityView, v.ID)
		want := []crm.JournalOperation{crm.JournalCreate, crm.JournalUpdate, crm.JournalTrash, crm.JournalRestore}
		if !slices.Equal(entries, want) {
			t.Errorf("the journal says %v", entries)
		}
		if err := f.TrashView(ctx, f.admin, v.ID); err != nil {
			t.Fatal(err)
		}
		if n, err := f.PurgeTrash(ctx, crm.SystemActor(), start.Add(time.Hour), 10); err != nil || n != 1 {
			t.Errorf("%v: purged %d", err, n)
		}
		if _, err := f.View(ctx, f.admin, v.ID); !errors.Is(err, crm.ErrNotFound) {
			t.Errorf("a purged view answers %v", err)
		}
	})
}

// journalOf lists the operations on a record, the oldest first.
func (f *fixture) journalOf(e crm.Entity, id int64) []crm.JournalOperation {
	f.t.Helper()
	rows, err := f.query(f.t.Context(), "SELECT operation FROM journal WHERE entity = @entity AND record_id = @id ORDER BY position",
		arg("entity", string(e)), arg("id", id))
	if err != nil {
		f.t.Fatal(err)
	}
	defer rows.Close()
	var out []crm.JournalOperation
	for rows.Next() {
		var op crm.JournalOperation
		if err := rows.Scan((*string)(&op)); err != nil {
			f.t.Fatal(err)
		}
		out = append(out, op)
	}
	if err := rows.Err(); err != nil {
		f.t.Fatal(err)
	}
	return out
}
