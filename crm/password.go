package crm

import (
	"slices"
	"strings"
	"unicode"
)

// commonWords are what people begin a password with when they have to have one.
var commonWords = []string{
	"", "abc", "abcd", "abcdef", "abcdefgh", "admin", "administrator", "adgangskode", "asdf", "asdfgh", "asdfghjkl", "changeme",
	"default", "demo", "dragon", "football", "holm", "iloveyou", "kodeord", "letmein", "login", "lösenord", "losenord", "master",
	"monkey", "motdepasse", "passord", "passw0rd", "password", "passwort", "p@ssw0rd", "p@ssword", "princess", "qwer", "qwert", "qwerty",
	"qwertyuiop", "qwertz", "qwertzuiop", "azerty", "azertyuiop", "root", "salasana", "secret", "sommer", "summer", "sunshine", "superman",
	"test", "user", "velkommen", "välkommen", "velkomin", "wachtwoord", "welcome", "welkom", "willkommen", "winter", "bienvenue",
}

// CommonPassword reports whether a password is one that is tried first: a
// common word, written once or again and again, with digits and signs around
// it; or made of three characters or fewer.
func CommonPassword(password string) bool {
	bare := strings.TrimFunc(strings.ToLower(password), func(r rune) bool { return !unicode.IsLetter(r) })
	for n := 1; n <= len(bare); n++ {
		if len(bare)%n == 0 && strings.Repeat(bare[:n], len(bare)/n) == bare {
			bare = bare[:n]
			break
		}
	}
	letters := map[rune]bool{}
	for _, r := range password {
		letters[r] = true
	}
	return len(letters) <= 3 || slices.Contains(commonWords, bare)
}
