package lockout

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"holm/licensing"
)

// Receipt says what became of a document.
type Receipt struct {
	Document   licensing.Document
	Known      bool // it was here already; nothing changed
	Waiting    bool // it waits for an acknowledgement
	Older      bool // offered, and not newer than what is here; nothing changed
	Difference Difference
}

// Check proves a document and returns what installing it would change. It
// changes nothing. Errors are those of Install, *Unacknowledged excepted.
func (k *Keeper) Check(ctx context.Context, text []byte) (Receipt, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.advance()
	if err := k.reloadIfNew(ctx); err != nil {
		return Receipt{}, err
	}
	return k.examine(text)
}

// Install proves a document and puts it in force before it returns. One that
// is not genuine, or not for this installation, is a *licensing.Rejection,
// recorded in the ledger. One that reduces something needs acknowledged, else
// the error is *Unacknowledged. by names the door it came through: "web",
// "command", never a person.
func (k *Keeper) Install(ctx context.Context, text []byte, acknowledged bool, by string) (Receipt, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.advance()
	if err := k.reloadIfNew(ctx); err != nil {
		return Receipt{}, err
	}
	r, err := k.examine(text)
	if err != nil {
		return r, k.refuse(ctx, text, by, err)
	}
	if r.Known && !r.Waiting {
		return r, nil
	}
	if r.Difference.Reduces() && !acknowledged {
		return r, &Unacknowledged{r.Difference}
	}
	r.Waiting = false
	return r, k.take(ctx, r.Document, Installed, by)
}

// examine proves the text and compares.
func (k *Keeper) examine(text []byte) (Receipt, error) {
	document, err := k.o.Verifier.Verify(text, k.known()...)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Document: document}
	if i := k.find(document); i >= 0 {
		r.Known, r.Waiting = true, k.kept[i].Status == Waiting
	} else if err := k.suits(document); err != nil {
		return r, err
	}
	if !r.Known || r.Waiting {
		r.Difference = k.difference(document)
	}
	return r, nil
}

// difference compares with and without the document, at the time from which
// it holds.
func (k *Keeper) difference(document licensing.Document) Difference {
	at := k.saved.At
	if l, ok := document.License(); ok && l.Term.NotBefore.After(at) {
		at = l.Term.NotBefore
	}
	before := k.input(at)
	before.Documents = slices.DeleteFunc(before.Documents, func(d licensing.Document) bool {
		return d.Type() == document.Type() && d.ID() == document.ID()
	})
	after := before
	after.Documents = append(slices.Clone(before.Documents), document)
	return compare(Evaluate(before), Evaluate(after))
}

// suits refuses documents that are genuine and not for here.
func (k *Keeper) suits(d licensing.Document) error {
	p := sort(append(k.known(), d))
	no := func(reason licensing.Reason, detail string) error {
		return &licensing.Rejection{Reason: reason, Detail: detail}
	}
	if l, ok := d.License(); ok {
		if !p.bound(l, k.installation.ID) {
			return no(licensing.OtherInstallation, fmt.Sprintf("it is for %s, this is %s", l.Installation, k.installation.ID))
		}
		if l.Environment == licensing.Nonproduction && k.productive() {
			return no(licensing.WrongEnvironment, "this database has held a production licence; restore it under a new id to test with it")
		}
		return nil
	}
	if r, ok := d.Renewal(); ok {
		if !slices.ContainsFunc(p.licenses, func(l licensing.License) bool { return l.ID == r.License }) {
			return no(licensing.UnknownLicense, "the licence "+r.License+" is not installed")
		}
		return nil
	}
	if t, ok := d.Termination(); ok {
		if !slices.ContainsFunc(p.licenses, func(l licensing.License) bool { return l.Agreement.No == t.Agreement }) {
			return no(licensing.OtherAgreement, "no licence of the agreement "+t.Agreement+" is installed")
		}
		return nil
	}
	if r, ok := d.Rebind(); ok {
		if r.New != k.installation.ID && r.Old != k.installation.ID {
			return no(licensing.OtherInstallation, fmt.Sprintf("it moves %s to %s", r.Old, r.New))
		}
		return nil
	}
	if _, ok := d.Revocation(); ok {
		return nil
	}
	return no(licensing.WrongType, string(d.Type())+" is not installed by itself")
}

// productive reports whether a production licence has held under this id. A
// copy that was restored under a new id may be used for tests.
func (k *Keeper) productive() bool {
	return k.saved.Production && (k.saved.ProductionID == "" || k.saved.ProductionID == k.installation.ID)
}

type installedData struct {
	Type   licensing.Type `json:"type"`
	ID     string         `json:"id"`
	Key    string         `json:"key"`
	Status DocumentStatus `json:"status"`
	By     string         `json:"by"`
}

// take keeps the document as file and in the register, with its entry, takes
// it as evidence of the time, and decides.
func (k *Keeper) take(ctx context.Context, d licensing.Document, status DocumentStatus, by string) error {
	evidence, before := k.evidence(d), Evaluate(k.input(k.saved.At))
	kept := keptDocument{StoredDocument{
		Type: d.Type(), ID: d.ID(), Text: d.Text(), Status: status,
		InstalledAt: k.saved.At.UTC().Truncate(time.Millisecond), By: by,
	}, d}
	if err := k.writeDocument(d); err != nil {
		return err
	}
	if err := k.keep(ctx, &kept, by); err != nil {
		return err
	}
	if i := k.find(d); i >= 0 {
		k.kept[i] = kept
	} else {
		k.kept = append(k.kept, kept)
	}
	pulled := k.saved.Pulled
	k.saved.EffectiveTime = k.saved.Believe(evidence)
	var err error
	if k.saved.Pulled != pulled {
		err = k.append(ctx, ClockEvent, clockData{Clock: evidence.Wall, PulledTo: k.saved.At})
	}
	if before.State != Locked && Evaluate(k.input(k.saved.At)).State == Locked {
		k.saved.Warned = k.saved.Warned.begunAnew() // a document may prove that it is late; it locks nobody
	}
	return errors.Join(err, k.settle(ctx), k.save(ctx))
}

// keep saves the document's row and its ledger entry.
func (k *Keeper) keep(ctx context.Context, d *keptDocument, by string) error {
	e, err := NewEntry(DocumentInstalled, k.saved.At, installedData{d.Type, d.ID, d.document.KeyID(), d.Status, by})
	if err != nil {
		return err
	}
	if e, err = k.o.Register.SaveDocument(ctx, d.StoredDocument, e); err != nil {
		return err
	}
	k.past.note(e)
	return nil
}

// evidence asks what the document, not yet kept, proves about the time. One
// that the state file knows is not newly installed: it was here before.
func (k *Keeper) evidence(d licensing.Document) Evidence {
	v := Evidence{IssuedAt: d.IssuedAt(), Wall: k.o.Now(), Journal: k.installation.NewestJournal}
	p := sort(k.known())
	if l, ok := d.License(); ok {
		v.Fresh = !slices.ContainsFunc(p.licenses, func(o licensing.License) bool {
			return o.Agreement.No == l.Agreement.No && o.Serial >= l.Serial
		})
	}
	if r, ok := d.Renewal(); ok {
		v.Fresh = !slices.ContainsFunc(p.renewals, func(o licensing.Renewal) bool {
			return o.License == r.License && o.Seq >= r.Seq
		})
		v.NamesHead = r.Ledger != nil && k.past.head.Seq > 0 &&
			r.Ledger.Seq == k.past.head.Seq && r.Ledger.Head == k.past.head.Hash
	}
	if k.find(d) >= 0 || k.returning[key(d.Type(), d.ID())] {
		v.Fresh = false
	}
	return v
}

type refusedData struct {
	Reason licensing.Reason `json:"reason"`
	SHA256 string           `json:"sha256"`
	By     string           `json:"by"`
}

// refuse records a rejection and returns it.
func (k *Keeper) refuse(ctx context.Context, text []byte, by string, err error) error {
	var rejection *licensing.Rejection
	if !errors.As(err, &rejection) {
		return err
	}
	if noted := k.append(ctx, DocumentRefused, refusedData{rejection.Reason, digest(text), by}); noted != nil {
		return errors.Join(err, noted)
	}
	return err
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func (k *Keeper) known() []licensing.Document {
	list := make([]licensing.Document, len(k.kept))
	for i, d := range k.kept {
		list[i] = d.document
	}
	return list
}

func (k *Keeper) find(d licensing.Document) int {
	return slices.IndexFunc(k.kept, func(have keptDocument) bool {
		return have.Type == d.Type() && have.ID == d.ID()
	})
}
