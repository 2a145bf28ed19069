package crm

import "slices"

// ActorKind says what kind of actor acted.
type ActorKind string

// The kinds of actor that the journal knows.
const (
	ActorUser   ActorKind = "user"
	ActorAPIKey ActorKind = "api_key"
	ActorImport ActorKind = "import"
	ActorMail   ActorKind = "mail"
	ActorRule   ActorKind = "rule"
	ActorSystem ActorKind = "system" // jobs and the operator's command line
)

// Actor is who acts, with the rights it has. The store checks every read and
// write against it.
type Actor struct {
	Kind     ActorKind
	User     int64 // 0 for the system
	Key      int64 // the API key, when Kind is ActorAPIKey
	Groups   []int64
	Role     Role
	Main     bool // the main user
	Admin    bool // may administer
	Category string
	APIOnly  bool // an account for the API alone
	// Lacks names the functions of the product that the licence does not give
	// the actor, each with why. The store fills it in; it narrows every right.
	Lacks map[string]error
	Binds bool // named as an authorised person: see MayBind
}

// SystemActor acts for jobs and for the operator's command line; rights do
// not bind it, lockout's gate does.
func SystemActor() Actor { return Actor{Kind: ActorSystem, Admin: true} }

// Unbound reports whether rights do not limit the actor.
func (a Actor) Unbound() bool { return a.Kind == ActorSystem }

// MayBind reports whether the actor may order, give notice and accept terms for
// the customer: the main user, authorised persons, and the operator.
func (a Actor) MayBind() bool { return a.Main || a.Binds || a.Unbound() }

// In reports whether the actor is in the group.
func (a Actor) In(group int64) bool { return group != 0 && slices.Contains(a.Groups, group) }
