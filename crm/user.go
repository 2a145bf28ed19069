package crm

import (
	"slices"
	"strings"
	"time"
)

// UserStatus says whether a user holds a seat and may work.
type UserStatus string

// The statuses of a user.
const (
	UserActive   UserStatus = "active"
	UserInactive UserStatus = "inactive"
	UserFormer   UserStatus = "former" // has left; shown where they acted
)

// User is an account: somebody who works here, or an account for the API.
type User struct {
	ID           int64
	CreatedAt    time.Time
	CreatedBy    int64
	UpdatedAt    time.Time
	UpdatedBy    int64
	Version      int64
	Login        string // the name to log in with, any case
	Name         string
	Email        string
	Person       int64  // the person behind the user, or 0
	Category     string // user category of the licence
	Role         int64
	Groups       []int64
	Status       UserStatus
	APIOnly      bool // cannot log in to pages and holds no seat
	Main         bool // the main user
	Language     string
	TimeZone     string
	Preferences  string // a JSON object, kept as it is
	Theme        string // "light", "dark", "" as the system has it
	Density      string // "compact", "" for the usual one
	TermsVersion string // the terms accepted last
	TermsAt      *time.Time
	LastSeenAt   *time.Time
}

var userFields = []field[User]{
	mandatory(text("login", 100, func(u *User) *string { return &u.Login })),
	mandatory(text("name", 200, func(u *User) *string { return &u.Name })),
	text("email", 254, func(u *User) *string { return &u.Email }),
	reference("person", EntityPerson, func(u *User) *int64 { return &u.Person }),
	text("category", 60, func(u *User) *string { return &u.Category }),
	reference("role", EntityRole, func(u *User) *int64 { return &u.Role }),
	choice("status", []string{"active", "inactive", "former"}, func(u *User) *string { return (*string)(&u.Status) }),
	flag("api_only", func(u *User) *bool { return &u.APIOnly }),
	coded(Languages, text("language", 10, func(u *User) *string { return &u.Language })),
	coded(TimeZones, text("time_zone", 60, func(u *User) *string { return &u.TimeZone })),
	text("theme", 20, func(u *User) *string { return &u.Theme }),
	text("density", 20, func(u *User) *string { return &u.Density }),
	longText("preferences", func(u *User) *string { return &u.Preferences }),
}

// UserFields describes the fields of a user, in their usual order.
func UserFields() []Field { return describe(userFields) }

// Pointers returns where the values of UserFields stand, in that order.
func (u *User) Pointers() []any { return pointers(userFields, u) }

// Apply takes a change over; "groups" takes a list of ids. The error is an
// *Invalid.
func (u *User) Apply(change Change) error {
	if groups, ok := change["groups"]; ok {
		rest := Change{}
		for name, v := range change {
			if name != "groups" {
				rest[name] = v
			}
		}
		if key := assignList(&u.Groups, groups); key != "" {
			return &Invalid{Fields: []FieldError{{Field: "groups", Key: key}}}
		}
		change = rest
	}
	return apply(userFields, u, change)
}

// Differences lists what changed since before; nil before means all is new.
func (u *User) Differences(before *User) []FieldChange {
	out := differences(userFields, before, u)
	var was []int64
	if before != nil {
		was = before.Groups
	}
	if !slices.Equal(was, u.Groups) {
		out = append(out, FieldChange{Field: "groups", Before: was, After: u.Groups})
	}
	return out
}

// Tidy trims what was entered and fills in what has a usual value.
func (u *User) Tidy() {
	tidyTexts(userFields, u)
	u.Login = strings.TrimSpace(u.Login)
	u.Name = strings.TrimSpace(u.Name)
	u.Email = strings.TrimSpace(u.Email)
	if u.Status == "" {
		u.Status = UserActive
	}
	slices.Sort(u.Groups)
	u.Groups = slices.Compact(u.Groups)
}

// LoginKey returns the form in which equal log-in names are equal.
func LoginKey(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// Validate returns what is wrong as *Invalid, or nil.
func (u *User) Validate() error {
	var wrong Invalid
	check(userFields, u, &wrong)
	if u.Email != "" && !emailAddress(u.Email) {
		wrong.Add("email", "error.email")
	}
	return wrong.Err()
}

// HoldsSeat reports whether the user takes a seat of the category.
func (u *User) HoldsSeat() bool { return u.Status == UserActive && u.Category != "" && !u.APIOnly }

// Title is how the user is named in lists and links.
func (u *User) Title() string { return first(u.Name, u.Login) }
