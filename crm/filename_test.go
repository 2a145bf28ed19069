package crm

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFileName(t *testing.T) {
	long := strings.Repeat("æ", 300)
	for sent, want := range map[string]string{
		"Kontrakt.pdf":                  "Kontrakt.pdf",
		"Årsrapport 2025 (endelig).pdf": "Årsrapport 2025 (endelig).pdf",
		`C:\Users\bo\aftale.docx`:       "aftale.docx",
		"../../etc/passwd":              "passwd",
		"/":                             "file",
		"":                              "file",
		"..":                            "file",
		" . ":                           "file",
		"a\x00b\r\nc.txt":               "ab c.txt",
		"invoice\u202Efdp.exe":          "invoicefdp.exe",
		"zero\u200Bwidth.txt":           "zerowidth.txt",
		"what?<now>|*\":.txt":           "what__now_____.txt",
		"CON":                           "_CON",
		"nul.txt":                       "_nul.txt",
		"com1 .txt":                     "_com1 .txt",
		"console.txt":                   "console.txt",
		".htaccess":                     ".htaccess",
		"trailing. . ":                  "trailing",
		"bad\xffutf8.txt":               "bad_utf8.txt",
		long + ".pdf":                   strings.Repeat("æ", 118) + ".pdf",
		"a.b\u2028c":                    "a.bc",
	} {
		if got := FileName(sent); got != want {
			t.Errorf("FileName(%q) = %q, want %q", sent, got, want)
		}
	}
}

func TestOriginalName(t *testing.T) {
	for sent, want := range map[string]string{
		"Kontrakt.pdf":            "",
		"../../etc/passwd":        "../../etc/passwd",
		"invoice\u202Efdp.exe":    `invoice\u202efdp.exe`,
		"a\x00b.txt":              `a\u0000b.txt`,
		strings.Repeat("x", 9000): strings.Repeat("x", maxOriginalName),
	} {
		if got := OriginalName(sent); got != want {
			t.Errorf("OriginalName(%q) = %q, want %q", sent, got, want)
		}
	}
}

// FuzzFileName: whatever is sent, the name is one that file systems take.
func FuzzFileName(f *testing.F) {
	for _, seed := range []string{"a.pdf", "../x", `..\..\x`, "CON", "aux.tar.gz", "\u202Etxt.exe", " .", "\x00", "æ" + strings.Repeat("ø", 300), "a:b", "x.\u00A0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		got := FileName(sent)
		switch {
		case got == "" || got == "." || got == "..":
			t.Errorf("%q became %q", sent, got)
		case strings.ContainsAny(got, "/\\<>:\"|?*\x00"):
			t.Errorf("%q kept what no file system takes: %q", sent, got)
		case !utf8.ValidString(got) || len(got) > maxFileBytes+1 || utf8.RuneCountInString(got) > maxFileName:
			t.Errorf("%q became %q: %d bytes", sent, got, len(got))
		case strings.HasSuffix(got, ".") || strings.TrimSpace(got) != got:
			t.Errorf("%q ends as Windows would change it: %q", sent, got)
		case strings.ContainsFunc(got, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
			t.Errorf("%q kept what cannot be seen: %q", sent, got)
		case FileName(got) != got:
			t.Errorf("%q became %q and then %q", sent, got, FileName(got))
		}
		if original := OriginalName(sent); utf8.RuneCountInString(original) > maxOriginalName || !utf8.ValidString(original) || strings.ContainsFunc(original, unicode.IsControl) {
			t.Errorf("%q is shown as %q", sent, original)
		}
	})
}

func TestMediaType(t *testing.T) {
	for _, c := range []struct{ seen, name, want string }{
		{"image/png", "a.txt", "image/png"},
		{"text/plain; charset=utf-8", "a.csv", "text/csv"},
		{"text/plain; charset=utf-8", "a.png", "text/plain"},
		{"text/plain; charset=utf-8", "a.docx", "text/plain"},
		{"text/html; charset=utf-8", "a.txt", "text/html"},
		{"application/zip", "a.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"application/octet-stream", "a.png", "application/octet-stream"},
		{"", "a", "application/octet-stream"},
	} {
		if got := MediaType(c.seen, c.name); got != c.want {
			t.Errorf("%s seen in %s: %s, want %s", c.seen, c.name, got, c.want)
		}
	}
	for _, unsafe := range []string{"text/html", "image/svg+xml", "text/xml", "application/pdf", "application/javascript", "application/octet-stream"} {
		if PreviewOf(unsafe) != PreviewNone {
			t.Errorf("%s is shown", unsafe)
		}
	}
}
