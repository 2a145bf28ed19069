package crm

import "strings"

// Words returns what the terms of every record hold whose text fits when it is
// compared so with the value: beginnings of words, and parts of words. Both
// are empty where nothing can be said.
func (o Operator) Words(value Value) (begins, parts []string) {
	text := Fold(value.Text)
	pieces := words(value.Text)
	if len(pieces) == 0 {
		return nil, nil
	}
	inner := o != OpIs && o != OpStarts // the first piece may be the end of a word
	if inner {
		// An a or e may have been one letter with the one before it.
		text = strings.TrimLeft(text, "ae")
		if pieces = words(text); len(pieces) == 0 {
			return nil, nil
		}
		inner = strings.HasPrefix(text, pieces[0])
	}
	for i, p := range pieces {
		last := i == len(pieces)-1 && o != OpIs
		switch {
		case (last || inner && i == 0) && number(p) && strings.HasPrefix(p, "0"):
			// Terms are numbers without their first zeros.
		case inner && i == 0:
			parts = append(parts, p)
		default:
			begins = append(begins, bare(p))
		}
	}
	return begins, parts
}

// PhoneWord returns the digits that stand in the dialled form of every phone
// number which fits when it is compared with the value.
func PhoneWord(value Value) string { return bare(digits(value.Text)) }

// EmailWords are beginnings of terms that every record has with an e-mail
// address that starts with the value.
func EmailWords(value Value) []string {
	key := EmailKey(value.Text)
	if strings.Contains(key, "@") {
		return []string{cut(key, maxTerm)}
	}
	begins, _ := OpStarts.Words(Value{Text: key})
	return begins
}

func number(w string) bool { return strings.Trim(w, "0123456789") == "" }
