package licensing

import (
	"fmt"
	"strings"
	"time"
)

// Summary tells people what the claims say, above the armour. Nothing reads it.
func Summary(claims any) string {
	var lines []string
	line := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	switch c := claims.(type) {
	case License:
		line("Holm licence %s, serial %d, for %s", c.ID, c.Serial, c.Customer.Name)
		line("Agreement %s, installation %s, %s", c.Agreement.No, c.Installation, c.Environment)
		for _, k := range c.Categories {
			from := ""
			if k.From != nil {
				from = " from " + moment(*k.From)
			}
			line("%s: %d users%s", k.Code, k.Seats, from)
		}
		line("Paid through %s, locks %s", moment(c.Term.PaidThrough), moment(c.Term.LockAt))
	case Renewal:
		line("Holm renewal %d of licence %s", c.Seq, c.License)
		line("Paid through %s, locks %s", moment(c.PaidThrough), moment(c.LockAt))
	case Termination:
		line("Holm termination of agreement %s", c.Agreement)
		line("Effective %s, full access until %s, read-only from %s",
			moment(c.EffectiveAt), moment(c.FullUntil), moment(c.ReadOnlyFrom))
	case Rebind:
		line("Holm rebind of licence %s from %s to %s", c.License, c.Old, c.New)
	case Issuer:
		line("Holm issuer key %s, signing from %s to %s", c.KeyID, moment(c.ValidFrom), moment(c.ValidTo))
	case Revocation:
		line("Holm revocation of the key %s for documents after %s", c.KeyID, moment(c.After))
	}
	return strings.Join(lines, "\n")
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
