package store

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"holm/crm"
)

// builtActor is an actor whose rights make lists of a shape of their own.
type builtActor struct {
	name  string
	actor crm.Actor
}

func builtActors() []builtActor {
	actor := func(own, group, others, nobodys crm.Right, groups ...int64) crm.Actor {
		return crm.Actor{Kind: crm.ActorUser, User: 7, Groups: groups,
			Role: crm.Role{Rights: map[crm.Entity][4]crm.Right{"": {own, group, others, nobodys}}}}
	}
	many := make([]int64, maxGroupBranches+1)
	for i := range many {
		many[i] = int64(i + 1)
	}
	const no, yes = crm.RightNone, crm.RightRead
	return []builtActor{
		{"system", crm.SystemActor()},
		{"reader of all", actor(yes, yes, yes, yes, 3)},
		{"own and groups", actor(yes, yes, no, no, 3, 4)},
		{"own only", actor(yes, no, no, no)},
		{"others only", actor(no, no, yes, no, 3)},
		{"nobody's", actor(yes, no, no, yes)},
		{"many groups", actor(no, yes, no, no, many...)},
		{"nothing", actor(no, no, no, no)},
	}
}

// builtLists renders a list in its shapes: pages onwards and backwards by each
// sort for the system and by name for the others, filters, trash and counts.
func builtLists[T any, R record[T]](t *testing.T, s *Store, k *kind[T, R], a builtActor, filtered listing) []statement {
	t.Helper()
	var out []statement
	add := func(shape string, l listing, build func(*dialect, listing) (string, []sql.NamedArg)) {
		t.Helper()
		if _, err := k.place(s, &l); err != nil {
			t.Fatal(err)
		}
		text, args := build(s.d, l)
		given := callArgs{}
		for _, a := range args {
			given.names = append(given.names, a.Name)
		}
		text = strings.ReplaceAll(text, k.read, "{columns}") // as in the statement "one"
		out = append(out, statement{file: k.table + "_list.go", name: a.name + ", " + shape, text: text, call: &given})
	}
	cursor := func(sort crm.Sort, backward bool) string {
		return crm.Cursor{Sort: sort, Backward: backward, Key: make([]byte, 8), ID: 9}.String()
	}
	plain := listing{actor: a.actor, limit: 50}
	add("first page", plain, k.listQuery)
	add("count", plain, k.countQuery)
	fields := []string{"name", "updated_at", "created_at"}
	if !a.actor.Unbound() {
		fields = fields[:1]
	}
	for _, field := range fields {
		for _, desc := range []bool{false, true} {
			l, order := plain, field
			if desc {
				order += " descending"
			}
			l.sort = crm.Sort{Field: field, Desc: desc}
			l.after = cursor(l.sort, false)
			add("onwards by "+order, l, k.listQuery)
			l.after = cursor(l.sort, true)
			add("backwards by "+order, l, k.listQuery)
		}
	}
	filtered.limit = 50
	add("filtered", filtered, k.listQuery)
	add("filtered count", filtered, k.countQuery)
	windowed := filtered
	windowed.found, windowed.sparse = false, true
	add("window", windowed, func(d *dialect, l listing) (string, []sql.NamedArg) { return k.windowQuery(d, l, 100) })
	windowed.after = cursor(crm.Sort{Field: "name"}, true)
	add("window backwards", windowed, func(d *dialect, l listing) (string, []sql.NamedArg) { return k.windowQuery(d, l, 100) })
	words := plain
	for i, w := range []string{"nord", "4512"} {
		words.hasWord(s.d, i, w)
	}
	add("words walked", words, k.listQuery)
	add("count of words walked", words, func(d *dialect, l listing) (string, []sql.NamedArg) {
		if text, args := k.countWalkQuery(d, l); text != "" {
			return text, args
		}
		return "SELECT 0", nil
	})
	rare := words
	if err := rare.knownBy(s.d, []int64{4, 5}); err != nil {
		t.Fatal(err)
	}
	add("words with a rare one", rare, k.listQuery)
	for _, c := range commonShapes(k) {
		l := words
		l.common = "4512"
		add(c.name, l, c.build)
	}
	for _, c := range listShapes(k) {
		l := words
		l.lists = &c.lists
		add(c.name, l, c.build)
	}
	add("size of what is seen", plain, func(d *dialect, l listing) (string, []sql.NamedArg) { return k.seenSizeQuery(d, l.actor) })
	trash := plain
	trash.trash = true
	add("trash", trash, k.listQuery)
	names, args := namesQuery(s.d, a.actor, k.entity)
	add("names", plain, func(*dialect, listing) (string, []sql.NamedArg) { return names, append(args, arg("ids", "[]")) })
	before := plain
	before.sort = crm.Sort{Field: "name"}
	before.after = cursor(before.sort, true)
	add("place, count", before, k.countQuery)
	add("followed", plain, func(d *dialect, l listing) (string, []sql.NamedArg) { return followedQuery(d, l.actor, k.entity, 8) })
	add("sharing", plain, func(d *dialect, l listing) (string, []sql.NamedArg) {
		keys := sharedKeys([]crm.Email{{Address: "a@b.example"}}, []crm.Phone{{E164: "+4512345678"}}, nil)
		if k.entity == crm.EntityCompany {
			keys = append(keys, sharedKeys(nil, nil, map[string][]string{"org_key": {"1"}, "vat_key": {"1"}, "domain": {"b.example"}})...)
		}
		return k.sharingQuery(d, l.actor, keys)
	})
	return out
}

type builtShape struct {
	name  string
	build func(*dialect, listing) (string, []sql.NamedArg)
}

// commonShapes are the statements that look for common words.
func commonShapes[T any, R record[T]](k *kind[T, R]) []builtShape {
	return []builtShape{
		{"end of the walk", k.walkEndQuery},
		{"common walked", func(d *dialect, l listing) (string, []sql.NamedArg) { return k.walkQuery(d, l, []byte{1}) }},
		{"by a common word", k.byWordQuery},
		{"common counted", func(d *dialect, l listing) (string, []sql.NamedArg) { return k.countWordQuery(d, l, wordsCounted) }},
	}
}

type listShape struct {
	builtShape
	lists wordLists
}

// listShapes are the statements that read records off the lists of words.
func listShapes[T any, R record[T]](k *kind[T, R]) []listShape {
	read := func(d *dialect, l listing) (string, []sql.NamedArg) { return l.lists.query(d, &l, 60) }
	onwards := func(desc bool) func(d *dialect, l listing) (string, []sql.NamedArg) {
		return func(d *dialect, l listing) (string, []sql.NamedArg) {
			l.key, l.id, l.desc = []byte{1}, 9, desc
			return l.lists.query(d, &l, 60)
		}
	}
	sift := func(d *dialect, l listing) (string, []sql.NamedArg) { return k.siftQuery(d, l, "[4, 5]", 50) }
	count := func(d *dialect, l listing) (string, []sql.NamedArg) { return k.countListsQuery(d, l, wordCounted) }
	three := wordLists{lists: []int64{listOf(k.entity, listName), listOf(k.entity, listName), listOf(k.entity, listOther)},
		terms: []string{"nord", "nordlys", "nordsø"}}
	many := wordLists{lists: rangesOf(k.entity, "nord"), terms: []string{"nord", ""}, word: "nord"}
	return []listShape{
		{builtShape{"lists of words", read}, three},
		{builtShape{"lists of words onwards", onwards(false)}, three},
		{builtShape{"lists of words backwards", onwards(true)}, three},
		{builtShape{"lists of words sifted", sift}, three},
		{builtShape{"lists of words counted", count}, three},
		{builtShape{"many words", read}, many},
		{builtShape{"many words onwards", onwards(false)}, many},
	}
}

// builtWrites are the statements that a kind keeps its records with.
func builtWrites[T any, R record[T]](k *kind[T, R]) []statement {
	return []statement{
		{file: k.table + ".go", name: "insert", text: k.insert},
		{file: k.table + ".go", name: "insert two", text: manyRows(mssqlDialect(), k.insert, 2)},
		{file: k.table + ".go", name: "change", text: k.change},
		{file: k.table + ".go", name: "change one", text: k.changeOf([]string{"sort_name"})},
		{file: k.table + ".go", name: "one", text: oneStatement(k)},
		{file: k.table + ".go", name: "found by", text: k.foundBy()},
	}
}

func oneStatement[T any, R record[T]](k *kind[T, R]) string {
	query, _ := k.one(crm.SystemActor(), 1)
	return query
}

// builtDocuments are the statements that documents are read with, whose sight
// is also that of the records they hang on.
func builtDocuments(t *testing.T, s *Store, a builtActor) []statement {
	t.Helper()
	var out []statement
	add := func(shape, text string, args []sql.NamedArg) {
		given := callArgs{}
		for _, a := range args {
			given.names = append(given.names, a.Name)
		}
		out = append(out, statement{file: "document_list.go", name: a.name + ", " + shape,
			text: strings.ReplaceAll(text, s.document.read, "{columns}"), call: &given})
	}
	for shape, on := range map[string]crm.RecordLink{"all": {}, "on a company": {Entity: crm.EntityCompany, Record: 1}} {
		l, err := s.documentListing(t.Context(), a.actor, on, crm.Query{Filter: crm.And(crm.Is("type", 1), crm.Is("owner", 2)), Limit: 50})
		if err == nil {
			_, err = s.document.place(s, &l)
		}
		if err != nil {
			t.Fatal(err)
		}
		text, args := s.document.listQuery(s.d, l)
		add(shape, text, args)
		text, args = s.document.countQuery(s.d, l)
		add(shape+", counted", text, args)
	}
	text, args := s.document.one(a.actor, 1)
	add("one", text, args)
	text, args = namesQuery(s.d, a.actor, crm.EntityDocument)
	add("names", text, append(args, arg("ids", "[]")))
	slices.SortFunc(out, func(x, y statement) int { return strings.Compare(x.name, y.name) })
	return out
}

// builtMatches renders how records are looked up by keys of each kind.
func builtMatches(d *dialect) []statement {
	own := builtActors()[3].actor
	var out []statement
	add := func(name, text string, args []sql.NamedArg, more ...string) {
		given := callArgs{names: more}
		for _, a := range args {
			given.names = append(given.names, a.Name)
		}
		out = append(out, statement{file: "match.go", name: name, text: text, call: &given})
	}
	for _, e := range []crm.Entity{crm.EntityCompany, crm.EntityPerson} {
		for _, by := range []crm.MatchBy{crm.MatchExternal, crm.MatchOrgNo, crm.MatchNumber, crm.MatchEmail, crm.MatchPhone, crm.MatchName} {
			if e == crm.EntityPerson && (by == crm.MatchOrgNo || by == crm.MatchNumber) {
				continue
			}
			more := []string{"keys"}
			if by == crm.MatchExternal {
				more = append(more, "source")
			}
			text, args := matchQuery(d, own, e, by)
			add(string(e)+" by "+string(by), text, args, more...)
		}
	}
	add("selectExternalOf", selectExternalOf+d.each("@ids")+")", nil, "entity", "source", "ids")
	return out
}
