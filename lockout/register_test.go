package lockout

import (
	"context"
	"slices"
	"sync"
)

// memory is a register in memory, shared by several keepers as a database is.
type memory struct {
	mu           sync.Mutex
	installation Installation
	documents    []StoredDocument
	version      int64
	entries      []Entry
	saved        Saved
}

func (m *memory) Installation(context.Context) (Installation, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.installation, nil
}

func (m *memory) Documents(context.Context) ([]StoredDocument, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]StoredDocument(nil), m.documents...), nil
}

func (m *memory) DocumentsVersion(context.Context) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.version, nil
}

func (m *memory) SaveDocument(_ context.Context, d StoredDocument, e Entry) (Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.version++
	for i, have := range m.documents {
		if have.Type == d.Type && have.ID == d.ID {
			m.documents[i] = d
			return m.append(e), nil
		}
	}
	m.documents = append(m.documents, d)
	return m.append(e), nil
}

func (m *memory) append(e Entry) Entry {
	var head Entry
	if n := len(m.entries); n > 0 {
		head = m.entries[n-1]
	}
	e = e.After(head)
	m.entries = append(m.entries, e)
	return e
}

func (m *memory) AppendEntry(_ context.Context, e Entry) (Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.append(e), nil
}

func (m *memory) Entries(_ context.Context, after int64, limit int) ([]Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if after >= int64(len(m.entries)) {
		return nil, nil
	}
	rest := m.entries[after:]
	return append([]Entry(nil), rest[:min(limit, len(rest))]...), nil
}

func (m *memory) LoadTime(context.Context) (Saved, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.saved, nil
}

func (m *memory) SaveTime(_ context.Context, s Saved) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.saved = s
	return nil
}

// copy is the register as a backup holds it.
func (m *memory) copy() *memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	return &memory{installation: m.installation, documents: slices.Clone(m.documents), version: m.version,
		entries: slices.Clone(m.entries), saved: m.saved}
}

func (m *memory) kinds(kind EntryKind) (found []Entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range m.entries {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	return found
}
