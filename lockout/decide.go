package lockout

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"holm/licensing"
)

func (k *Keeper) reading() Reading {
	return Reading{Wall: k.o.Now(), Boot: k.o.Boot.Running(), BootID: k.o.Boot.BootID()}
}

// advance ages the effective time and the warned hours.
func (k *Keeper) advance() {
	r := k.reading()
	running := min(k.saved.Elapsed(r), longestTick)
	k.saved.EffectiveTime = k.saved.EffectiveTime.Advance(r)
	if v := k.verdict.Load(); v != nil {
		now := *v
		now.At = k.saved.At
		k.saved.Warned = k.saved.Warned.Advance(now, running)
	}
}

// input gathers what a decision at that time follows from.
func (k *Keeper) input(at time.Time) Input {
	in := Input{
		Installation: k.installation.ID, EvaluationStart: k.installation.EvaluationStart,
		Demonstration: k.installation.Demonstration, MovedFrom: k.installation.MovedFrom, MovedAt: k.installation.MovedAt,
		Users: k.users, Now: at, TimeZone: k.installation.TimeZone, Warned: k.saved.Warned, EverLicensed: k.saved.EverLicensed || k.past.licensed,
		ClockSuspect: k.saved.Suspect, NoRoots: k.o.NoRoots,
	}
	if began := k.past.evaluation; !began.IsZero() && began.Before(in.EvaluationStart) {
		in.EvaluationStart = began // an imported archive wins no new evaluation
	}
	for _, d := range k.kept {
		if d.holds(at) {
			in.Documents = append(in.Documents, d.document)
		}
	}
	return in
}

// holds reports whether the document counts: when installed, or when the date
// from which it matters has come although nobody acknowledged it. A licence's
// own not_before decides that.
func (d keptDocument) holds(now time.Time) bool {
	return d.Status == Installed || d.document.Type() == licensing.TypeLicense || reached(now, holdsFrom(d.document))
}

// holdsFrom is the date until which a document that came unattended waits.
func holdsFrom(d licensing.Document) time.Time {
	if l, ok := d.License(); ok {
		return l.Term.NotBefore
	}
	if r, ok := d.Renewal(); ok {
		return r.PaidThrough
	}
	if t, ok := d.Termination(); ok {
		return t.EffectiveAt
	}
	return d.IssuedAt()
}

// settle decides, publishes the verdict and records what changed.
func (k *Keeper) settle(ctx context.Context) error {
	v := Evaluate(k.input(k.saved.At))
	if v.License != nil && !k.saved.EverLicensed {
		k.saved.EverLicensed, k.savedAt = true, -saveEvery
	}
	if k.newlyProductive(v) {
		k.saved.Production, k.saved.ProductionID, k.savedAt = true, k.installation.ID, -saveEvery
	}
	k.verdict.Store(&v)
	var failed error
	for i := range k.kept {
		d := &k.kept[i]
		if d.Status == Waiting && reached(v.At, holdsFrom(d.document)) {
			d.Status = Installed
			failed = errors.Join(failed, k.keep(ctx, d, "waited"))
		}
	}
	return errors.Join(failed, k.recordState(ctx, v), k.recordClock(ctx), k.recordPeak(ctx, v))
}

// newlyProductive reports whether a production licence holds that was not
// noted under this installation's id.
func (k *Keeper) newlyProductive(v Verdict) bool {
	return v.License != nil && v.License.Environment == licensing.Production && !v.Flags.RebindPending &&
		(!k.saved.Production || k.saved.ProductionID != k.installation.ID)
}

// recordState appends a change of state, unless another process just did.
func (k *Keeper) recordState(ctx context.Context, v Verdict) error {
	if v.State == k.past.state || k.installation.EvaluationStart.IsZero() && v.License == nil {
		return nil
	}
	if err := k.past.catchUp(ctx, k.o.Register); err != nil || v.State == k.past.state {
		return err
	}
	return k.append(ctx, StateChanged, stateData{From: k.past.state, To: v.State, Since: v.Since})
}

type stateData struct {
	From  State     `json:"from,omitempty"`
	To    State     `json:"to"`
	Since time.Time `json:"since"`
}

type clockData struct {
	Suspect  bool      `json:"suspect"`
	Clock    time.Time `json:"clock"`
	PulledTo time.Time `json:"pulled_to,omitzero"`
}

func (k *Keeper) recordClock(ctx context.Context) error {
	if k.saved.Suspect == k.past.suspect {
		return nil
	}
	if err := k.past.catchUp(ctx, k.o.Register); err != nil || k.saved.Suspect == k.past.suspect {
		return err
	}
	return k.append(ctx, ClockEvent, clockData{Suspect: k.saved.Suspect, Clock: k.saved.Wall})
}

// count asks for the users per category now and then.
func (k *Keeper) count(ctx context.Context) error {
	now := k.o.Boot.Running()
	if k.o.Usage == nil || k.users != nil && now >= k.usageAt && now-k.usageAt < usageEvery {
		return nil
	}
	users, err := k.o.Usage(ctx)
	if err != nil {
		return fmt.Errorf("count the users: %w", err)
	}
	if users == nil {
		users = map[string]int{}
	}
	k.users, k.usageAt = users, now
	return nil
}

// recordPeak keeps the most users per category of the customer's day, and
// appends them, and what was over the limit, when the day is over.
func (k *Keeper) recordPeak(ctx context.Context, v Verdict) error {
	if k.users == nil {
		return nil
	}
	today := v.Today().String()
	if k.saved.PeakDay != today {
		day, peak := k.saved.PeakDay, k.saved.Peak
		k.saved.PeakDay, k.saved.Peak = today, maps.Clone(k.users)
		if day == "" {
			return nil
		}
		err := k.append(ctx, DailyPeak, PeakData{day, peak})
		if over := v.overLimit(peak); len(over) > 0 {
			err = errors.Join(err, k.append(ctx, OverLimit, PeakData{day, over}))
		}
		return errors.Join(err, k.save(ctx))
	}
	if k.saved.Peak == nil {
		k.saved.Peak = map[string]int{}
	}
	for code, n := range k.users {
		k.saved.Peak[code] = max(k.saved.Peak[code], n)
	}
	return nil
}

// save writes the effective time to register and state file. What another
// process saved there in the meantime is taken over when it knows more.
func (k *Keeper) save(ctx context.Context) error {
	other, err := k.o.Register.LoadTime(ctx)
	if err != nil {
		return fmt.Errorf("read the effective time: %w", err)
	}
	if other.Pulled > k.saved.Pulled {
		k.saved.EffectiveTime = other.EffectiveTime
	}
	k.saved = newer(k.saved, other)
	k.saved.LedgerSeq, k.saved.LedgerHead = k.past.head.Seq, k.past.head.Hash
	k.saved.Documents = k.saved.Documents[:0:0]
	for _, d := range k.kept {
		k.saved.Documents = append(k.saved.Documents, key(d.Type, d.ID))
	}
	slices.Sort(k.saved.Documents)
	k.saved.Missing = k.saved.Missing[:0:0]
	for id := range k.returning {
		if !slices.Contains(k.saved.Documents, id) {
			k.saved.Missing = append(k.saved.Missing, id)
		}
	}
	slices.Sort(k.saved.Missing)
	if err := k.o.Register.SaveTime(ctx, k.saved); err != nil {
		return fmt.Errorf("save the effective time: %w", err)
	}
	k.savedAt = k.o.Boot.Running()
	return writeState(k.o.StateFile, k.saved)
}

func key(typ licensing.Type, id string) string { return string(typ) + " " + id }
