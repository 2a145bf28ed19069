package lockout

import (
	"context"

	"holm/licensing"
)

// Preview proves a document and returns the verdict that would hold with it,
// at the time from which it holds. It changes nothing. Errors are those of
// Check.
func (k *Keeper) Preview(ctx context.Context, text []byte) (licensing.Document, Verdict, error) {
	r, err := k.Check(ctx, text)
	if err != nil {
		return r.Document, Verdict{}, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	at := k.saved.At
	if l, ok := r.Document.License(); ok && l.Term.NotBefore.After(at) {
		at = l.Term.NotBefore
	}
	in := k.input(at)
	if !r.Known || r.Waiting {
		in.Documents = append(in.Documents[:len(in.Documents):len(in.Documents)], r.Document)
	}
	return r.Document, Evaluate(in), nil
}
