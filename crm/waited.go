package crm

// Waited is what lay still while nothing could be written.
type Waited struct {
	Jobs  int
	Mails int // that go out now
	Old   int // mails too old to go out unasked
}

// Nothing reports whether nothing waited.
func (w Waited) Nothing() bool { return w == Waited{} }
