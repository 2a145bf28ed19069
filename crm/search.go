package crm

// Hit is a record that a search found.
type Hit struct {
	Entity Entity
	ID     int64
	Title  string
	Detail string // what tells it from others of that name: a place, a company
}
