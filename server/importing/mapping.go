package importing

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strconv"
	"strings"

	"holm/crm"
)

// What becomes of a row whose record is there already.
const (
	Skip   = "skip"   // the record stays as it is
	Update = "update" // what the file says replaces what the record says
	Fill   = "fill"   // what the file says fills what the record leaves empty
	Add    = "add"    // a new record is made anyway
)

// What becomes of a value that does not fit its field.
const (
	Refuse = "refuse" // the row is refused
	Note   = "note"   // the value is kept in the note
)

// Plan is everything that is asked about an import. It is what a mapping file
// holds, and what is remembered for files with the same headings.
type Plan struct {
	Entity       crm.Entity        `json:"entity"`
	Format       *Format           `json:"format,omitempty"` // nil: as it is detected
	Columns      map[string]string `json:"columns"`          // heading, or "#3" for one without, → target; "" is left out
	Duplicates   string            `json:"duplicates"`
	Same         []string          `json:"same"` // what makes a row and a record the same, of Evidence
	NewItems     bool              `json:"new_items"`
	NewCompanies bool              `json:"new_companies"` // companies of persons that are not found are made
	Misfits      string            `json:"misfits"`
	Source       string            `json:"source"` // where the records come from: ids are looked for under it
	Owner        int64             `json:"owner,omitempty"`
	Basis        string            `json:"basis,omitempty"`   // the legal basis for keeping persons, of crm.LegalBases
	Purpose      int64             `json:"purpose,omitempty"` // what for: an item of crm.ListConsentPurpose
}

// What makes a row and a record the same.
const (
	ByExternal = "external_id"
	ByOrgNo    = "org_no"
	ByEmail    = "email"
	ByPhone    = "phone" // and a name that begins alike
	ByName     = "name"  // of a person: at the same company
)

// Evidence is what rows and records of an entity can be compared by.
func Evidence(e crm.Entity) []string {
	if e == crm.EntityPerson {
		return []string{ByExternal, ByEmail, ByPhone, ByName}
	}
	return []string{ByExternal, ByOrgNo, ByEmail, ByPhone, ByName}
}

// usual is the plan before anything is known of the file.
func usual(e crm.Entity) Plan {
	return Plan{Entity: e, Columns: map[string]string{}, Duplicates: Skip, Same: Evidence(e), NewItems: true, NewCompanies: true, Misfits: Refuse}
}

// Validate returns what is wrong with the plan as *crm.Invalid, or nil.
func (p *Plan) Validate() error {
	var wrong crm.Invalid
	one := func(field, value string, of ...string) {
		if !slices.Contains(of, value) {
			wrong.Add(field, "error.choice")
		}
	}
	one("entity", string(p.Entity), string(crm.EntityCompany), string(crm.EntityPerson))
	one("duplicates", p.Duplicates, Skip, Update, Fill, Add)
	one("misfits", p.Misfits, Refuse, Note)
	for _, by := range p.Same {
		one("same", by, Evidence(p.Entity)...)
	}
	if len(p.Source) > 60 {
		wrong.Add("source", "error.too_long", "max", 60)
	}
	return wrong.Err()
}

// ColumnKey is how a plan names the column at index i: by its heading, or by
// its place where it has none or shares it.
func ColumnKey(columns []string, i int) string {
	h := columns[i]
	if h != "" && slices.Index(columns, h) == i && !strings.HasPrefix(h, "#") {
		return h
	}
	return "#" + strconv.Itoa(i+1)
}

// targets returns the target of each column.
func (p *Plan) targets(columns []string) []string {
	out := make([]string, len(columns))
	for i := range columns {
		out[i] = p.Columns[ColumnKey(columns, i)]
	}
	return out
}

// Signature is the same for files with the same headings.
func Signature(columns []string) string {
	h := sha256.New()
	for _, c := range columns {
		_, _ = io.WriteString(h, plain(c)+"\n") // never fails
	}
	return hex.EncodeToString(h.Sum(nil))[:32]
}

// suggest finds a target for each heading. Headings that can mean one thing
// only are settled first.
func (v *vocabulary) suggest(columns []string) []string {
	out := make([]string, len(columns))
	taken := map[string]bool{}
	for _, certain := range []bool{true, false} {
		visits := slices.ContainsFunc(out, func(target string) bool { return strings.HasPrefix(target, "street_") })
		for i, c := range columns {
			m := v.meanings(c)
			if visits && len(m) == 2 && strings.HasPrefix(m[1], "postal_") { // what goes there says so itself
				m = m[1:]
			}
			if out[i] != "" || certain && len(v.meanings(c)) != 1 {
				continue
			}
			for _, name := range m {
				if !taken[name] || v.byName[name].Many {
					out[i], taken[name] = name, true
					break
				}
			}
		}
	}
	drop := func(name string) {
		if i := slices.Index(out, name); i >= 0 {
			out[i] = ""
		}
	}
	if taken["last_name"] { // the whole name says nothing more
		drop("full_name")
	}
	return out
}

// systems are programs whose files are known by their headings, with the name
// that their ids are kept under.
var systems = []struct {
	name     string
	headings []string
}{
	{"espocrm", []string{"assignedusername", "emailaddressisoptedout", "targetlistisoptedout", "modifiedbyname", "isoptedouttargetlist"}},
	{"hubspot", []string{"hsobjectid", "recordid", "lifecyclestage", "associatedcompany"}},
	{"pipedrive", []string{"personid", "personname", "organizationid", "organizationname", "personowner"}},
	{"salesforce", []string{"hasoptedoutofemail", "systemmodstamp", "ownerid", "lastmodifieddate", "masterrecordid"}},
}

// system names the program that wrote the file, "" for an unknown one.
func system(columns []string) string {
	best, most := "", 0
	for _, s := range systems {
		n := 0
		for _, c := range columns {
			if slices.Contains(s.headings, plain(c)) {
				n++
			}
		}
		if n > most {
			best, most = s.name, n
		}
	}
	return best
}
