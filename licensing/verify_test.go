package licensing_test

import (
	"errors"
	"testing"
	"time"

	"holm/licensing"
	"holm/licensing/issue"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

func authority(t testing.TB) *issue.Authority {
	t.Helper()
	a, err := issue.NewAuthority(nil, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func signed(t testing.TB, text []byte, err error) []byte {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// refused fails unless the text is refused for the reason.
func refused(t testing.TB, v *licensing.Verifier, text []byte, want licensing.Reason, known ...licensing.Document) {
	t.Helper()
	_, err := v.Verify(text, known...)
	var r *licensing.Rejection
	if !errors.As(err, &r) {
		t.Fatalf("got %v, want a refusal as %s", err, want)
	}
	if r.Reason != want {
		t.Fatalf("refused as %s (%s), want %s", r.Reason, r.Detail, want)
	}
}

func TestGenuineLicenseVerifies(t *testing.T) {
	a := authority(t)
	l := a.Sample("inst-1")
	text, err := a.SignLicense(l)
	d, err := licensing.NewVerifier(a.Roots()).Verify(signed(t, text, err))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := d.License()
	if !ok || got.Customer.Name != l.Customer.Name || d.ID() != got.ID || !d.IssuedAt().Equal(noon) {
		t.Fatalf("got %+v", got)
	}
	if string(d.Text()) != string(text) {
		t.Errorf("canonical text differs:\n%s\n%s", d.Text(), text)
	}
	if !got.BelongsTo("inst-1") || got.BelongsTo("inst-2") {
		t.Error("BelongsTo does not tell installations apart")
	}
}
