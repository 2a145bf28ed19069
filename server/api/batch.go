package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

// maxBatch is how many steps a batch may have.
const maxBatch = 200

// step is one change of a batch.
type step struct {
	Action  string     `json:"action"` // create, update or delete
	ID      int64      `json:"id"`
	Version int64      `json:"version"`
	Values  crm.Change `json:"values"`
}

// outcome is what became of a step.
type outcome struct {
	Status  int      `json:"status"`
	ID      int64    `json:"id,omitempty"`
	Version int64    `json:"version,omitempty"`
	Problem *Problem `json:"problem,omitempty"`
}

// addBatch registers the batch of a kind of record. Steps stand alone: one
// that is refused leaves the others as they are, and is told in its place.
func addBatch[T any](s *service, n *noun[T]) {
	op := s.writing(http.MethodPost, "/"+n.plural+"/batch", "batch-"+n.plural, "Create, change and delete many "+n.plural)
	op.Description = "Up to 200 steps, done in order, each on its own: results has one entry for each, in the same order. " +
		"With an Idempotency-Key, a batch that was interrupted goes on with the steps that were not done."
	op.Responses = s.responses(http.StatusOK, "BatchResults", 400, 401, 402, 403, 409, 413, 415, 422)
	s.schema("BatchResults", batchResults())
	s.schema(n.schema+"Batch", batchSteps(n.schema))
	huma.Register(s.api, op, bind(s, func(ctx context.Context, in *createInput) (*answer, error) {
		steps, err := readSteps(in)
		if err != nil {
			return nil, err
		}
		return s.onlyOnce(ctx, op.Path, in, func(ctx context.Context, o *once) (*answer, error) {
			return batch(ctx, s, n, steps, o)
		})
	}))
	s.body(op, n.schema+"Batch", true)
}

// batch does the steps. With a key, what becomes of each is kept with it, so
// that one which was interrupted goes on where it was.
func batch[T any](ctx context.Context, s *service, n *noun[T], steps []step, o *once) (*answer, error) {
	results := struct {
		Results []outcome `json:"results"`
	}{make([]outcome, len(steps))}
	for i := range steps {
		out, done := o.done(i)
		if !done {
			out = batchStep(ctx, s, n, &steps[i], o, o.step(i))
		}
		results.Results[i] = out
	}
	body, err := json.Marshal(results)
	if err != nil {
		return nil, fmt.Errorf("write the results of a batch: %w", err)
	}
	a := &answer{Status: http.StatusOK, ContentType: jsonContent, Body: append(body, '\n')}
	if o != nil {
		kept := crm.Answer{Status: a.Status, ContentType: a.ContentType, Body: a.Body}
		err = s.Store.Remember(ctx, actorOf(ctx), &crm.Once{Key: o.key, Request: o.request, Answer: func() crm.Answer { return kept }})
	}
	return a, err
}

// readSteps refuses a batch as a whole when it is not one.
func readSteps(in *createInput) ([]step, error) {
	whole, err := object(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	list, ok := whole["steps"].([]any)
	if !ok || len(whole) != 1 {
		return nil, wrongParameter("steps", "required", "A batch is an object with the list steps, and nothing else.")
	}
	if len(list) > maxBatch {
		return nil, wrongParameter("steps", "too_many", fmt.Sprintf("A batch has at most %d steps.", maxBatch))
	}
	steps := make([]step, len(list))
	for i, item := range list {
		if err := steps[i].read(item); err != nil {
			return nil, wrongParameter(fmt.Sprintf("steps[%d]", i), CodeInvalid, sentence(err.Error()))
		}
	}
	return steps, nil
}

func (s *step) read(item any) error {
	members, ok := item.(map[string]any)
	if !ok {
		return fmt.Errorf("a step is an object")
	}
	for name, v := range members {
		ok := true
		switch name {
		case "action":
			s.Action, ok = v.(string)
		case "id":
			s.ID, ok = wholeNumber(v)
		case "version":
			s.Version, ok = wholeNumber(v)
		case "values":
			s.Values, ok = v.(map[string]any)
		default:
			return fmt.Errorf("a step has no member %q", name)
		}
		if !ok {
			return fmt.Errorf("the member %q is not of its type", name)
		}
	}
	switch s.Action {
	case "create":
	case "update", "delete":
		if s.ID < 1 || s.Version < 1 {
			return fmt.Errorf("action %s needs id and version", s.Action)
		}
	default:
		return fmt.Errorf("action is create, update or delete")
	}
	return nil
}

func wholeNumber(v any) (int64, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	whole, err := n.Int64()
	return whole, err == nil
}

func batchStep[T any](ctx context.Context, s *service, n *noun[T], step *step, o *once, key string) outcome {
	var r T
	var err error
	out := outcome{Status: http.StatusOK, ID: step.ID}
	actor := actorOf(ctx)
	ctx = o.write(ctx, key, func() *answer {
		made := out
		if step.Action == "create" {
			made.ID, made.Version = n.id(&r), n.stamp(&r)
		}
		body, err := json.Marshal(made)
		if err != nil {
			body = nil // numbers alone
		}
		return &answer{Status: made.Status, ContentType: jsonContent, Body: body}
	})
	switch step.Action {
	case "create":
		out.Status = http.StatusCreated
		if err = n.apply(&r, step.Values); err == nil {
			err = n.create(ctx, actor, &r)
		}
		out.ID, out.Version = n.id(&r), n.stamp(&r)
	case "update":
		r, err = n.update(ctx, actor, step.ID, step.Version, step.Values)
		out.Version = n.stamp(&r)
	case "delete":
		out.Status = http.StatusNoContent
		err = n.trash(ctx, actor, step.ID, step.Version)
	}
	if err != nil {
		p := s.problem(err).complete()
		return outcome{Status: p.Status, ID: step.ID, Problem: p}
	}
	return out
}

func batchSteps(schema string) *huma.Schema {
	item := closed()
	item.Required = []string{"action"}
	item.Properties["action"] = &huma.Schema{Type: huma.TypeString, Enum: []any{"create", "update", "delete"}}
	item.Properties["id"] = &huma.Schema{Type: huma.TypeInteger, Format: "int64", Description: "Of the record, to update or delete."}
	item.Properties["version"] = &huma.Schema{Type: huma.TypeInteger, Format: "int64", Description: "Of the record as it was read, to update or delete."}
	item.Properties["values"] = &huma.Schema{Ref: schemaRef + schema + "Change"}
	whole := closed()
	whole.Required = []string{"steps"}
	most := maxBatch
	whole.Properties["steps"] = &huma.Schema{Type: huma.TypeArray, MaxItems: &most, Items: item}
	return whole
}

func batchResults() *huma.Schema {
	item := &huma.Schema{Type: huma.TypeObject, Required: []string{"status"}, Properties: map[string]*huma.Schema{
		"status":  {Type: huma.TypeInteger, Description: "As the single operation would answer."},
		"id":      {Type: huma.TypeInteger, Format: "int64"},
		"version": {Type: huma.TypeInteger, Format: "int64"},
		"problem": {Ref: schemaRef + "Problem"},
	}}
	return &huma.Schema{Type: huma.TypeObject, Required: []string{"results"},
		Properties: map[string]*huma.Schema{"results": {Type: huma.TypeArray, Items: item}}}
}
