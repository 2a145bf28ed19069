package crm

import "testing"

func TestTextsOfOneLineStayInOneLine(t *testing.T) {
	c := Company{Name: "Nordlys\nHandel\t A/S \x00", Note: "one\ntwo"}
	c.Department = "abc\u202Edef\u2066"
	c.Tidy("DK")
	if c.Name != "Nordlys Handel A/S" || c.Department != "abcdef" || c.Note != "one\ntwo" {
		t.Errorf("got %q, %q, %q", c.Name, c.Department, c.Note)
	}
	p := Person{LastName: "Ægir\r\nHolm", FirstName: "Zoë  van"}
	p.Tidy("DK")
	if p.LastName != "Ægir Holm" || p.FirstName != "Zoë  van" {
		t.Errorf("got %q, %q", p.LastName, p.FirstName)
	}
}

func TestCommonPasswords(t *testing.T) {
	for _, s := range []string{"password1234", "Passwort2026!", "aaaaaaaaaaaa", "123412341234", "qwertyuiop12", "AdminAdmin123", "!!Velkommen26", "121212121212", "1234567890123"} {
		if !CommonPassword(s) {
			t.Errorf("%q passes", s)
		}
	}
	for _, s := range []string{"a quiet harbour at dawn", "correct horse battery", "vf9-kk2-mmq-77", "passwords are tiresome", "Ærøskøbing-1742"} {
		if CommonPassword(s) {
			t.Errorf("%q is refused", s)
		}
	}
}
