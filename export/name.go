package export

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// safeNames gives every file a path that Windows, macOS and Linux can all
// make, no two of them equal where capitals do not count.
type safeNames struct{ taken map[string]bool }

func newSafeNames(reserved ...string) *safeNames {
	s := &safeNames{taken: map[string]bool{}}
	for _, name := range reserved {
		s.taken[folded(name)] = true
	}
	return s
}

// longestName is the longest part of a path in bytes; a path of a few such
// parts still fits where 260 characters are the limit.
const longestName = 120

// path returns a free and harmless form of a slash-separated path.
func (s *safeNames) path(original string) string {
	parts := strings.Split(original, "/")
	for i, part := range parts {
		parts[i] = safeName(part)
	}
	path := strings.Join(parts, "/")
	stem, ext := path, ""
	if dot := strings.LastIndexByte(path, '.'); dot > strings.LastIndexByte(path, '/')+1 {
		stem, ext = path[:dot], path[dot:]
	}
	for n := 2; s.taken[folded(path)]; n++ {
		path = stem + "~" + strconv.Itoa(n) + ext
	}
	s.taken[folded(path)] = true
	return path
}

func folded(path string) string { return strings.ToLower(norm.NFC.String(path)) }

func safeName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "_"))
	name = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || strings.ContainsRune(`<>:"/\|?*%`, r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return '_'
		}
		return r
	}, name)
	if len(name) > longestName {
		name = shorten(name)
	}
	if trimmed := strings.TrimRight(name, ". "); len(trimmed) < len(name) {
		name = trimmed + strings.Repeat("_", len(name)-len(trimmed))
	}
	if strings.HasPrefix(name, " ") || strings.HasPrefix(name, "~") {
		name = "_" + name[1:]
	}
	stem, _, _ := strings.Cut(name, ".")
	if device(strings.ToUpper(strings.TrimRight(stem, " "))) {
		name = "_" + name
	}
	if name == "" {
		name = "_"
	}
	return name
}

// shorten cuts the stem and keeps a short extension.
func shorten(name string) string {
	ext := ""
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 16 {
		ext = name[dot:]
	}
	return strings.ToValidUTF8(name[:longestName-len(ext)], "") + ext
}

// device reports whether Windows takes the name for a device.
func device(stem string) bool {
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	if rest, ok := strings.CutPrefix(stem, "COM"); ok {
		return port(rest)
	}
	rest, ok := strings.CutPrefix(stem, "LPT")
	return ok && port(rest)
}

func port(s string) bool {
	return utf8.RuneCountInString(s) == 1 && strings.Contains("0123456789¹²³", s)
}
