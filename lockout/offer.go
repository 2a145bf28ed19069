package lockout

import (
	"context"

	"holm/licensing"
)

// Offer takes a document in that comes unattended from the vendor's address, as
// one from the folder: what reduces something waits for an acknowledgement. A
// licence or renewal that is not newer than those here changes nothing. What is
// not genuine, or not for here, is a *licensing.Rejection and leaves no trace:
// whoever answers at that address cannot fill the ledger.
func (k *Keeper) Offer(ctx context.Context, text []byte, by string) (Receipt, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.advance()
	if err := k.reloadIfNew(ctx); err != nil {
		return Receipt{}, err
	}
	r, err := k.examine(text)
	if err != nil || r.Known {
		return r, err
	}
	switch r.Document.Type() {
	case licensing.TypeLicense, licensing.TypeRenewal:
		if r.Older = !k.evidence(r.Document).Fresh; r.Older {
			return r, nil
		}
	}
	status := k.unattended(r)
	r.Waiting = status == Waiting
	return r, k.take(ctx, r.Document, status, by)
}
