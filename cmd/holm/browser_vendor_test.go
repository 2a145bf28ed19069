package main

import (
	"testing"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

// signatory signs the documents of a test's life.
type signatory struct {
	t *testing.T
	*issue.Authority
	sample licensing.License
	issued time.Time // the newest document's date; each is later than the one before
}

func newSignatory(t *testing.T) *signatory {
	t.Helper()
	a, err := issue.NewAuthority(nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	l := a.Sample("*")
	l.Environment, l.Policy.MinWarnedHours = licensing.Nonproduction, 0 // locks without days of warning
	return &signatory{t, a, l, time.Now().UTC().Truncate(time.Second).Add(-time.Minute)}
}

// next is when the next document is issued.
func (v *signatory) next() time.Time {
	v.issued = v.issued.Add(time.Second)
	return v.issued
}

// license signs the next licence of the agreement, paid through so many days
// from now.
func (v *signatory) license(days int) string {
	v.t.Helper()
	now := time.Now().UTC().Truncate(time.Second)
	l := &v.sample
	l.Serial++
	l.ID, l.IssuedAt, l.Outstanding, l.Term.NotBefore = "", v.next(), nil, now.AddDate(0, 0, min(days, 0)-200)
	l.Term.PaidThrough = now.AddDate(0, 0, days)
	l.Term.WarnFrom, l.Term.OverdueFrom, l.Term.LockAt = l.Term.PaidThrough.AddDate(0, 0, -30), l.Term.PaidThrough, l.Term.PaidThrough.AddDate(0, 0, 30)
	if days < 0 {
		l.Outstanding = []licensing.Invoice{{Invoice: "F-2041", Due: licensing.DateOf(l.Term.PaidThrough), Amount: 4_812_500, Interest: 31_250, Costs: 10_000, Currency: "DKK"}}
	}
	text, err := v.SignLicense(*l)
	if err != nil {
		v.t.Fatal(err)
	}
	return string(text)
}

// termination ends the agreement so many days from now.
func (v *signatory) termination(days int) string {
	v.t.Helper()
	effective := time.Now().UTC().Truncate(time.Second).AddDate(0, 0, days)
	text, err := v.SignTermination(licensing.Termination{Environment: licensing.Nonproduction, IssuedAt: v.next(), AfterSerial: v.sample.Serial, Agreement: v.sample.Agreement.No,
		Cause: licensing.CauseCustomer, NoticeAt: effective.AddDate(0, -3, 0), EffectiveAt: effective,
		FullUntil: effective.AddDate(0, 0, 14), ReadOnlyFrom: effective.AddDate(0, 0, 14)})
	if err != nil {
		v.t.Fatal(err)
	}
	return string(text)
}
