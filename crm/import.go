package crm

import "context"

// ImportPart is a part of a file that becomes records in one transaction,
// together with how far the job is after it.
type ImportPart struct {
	Entity  Entity
	Source  string // what the records' own ids are kept under
	Batch   int64  // of the journal: the whole import is undone as one step
	Records []*ImportRecord
	Rows    []ImportRow // what was not taken
	Step    JobStep
	Basis   *Consent // for each new person, which it is filled in for; nil for none
}

// PreparedImport is a part that was checked and brought into the form it is
// kept in, with ids of its own. Write is called once at most; what it did not
// keep is given up by Drop, once nothing uses its ids any more.
type PreparedImport struct {
	Write func(ctx context.Context, step JobStep) error // keeps it, with how far the job is then
	Drop  func()                                        // gives it up: what was to be made has no ids any more
}

// ImportRecord is a row of a file as the store gets it: a new company or
// person, or what changes of one that is there.
type ImportRecord struct {
	Company  *Company // what the row says; of one of the two
	Person   *Person
	External string        // its id where it comes from, "" for none
	Items    []*ImportItem // choices that the lists do not have yet; records may share one
	Employer *ImportRecord // a company that is made with this part, of a person
	Changes  int64         // the record that the row changes; 0 makes a new one
	Given    []string      // the fields that the row gives a value
	Fill     bool          // only what the record leaves empty is changed
}

// Apply sets a field of the record.
func (r *ImportRecord) Apply(change Change) error {
	if r.Person != nil {
		return r.Person.Apply(change)
	}
	return r.Company.Apply(change)
}

// ImportItem is a choice that a row needs.
type ImportItem struct {
	Field string
	Item  *ListItem // its id is filled in when it is made
}

// ImportOutcome says what became of a row that made or changed nothing.
type ImportOutcome string

// The outcomes of rows that were not taken.
const (
	RowRefused ImportOutcome = "refuse"
	RowSkipped ImportOutcome = "skip"
)

// ImportRow is a row that was not taken, as it stood in the file.
type ImportRow struct {
	No      int64 // counted from 1 without the header
	Outcome ImportOutcome
	Record  int64  // the record that is there already, 0 for none
	Reasons string // JSON
	Cells   []string
}

// MatchBy is what records are compared by with rows of a file.
type MatchBy string

// What records can be found by, many at a time.
const (
	MatchExternal MatchBy = "external_id"
	MatchOrgNo    MatchBy = "org_no"
	MatchNumber   MatchBy = "number"
	MatchEmail    MatchBy = "email"
	MatchPhone    MatchBy = "phone"
	MatchName     MatchBy = "name" // of persons: at one of the companies
)

// MatchKey is what one row is looked for by.
type MatchKey struct {
	Text    string // as EmailKey, NumberKey and PhoneKey make it; a name as it is
	Company int64  // of a person, with MatchName
}

// Match is a record that was found by a key.
type Match struct {
	Key      MatchKey
	ID       int64
	Title    string
	Name     string // a person's last name, a company's name
	OrgKey   string // of a company
	External []string
}

// Merged is the change that takes the given fields of from over: all that it
// gives a value, or with fill only what c leaves empty. Addresses are taken as
// a whole; telephone numbers and e-mail addresses are added to those that are
// there.
func (c *Company) Merged(from *Company, given []string, fill bool) Change {
	change := merged(companyFields, c, from, given, fill)
	mergePoints(change, given, c.Phones, from.Phones, c.Emails, from.Emails)
	return change
}

// Merged is Company.Merged for persons.
func (p *Person) Merged(from *Person, given []string, fill bool) Change {
	change := merged(personFields, p, from, given, fill)
	mergePoints(change, given, p.Phones, from.Phones, p.Emails, from.Emails)
	return change
}

func merged[T any](fields []field[T], now, from *T, given []string, fill bool) Change {
	has := map[string]bool{} // values in parts that now has something of
	for _, f := range fields {
		if f.Together != "" && valueAt(f.at(now)) != nil {
			has[f.Together] = true
		}
	}
	wanted := map[string]bool{}
	for _, name := range given {
		wanted[name] = true
	}
	change := Change{}
	for _, f := range fields {
		switch was, is := valueAt(f.at(now)), valueAt(f.at(from)); {
		case !wanted[f.Name] || is == nil || sameValue(was, is):
		case f.Type == TypePhones || f.Type == TypeEmails || f.Type == TypeCompanies:
		case fill && (was != nil || f.Together != "" && has[f.Together]):
		default:
			change[f.Name] = is
		}
	}
	return change
}

// mergePoints adds the numbers and addresses that are not there yet.
func mergePoints(change Change, given []string, phones, morePhones []Phone, emails, moreEmails []Email) {
	for _, name := range given {
		switch name {
		case "phones":
			if all := addPhones(phones, morePhones); len(all) > len(phones) {
				change["phones"] = all
			}
		case "emails":
			if all := addEmails(emails, moreEmails); len(all) > len(emails) {
				change["emails"] = all
			}
		}
	}
}

func addPhones(have, more []Phone) []Phone {
	all := append([]Phone{}, have...)
	seen := map[string]bool{}
	for _, p := range have {
		seen[p.E164], seen[digits(p.Number)] = true, true
	}
	for _, p := range more {
		if p.E164 != "" && seen[p.E164] || seen[digits(p.Number)] {
			continue
		}
		all = append(all, p)
	}
	return all
}

func addEmails(have, more []Email) []Email {
	all := append([]Email{}, have...)
	seen := map[string]bool{}
	for _, e := range have {
		seen[EmailKey(e.Address)] = true
	}
	for _, e := range more {
		if seen[EmailKey(e.Address)] {
			continue
		}
		e.Primary = false
		all = append(all, e)
	}
	return all
}
