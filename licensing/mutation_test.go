package licensing_test

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"holm/licensing"
)

// specimen is a genuine document, taken apart.
type specimen struct {
	name  string
	typ   licensing.Type
	text  []byte     // from BEGIN to END
	parts [][]byte   // decoded: header, claims, signature of each line
	lines [][]string // as they are spelled
}

func specimens(t testing.TB) []specimen {
	t.Helper()
	known := goldenKnown(t, goldenVerifier(t), "license")
	var list []specimen
	for _, name := range goldenNames(t, "genuine", 12) {
		if name == "renewal-pasted" {
			continue
		}
		d, err := goldenVerifier(t).Verify(goldenFile(t, "genuine", name+".holm"), known...)
		if err != nil {
			t.Fatal(err)
		}
		text := bytes.TrimSpace(d.Text())
		s := specimen{name: name, typ: d.Type(), text: text[bytes.Index(text, []byte("-----BEGIN")):]}
		block, _ := pem.Decode(append(slices.Clone(s.text), '\n'))
		for _, line := range strings.Split(string(block.Bytes), "\n") {
			pieces := strings.Split(line, ".")
			s.lines = append(s.lines, pieces)
			for _, piece := range pieces {
				part, err := base64.RawURLEncoding.DecodeString(piece)
				if err != nil {
					t.Fatal(err)
				}
				s.parts = append(s.parts, part)
			}
		}
		list = append(list, s)
	}
	return list
}

// with returns the document with one decoded part replaced.
func (s specimen) with(part int, content []byte) []byte {
	var lines []string
	for i, line := range s.lines {
		pieces := slices.Clone(line)
		if part/3 == i {
			pieces[part%3] = base64.RawURLEncoding.EncodeToString(content)
		}
		lines = append(lines, strings.Join(pieces, "."))
	}
	certificate, signed := "", lines[0]
	if len(lines) == 2 {
		certificate, signed = lines[0], lines[1]
	}
	return licensing.Armor(s.typ, "", certificate, signed)
}

// signedText is what the document's claims and signature are, spelled.
func (s specimen) signedText() string { return strings.Join(s.lines[len(s.lines)-1], ".") }

// attack fails the test when something else than the specimen is accepted, or
// when a refusal does not say why.
func (s specimen) attack(t testing.TB, v *licensing.Verifier, text []byte, what string, args ...any) {
	t.Helper()
	d, err := v.Verify(text)
	if err != nil {
		s.reasoned(t, err, what, args...)
	} else if d.Pasted() != s.signedText() || d.Type() != s.typ {
		t.Errorf("%s: "+what+" was accepted", append([]any{s.name}, args...)...)
	}
}

// refuse is attack for what must not even be read as the specimen.
func (s specimen) refuse(t testing.TB, v *licensing.Verifier, text []byte, what string, args ...any) {
	t.Helper()
	if _, err := v.Verify(text); err != nil {
		s.reasoned(t, err, what, args...)
	} else {
		t.Errorf("%s: "+what+" was accepted", append([]any{s.name}, args...)...)
	}
}

func (s specimen) reasoned(t testing.TB, err error, what string, args ...any) {
	t.Helper()
	var r *licensing.Rejection
	if !errors.As(err, &r) || !slices.Contains(licensing.Reasons(), r.Reason) || r.Detail == "" {
		t.Errorf("%s: "+what+" was refused without a reason: %v", append(append([]any{s.name}, args...), err)...)
	}
}

func TestEveryBitOfHeaderClaimsAndSignature(t *testing.T) {
	v, step := goldenVerifier(t), 1
	if testing.Short() {
		step = 13
	}
	for _, s := range specimens(t) {
		for part, content := range s.parts {
			for at := 0; at < len(content); at += step {
				for bit := range 8 {
					changed := bytes.Clone(content)
					changed[at] ^= 1 << bit
					s.refuse(t, v, s.with(part, changed), "bit %d of byte %d of part %d flipped", bit, at, part)
				}
			}
		}
	}
}

func TestEveryTruncation(t *testing.T) {
	v := goldenVerifier(t)
	for _, s := range specimens(t) {
		for n := range len(s.text) - 1 {
			s.refuse(t, v, s.text[:n], "cut after %d bytes", n)
		}
		for part, content := range s.parts {
			for n := range content {
				s.refuse(t, v, s.with(part, content[:n]), "part %d cut after %d bytes", part, n)
			}
		}
	}
}

// TestPartsOfOthers puts the header, claims, signature or certificate of every
// document into every other.
func TestPartsOfOthers(t *testing.T) {
	v := goldenVerifier(t)
	all := specimens(t)
	for _, s := range all {
		for _, other := range all {
			if s.name == other.name {
				continue
			}
			for part := range min(len(s.parts), len(other.parts)) {
				if bytes.Equal(s.parts[part], other.parts[part]) {
					continue
				}
				s.refuse(t, v, s.with(part, other.parts[part]), "part %d of %s", part, other.name)
			}
			if s.typ != other.typ {
				renamed := bytes.ReplaceAll(s.text, label(s.typ), label(other.typ))
				s.refuse(t, v, renamed, "called a %s", other.typ)
			}
		}
	}
}

func label(typ licensing.Type) []byte { return []byte("HOLM " + strings.ToUpper(string(typ))) }

// TestRandomMutations tries documents that were changed at random: a million of
// them when HOLM_TEST_LONG is set, which takes minutes.
func TestRandomMutations(t *testing.T) {
	total := 100_000
	switch {
	case testing.Short():
		total = 5_000
	case os.Getenv("HOLM_TEST_LONG") != "":
		total = 1_000_000
	}
	v, all := goldenVerifier(t), specimens(t)
	workers := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			random := rand.New(rand.NewPCG(20260310, uint64(w)))
			for range total / workers {
				s := all[random.IntN(len(all))]
				s.attack(t, v, s.mutant(random, all), "a random change")
			}
		})
	}
	wait.Wait()
}

// mutant changes the text, or a decoded part of it, in one to three places.
func (s specimen) mutant(random *rand.Rand, all []specimen) []byte {
	if random.IntN(2) == 0 {
		return mutate(random, s.text, all[random.IntN(len(all))].text)
	}
	part := random.IntN(len(s.parts))
	other := all[random.IntN(len(all))]
	return s.with(part, mutate(random, s.parts[part], other.parts[part%len(other.parts)]))
}

func mutate(random *rand.Rand, original, donor []byte) []byte {
	changed := bytes.Clone(original)
	for range 1 + random.IntN(3) {
		if len(changed) == 0 {
			return changed
		}
		at := random.IntN(len(changed))
		end := min(len(changed), at+1+random.IntN(16))
		switch random.IntN(6) {
		case 0:
			changed[at] ^= 1 << random.IntN(8)
		case 1:
			changed[at] = byte(random.IntN(256))
		case 2:
			changed = slices.Delete(changed, at, end)
		case 3:
			changed = slices.Insert(changed, at, changed[at:end]...)
		case 4:
			from := random.IntN(len(donor))
			changed = slices.Insert(changed, at, donor[from:min(len(donor), from+16)]...)
		case 5:
			to := random.IntN(len(changed))
			changed[at], changed[to] = changed[to], changed[at]
		}
	}
	return changed
}
