package crm

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxFileName     = 200 // characters of a name
	maxFileBytes    = 240 // bytes: file systems take 255
	maxOriginalName = 500 // characters of a name as it was sent
	maxComment      = 400 // characters of a comment on a version
	maxExtension    = 20  // bytes of an extension that survives a cut
)

// reservedNames are what Windows takes for devices, whatever the extension.
var reservedNames = strings.Fields("con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9")

// FileName makes a name that every file system takes and that looks like what
// it is: no folders, no characters that cannot be seen, none that turn the
// direction of writing or that some system forbids, not too long. Applied to
// its own result it changes nothing.
func FileName(sent string) string {
	s := strings.ToValidUTF8(sent, "_")
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	s = strings.Map(inFileName, s)
	s = trimName(s)
	s = cutName(s)
	base, _, _ := strings.Cut(strings.ToLower(s), ".")
	if slices.Contains(reservedNames, strings.TrimSpace(base)) {
		s = cutName("_" + s)
	}
	if s == "" {
		return "file"
	}
	return s
}

func inFileName(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || unicode.Is(unicode.Co, r):
		return -1
	case strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// trimName takes spaces off both ends and dots off the end, which Windows
// would do by itself, and runs of spaces together.
func trimName(s string) string {
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ". ")
}

// cutName shortens a name before its extension.
func cutName(s string) string {
	if utf8.RuneCountInString(s) <= maxFileName && len(s) <= maxFileBytes {
		return s
	}
	base, ext := s, ""
	if i := strings.LastIndexByte(s, '.'); i > 0 && len(s)-i <= maxExtension {
		base, ext = s[:i], s[i:]
	}
	base = cut(base, maxFileBytes-len(ext))
	if runes := []rune(base); len(runes)+utf8.RuneCountInString(ext) > maxFileName {
		base = string(runes[:maxFileName-utf8.RuneCountInString(ext)])
	}
	return trimName(trimName(base) + ext)
}

// OriginalName is a name as it was sent, for showing beside the safe one: what
// cannot be seen, or would turn the writing round, is written out. It is empty
// where the safe name is the same.
func OriginalName(sent string) string {
	if FileName(sent) == sent {
		return ""
	}
	var b strings.Builder
	n := 0
	for _, r := range strings.ToValidUTF8(sent, "\uFFFD") {
		if n == maxOriginalName {
			break
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			text := fmt.Sprintf(`\u%04x`, r)
			if n += len(text); n > maxOriginalName {
				break
			}
			b.WriteString(text)
			continue
		}
		n++
		b.WriteRune(r)
	}
	return b.String()
}

// Comment is a comment on a version in its kept form: one line, not too long.
func Comment(sent string) string {
	s := strings.Join(strings.Fields(strings.Map(inLine, strings.ToValidUTF8(sent, "_"))), " ")
	if runes := []rune(s); len(runes) > maxComment {
		return string(runes[:maxComment])
	}
	return s
}
