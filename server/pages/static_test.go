package pages

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

func TestVendoredFilesAreUnchanged(t *testing.T) {
	list, err := os.Open("static/vendor.sha256")
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	lines := bufio.NewScanner(list)
	n := 0
	for lines.Scan() {
		sum, name, _ := strings.Cut(lines.Text(), "  ")
		body, err := os.ReadFile("static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(body); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not the file that was vendored", name)
		}
		n++
	}
	if n < 2 {
		t.Errorf("only %d files are listed", n)
	}
}

func TestStaticAddressesCarryTheChecksum(t *testing.T) {
	s, err := readStatic()
	if err != nil {
		t.Fatal(err)
	}
	url, err := s.URL("tokens.css")
	if err != nil || !strings.HasPrefix(url, "/static/") || !strings.HasSuffix(url, "/tokens.css") {
		t.Errorf("the address is %q: %v", url, err)
	}
	if _, err := s.URL("nothing.css"); err == nil {
		t.Error("an unknown file has an address")
	}
}
