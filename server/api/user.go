package api

import (
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

// Users is what the API needs of the store for users.
type Users interface {
	Users(ctx context.Context, a crm.Actor) ([]crm.User, error)
	User(ctx context.Context, a crm.Actor, id int64) (crm.User, error)
	CreateUser(ctx context.Context, a crm.Actor, u *crm.User, passwordHash string) error
	UpdateUser(ctx context.Context, a crm.Actor, id, version int64, change crm.Change) (crm.User, error)
}

// users has no trash: a user is deactivated, and stays where they acted.
func (s *service) users() *noun[crm.User] {
	return &noun[crm.User]{
		name: "user", plural: "users", schema: "User", entity: crm.EntityUser,
		fields: crm.UserFields(),
		at:     (*crm.User).Pointers,
		frame: []fixed[crm.User]{
			{"id", "integer", func(u *crm.User) any { return u.ID }},
			{"version", "integer", func(u *crm.User) any { return u.Version }},
			{"created_at", "time", func(u *crm.User) any { return u.CreatedAt }},
			{"created_by", "integer", func(u *crm.User) any { return u.CreatedBy }},
			{"updated_at", "time", func(u *crm.User) any { return u.UpdatedAt }},
			{"updated_by", "integer", func(u *crm.User) any { return u.UpdatedBy }},
			{"main", "boolean", func(u *crm.User) any { return u.Main }},
			{"last_seen_at", "time", func(u *crm.User) any { return u.LastSeenAt }},
		},
		set:   []fixed[crm.User]{{"groups", "integers", func(u *crm.User) any { return u.Groups }}},
		sorts: []string{"name", "login"},
		id:    func(u *crm.User) int64 { return u.ID },
		stamp: func(u *crm.User) int64 { return u.Version },
		apply: (*crm.User).Apply,
		addList: func(n *noun[crm.User], op huma.Operation) {
			huma.Register(s.api, op, bind(s, func(ctx context.Context, in *userList) (*answer, error) {
				return n.page(ctx, &Listing{Limit: in.Limit, Cursor: in.Cursor, Sort: in.Sort, Q: in.Q, Filter: in.Filter,
					Fields: in.Fields, Count: in.Count})
			}))
		},
		list:  s.listUsers,
		count: s.countUsers,
		one:   s.Store.User,
		create: func(ctx context.Context, a crm.Actor, u *crm.User) error {
			return s.Store.CreateUser(ctx, a, u, "")
		},
		update: s.Store.UpdateUser,
	}
}

// userList is what a list of users can be asked for.
type userList struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Users on a page."`
	Cursor string `query:"cursor" maxLength:"2000" doc:"next_cursor of the page before."`
	Sort   string `query:"sort" maxLength:"60" doc:"name or login; with a minus before it, descending."`
	Q      string `query:"q" maxLength:"200" doc:"A part of the name, log-in name or e-mail."`
	Filter string `query:"filter" maxLength:"4000" doc:"A condition on fields: status is active and groups is 3."`
	Fields string `query:"fields" maxLength:"2000" doc:"Names of the fields to answer with, by commas; id and version come always."`
	Count  bool   `query:"count" doc:"Also count the users."`
}

// listUsers pages through the users, who are few enough to be read at once.
func (s *service) listUsers(ctx context.Context, a crm.Actor, q crm.Query) (crm.Page[crm.User], error) {
	users, err := s.matching(ctx, a, q)
	if err != nil {
		return crm.Page[crm.User]{}, err
	}
	key := func(u crm.User) string { return strings.ToLower(u.Name) }
	if q.Sort.Field == "login" {
		key = func(u crm.User) string { return crm.LoginKey(u.Login) }
	}
	compare := func(x, y crm.User) int {
		c := strings.Compare(key(x), key(y))
		if c == 0 {
			c = int(x.ID - y.ID)
		}
		if q.Sort.Desc {
			return -c
		}
		return c
	}
	slices.SortFunc(users, compare)
	if q.After != "" {
		after, err := crm.ParseCursor(q.After)
		if err != nil || after.Sort != q.Sort {
			return crm.Page[crm.User]{}, crm.ErrCursor
		}
		mark := crm.User{ID: after.ID, Name: string(after.Key), Login: string(after.Key)}
		from := 0
		for from < len(users) && compare(users[from], mark) <= 0 {
			from++
		}
		users = users[from:]
	}
	page := crm.Page[crm.User]{Items: users}
	if len(users) > q.Limit {
		page.Items = users[:q.Limit]
		last := page.Items[q.Limit-1]
		page.Next = crm.Cursor{Sort: q.Sort, ID: last.ID, Key: []byte(key(last))}.String()
	}
	return page, nil
}

func (s *service) countUsers(ctx context.Context, a crm.Actor, q crm.Query) (int, bool, error) {
	users, err := s.matching(ctx, a, q)
	return min(len(users), crm.CountCap), len(users) > crm.CountCap, err
}

func (s *service) matching(ctx context.Context, a crm.Actor, q crm.Query) ([]crm.User, error) {
	users, err := s.Store.Users(ctx, a)
	if err != nil {
		return nil, err
	}
	wanted, from := strings.ToLower(q.Text), crm.Viewpoint{User: a.User, Now: s.Now(), Zone: q.Zone}
	return slices.DeleteFunc(users, func(u crm.User) bool {
		return !strings.Contains(strings.ToLower(u.Name+"\n"+u.Login+"\n"+u.Email), wanted) || !q.Filter.Match(&u, from)
	}), nil
}
