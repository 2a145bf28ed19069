package store

import (
	"database/sql"
	"strconv"
	"strings"

	"holm/crm"
)

// branch is one way in which an actor may see records. A list takes the first
// rows of each branch by its own index, so that its cost is the page's, not
// the table's.
type branch struct {
	where string
	args  []sql.NamedArg
}

// maxGroupBranches is how many groups have a branch of their own. Who is in
// more sees so much that the list is read in its order and sifted: the plus
// keeps engines from collecting all that the groups have.
const maxGroupBranches = 40

// sight returns the branches of what the actor may read, over table alias r.
// None means nothing at all; one with an empty condition means everything.
func sight(a crm.Actor, e crm.Entity) []branch {
	if a.Unbound() {
		return []branch{{}}
	}
	reads := func(r crm.Relation) bool { return a.RelationRight(e, r) >= crm.RightRead }
	var out []branch
	if reads(crm.Own) && a.User != 0 {
		out = append(out, branch{"r.owner_id = @me", []sql.NamedArg{arg("me", a.User)}})
	}
	if reads(crm.OwnGroup) {
		out = append(out, groupBranches(a, reads(crm.Own))...)
	}
	if public, ok := publicBranch(a, reads); ok {
		out = append(out, public)
	}
	return out
}

// groupBranches are the records of the actor's groups, without the actor's
// own where those are not seen.
func groupBranches(a crm.Actor, own bool) []branch {
	shared := " AND r.visibility <> 'owner'"
	if !own {
		shared += notOwn(a)
	}
	if len(a.Groups) > maxGroupBranches {
		return []branch{{"+r.group_id IN (" + idList(a.Groups) + ")" + shared, nil}}
	}
	var out []branch
	for i, g := range a.Groups {
		name := "group" + strconv.Itoa(i)
		out = append(out, branch{"r.group_id = @" + name + shared, []sql.NamedArg{arg(name, g)}})
	}
	return out
}

// publicBranch are the records of others. Where the actor's own and own
// groups' records are seen anyway, leaving them in spares the engine the
// search for the ones that are not.
func publicBranch(a crm.Actor, reads func(crm.Relation) bool) (branch, bool) {
	const public = "r.visibility = 'everyone'"
	others, nobodys := reads(crm.OtherGroups), reads(crm.AllOthers)
	where := public
	switch {
	case others && nobodys:
	case others:
		where += " AND r.group_id IS NOT NULL"
	case nobodys:
		where = "r.group_id IS NULL AND " + public
	default:
		return branch{}, false
	}
	if !reads(crm.OwnGroup) && others && len(a.Groups) > 0 {
		where += " AND (r.group_id IS NULL OR r.group_id NOT IN (" + idList(a.Groups) + "))"
	}
	if !reads(crm.Own) {
		where += notOwn(a)
	}
	return branch{where, nil}, true
}

func notOwn(a crm.Actor) string {
	return " AND (r.owner_id IS NULL OR r.owner_id <> " + strconv.FormatInt(a.User, 10) + ")"
}

// seen is the condition that holds for what any of the branches shows.
func seen(branches []branch) (string, []sql.NamedArg) {
	if len(branches) == 0 {
		return "1 = 0", nil
	}
	var parts []string
	var args []sql.NamedArg
	for _, b := range branches {
		if b.where == "" {
			return "", nil
		}
		parts = append(parts, "("+b.where+")")
		args = append(args, b.args...)
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

func idList(ids []int64) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, ", ")
}
