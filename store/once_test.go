package store

import (
	"errors"
	"testing"
	"time"

	"holm/crm"
)

// TestAWriteAndItsAnswerAreKeptTogether makes one of them fail and looks for
// the other.
func TestAWriteAndItsAnswerAreKeptTogether(t *testing.T) {
	eachEngine(t, func(t *testing.T, f *fixture) {
		once := func(key string) *crm.Once {
			return &crm.Once{Key: key, Request: "hash", Answer: func() crm.Answer { return crm.Answer{Status: 201, Body: []byte("{}")} }}
		}
		count := func() int {
			n, _, err := f.CountCompanies(t.Context(), f.admin, crm.Query{})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		create := func(key, name string) error {
			return f.CreateCompany(crm.WithOnce(t.Context(), once(key)), f.admin, &crm.Company{Name: name})
		}
		if err := create("a", "Nordlys"); err != nil || count() != 1 {
			t.Fatalf("%v; %d companies", err, count())
		}
		if err := create("a", "Sydlys"); !errors.Is(err, crm.ErrRepeated) || count() != 1 {
			t.Errorf("%v; %d companies", err, count())
		}
		taken := crm.Company{Name: "Vestlys", Number: "77"}
		if err := f.CreateCompany(t.Context(), f.admin, &taken); err != nil {
			t.Fatal(err)
		}
		if err := f.CreateCompany(crm.WithOnce(t.Context(), once("b")), f.admin, &crm.Company{Name: "X", Number: "77"}); !errors.Is(err, crm.ErrTaken) {
			t.Errorf("got %v", err)
		}
		for key, want := range map[string]int{"a": 1, "b": 0} {
			answers, err := f.Answers(t.Context(), f.admin, key)
			if err != nil || len(answers) != want {
				t.Errorf("%s: %v, %v", key, answers, err)
			}
		}
		f.clockAt(start.Add(AnswerLife + time.Second))
		if err := f.SweepAnswers(t.Context()); err != nil {
			t.Fatal(err)
		}
		if answers, err := f.Answers(t.Context(), f.admin, "a"); err != nil || len(answers) != 0 {
			t.Errorf("an old answer is there yet: %v, %v", answers, err)
		}
	})
}
