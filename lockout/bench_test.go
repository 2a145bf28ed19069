package lockout

import (
	"testing"

	"holm/licensing"
)

// BenchmarkVerdict decides with what three years of monthly renewals leave:
// signed documents, not sorted. It takes less than 50 µs.
func BenchmarkVerdict(b *testing.B) {
	m := newMachine(b)
	m.install(m.license(1, nil))
	m.install(m.license(2, nil))
	for seq := range int64(36) {
		m.install(m.renewal(2, seq+1, int(seq)))
	}
	m.install(m.termination(2, 60))
	in := m.keeper.input(m.real)
	in.Users = map[string]int{"standard": 9, "light": 3}
	b.ReportAllocs()
	for b.Loop() {
		if v := Evaluate(in); v.License == nil {
			b.Fatal(v.State)
		}
	}
}

// BenchmarkInstall proves a renewal, keeps it as file and in the register,
// appends to the ledger, saves the time and decides. It takes less than 50 ms.
func BenchmarkInstall(b *testing.B) {
	m := newMachine(b)
	m.disk(b.TempDir())
	m.install(m.license(1, func(l *licensing.License) { l.Term.LockAt = l.Term.LockAt.AddDate(0, 0, 60) }))
	var seq int64
	for b.Loop() {
		b.StopTimer()
		if seq++; seq%36 == 0 { // no installation keeps more
			m.stop()
			m.register.documents = m.register.documents[:1]
			m.register.version++
			m.open()
		}
		text := m.renewal(1, seq, 20)
		b.StartTimer()
		m.install(text)
	}
}
