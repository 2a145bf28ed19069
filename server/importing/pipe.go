package importing

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"holm/crm"
)

// settled is a part on its way into the store: what its rows do, in the form
// that the store keeps. err says why it is not.
type settled struct {
	drafts   []*Draft // what it was settled from, and what comes after it
	verdicts []Verdict
	counts   Counts
	prepared crm.PreparedImport
	err      error
	fatal    bool // err is not about rows
}

// pipe has three parts of a file in hand at the same time: one is read, one is
// settled and prepared, one is written.
type pipe struct {
	*run
	converter *converter
	parts     <-chan part
}

// flow writes all parts. They are written in their order, and a part that is
// prepared while the one before it is not yet written knows what that holds.
// When the store does not take it as it was prepared, what was prepared after
// it is given up and made anew.
func (p *pipe) flow(ctx context.Context) error {
	now := p.next(ctx)
	for now != nil {
		if now.fatal {
			return now.err
		}
		ahead := make(chan *settled, 1)
		if p.overlaps() && len(now.verdicts) == len(now.drafts) {
			go func() { ahead <- p.next(ctx) }()
		} else {
			ahead <- nil
		}
		failed := p.keep(ctx, now) != nil
		next := <-ahead
		if failed {
			next.drop()
			if err := p.sift(ctx, now); err != nil {
				return err
			}
		}
		switch {
		case !p.overlaps() || len(now.verdicts) < len(now.drafts):
			p.settler.forget()
			next = p.rest(ctx, now.drafts[len(now.verdicts):])
		case failed && next != nil && !next.fatal:
			next = p.anew(ctx, next.drafts)
		}
		now = next
	}
	return nil
}

// overlaps reports whether a part may be settled before the one before it is
// written: not where rows change what earlier ones made, or look for it.
func (r *run) overlaps() bool {
	plan := r.task.Plan
	if plan.Duplicates != Add && plan.Duplicates != Skip {
		return false
	}
	for _, target := range plan.Columns {
		if strings.HasPrefix(target, "parent") {
			return false
		}
	}
	return true
}

// next settles and prepares the next part; nil after the last.
func (p *pipe) next(ctx context.Context) *settled {
	read, ok := <-p.parts
	switch {
	case !ok:
		return nil
	case read.err != nil:
		return &settled{err: read.err, fatal: true}
	}
	p.settler.turn()
	return p.settle(ctx, read.drafts)
}

// rest is next with what was left of the part before.
func (p *pipe) rest(ctx context.Context, drafts []*Draft) *settled {
	if len(drafts) == 0 {
		return p.next(ctx)
	}
	return p.settle(ctx, drafts)
}

// anew is next with a part that was settled before: from its rows on.
func (p *pipe) anew(ctx context.Context, drafts []*Draft) *settled {
	drafts = slices.Clone(drafts)
	for i, d := range drafts {
		drafts[i] = p.converter.draft(d.Row)
	}
	p.settler.again()
	return p.settle(ctx, drafts)
}

func (p *pipe) settle(ctx context.Context, drafts []*Draft) *settled {
	verdicts, err := p.settler.settle(ctx, drafts, false)
	if err != nil {
		return &settled{err: err, fatal: true}
	}
	s := p.prepare(ctx, verdicts)
	s.drafts = drafts
	return s
}

// prepare brings what was settled into the form that the store keeps.
func (r *run) prepare(ctx context.Context, verdicts []Verdict) *settled {
	s := &settled{verdicts: verdicts}
	var part crm.ImportPart
	part, s.counts = r.part(verdicts)
	s.prepared, s.err = r.Store.PrepareImport(ctx, r.actor, part)
	return s
}

// keep writes what is prepared, with how far the import is then. Its error is
// that of the part from then on.
func (r *run) keep(ctx context.Context, s *settled) error {
	if s.err != nil || len(s.verdicts) == 0 {
		return s.err
	}
	after := place{r.at.Counts.plus(s.counts), s.verdicts[len(s.verdicts)-1].Row.No}
	text, _ := json.Marshal(after) // numbers always encode
	s.err = s.prepared.Write(ctx, r.job.Step(int64(after.Row), max(r.total, int64(after.Row)), string(text)))
	if s.err == nil {
		r.at = after
	}
	return s.err
}

// drop gives up what is prepared. Nothing that follows it may be in the making.
func (s *settled) drop() {
	if s != nil && s.prepared.Drop != nil {
		s.prepared.Drop()
	}
}
