package export

import (
	"strings"
	"testing"
)

func TestSafeNames(t *testing.T) {
	s := newSafeNames("index.csv")
	for _, c := range []struct{ original, want string }{
		{"letter.txt", "letter.txt"},
		{"LETTER.txt", "LETTER~2.txt"},
		{"Letter.TXT", "Letter~3.TXT"},
		{"index.csv", "index~2.csv"},
		{"con", "_con"},
		{"a/Aux.tar.gz", "a/_Aux.tar.gz"},
		{"lpt¹.txt", "_lpt¹.txt"},
		{"console", "console"},
		{`a<b>c:d"e\f|g?h*i%`, "a_b_c_d_e_f_g_h_i_"},
		{"line\nbreak\x7f", "line_break_"},
		{"dots...", "dots___"},
		{"space ", "space_"},
		{" lead", "_lead"},
		{"caf\xe9", "caf_"},
		{"cafe\u0301", "caf\u00e9"},
		{"caf\u00e9", "caf\u00e9~2"},
		{"right\u202eto-left", "right_to-left"},
		{".hidden", ".hidden"},
		{"世界/🌍.pdf", "世界/🌍.pdf"},
	} {
		if got := s.path(c.original); got != c.want {
			t.Errorf("%q became %q, want %q", c.original, got, c.want)
		}
	}
	long := s.path(strings.Repeat("ø", 200) + ".docx")
	if len(long) > longestName || !strings.HasSuffix(long, "ø.docx") {
		t.Errorf("a long name became %q", long)
	}
}
