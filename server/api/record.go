package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"holm/lockout"
)

const jsonContent = "application/json"

// answer is what operations answer with.
type answer struct {
	Status      int
	ETag        string `header:"ETag" doc:"The record's version, for If-Match."`
	Location    string `header:"Location" doc:"Where the new record is."`
	ContentType string `header:"Content-Type"`
	Replayed    string `header:"Idempotency-Replayed" doc:"true when the request was answered before, with the same key."`
	Body        []byte
}

type oneInput struct {
	ID          int64  `path:"id" minimum:"1"`
	Fields      string `query:"fields" maxLength:"2000" doc:"Names of the fields to answer with, by commas; id and version come always."`
	IfNoneMatch string `header:"If-None-Match" doc:"An ETag: 304 when the record is still that."`
}

type createInput struct {
	IdempotencyKey string `header:"Idempotency-Key" doc:"Any text, as a UUID: the same request with the same key is done once in 24 hours and answered alike."`
	ContentType    string `header:"Content-Type" hidden:"true"`
	RawBody        []byte `contentType:"application/json"`
}

type changeInput struct {
	ID          int64  `path:"id" minimum:"1"`
	IfMatch     string `header:"If-Match" doc:"The ETag of the record as it was read; needed."`
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"application/json"`
}

type removeInput struct {
	ID      int64  `path:"id" minimum:"1"`
	IfMatch string `header:"If-Match" doc:"The ETag of the record as it was read; needed."`
}

type restoreInput struct {
	ID int64 `path:"id" minimum:"1"`
}

// addNoun registers the operations that a kind of record offers.
func addNoun[T any](s *service, n *noun[T]) {
	n.describe(s)
	n.zone = s.zone
	list := s.operation(http.MethodGet, "/"+n.plural, "list-"+n.plural, "List "+n.plural)
	list.Responses = s.responses(http.StatusOK, n.schema+"List", 401, 402, 403, 422)
	if n.addList != nil {
		n.addList(n, list)
	} else {
		huma.Register(s.api, list, bind(s, n.page))
	}
	one := s.operation(http.MethodGet, "/"+n.plural+"/{id}", "read-"+n.name, "Read a "+n.name)
	one.Responses = s.responses(http.StatusOK, n.schema, 401, 402, 403, 404, 422)
	one.Responses["304"] = &huma.Response{Description: "The record is still as you have it."}
	huma.Register(s.api, one, bind(s, n.read))

	if n.create != nil {
		addCreate(s, n)
	}

	change := s.writing(http.MethodPatch, "/"+n.plural+"/{id}", "change-"+n.name, "Change fields of a "+n.name)
	change.Responses = s.responses(http.StatusOK, n.schema, 400, 401, 402, 403, 404, 409, 412, 413, 415, 422, 428)
	huma.Register(s.api, change, bind(s, n.change))
	s.body(change, n.schema+"Change", true)

	if n.trash != nil {
		remove := s.writing(http.MethodDelete, "/"+n.plural+"/{id}", "delete-"+n.name, "Move a "+n.name+" to the trash")
		remove.Responses = s.responses(http.StatusNoContent, "", 401, 402, 403, 404, 412, 422, 428)
		huma.Register(s.api, remove, bind(s, n.remove))
	}
	if n.restore != nil {
		back := s.writing(http.MethodPost, "/"+n.plural+"/{id}/restore", "restore-"+n.name, "Take a "+n.name+" out of the trash")
		back.Responses = s.responses(http.StatusOK, n.schema, 401, 402, 403, 404, 409, 422)
		huma.Register(s.api, back, bind(s, n.back))
	}
}

// addCreate registers what makes a record out of a JSON object.
func addCreate[T any](s *service, n *noun[T]) {
	create := s.writing(http.MethodPost, "/"+n.plural, "create-"+n.name, "Create a "+n.name)
	create.DefaultStatus = http.StatusCreated
	create.Responses = s.responses(http.StatusCreated, n.schema, 400, 401, 402, 403, 409, 413, 415, 422)
	huma.Register(s.api, create, bind(s, func(ctx context.Context, in *createInput) (*answer, error) {
		out, err := s.onlyOnce(ctx, create.Path, in, func(ctx context.Context, o *once) (*answer, error) { return n.make(ctx, in, o) })
		if err != nil {
			return nil, err
		}
		out.Location = create.Path + "/" + madeID(out.Body)
		return out, nil
	}))
	s.body(create, n.schema+"New", true)
}

// bind gives a handler's errors their answers.
func bind[I, O any](s *service, handle func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.problem(err)
		}
		return out, nil
	}
}

func (n *noun[T]) read(ctx context.Context, in *oneInput) (*answer, error) {
	chosen, err := n.chosen(in.Fields)
	if err != nil {
		return nil, err
	}
	r, err := n.one(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	if in.IfNoneMatch == etag(n.stamp(&r)) {
		return &answer{Status: http.StatusNotModified, ETag: in.IfNoneMatch}, nil
	}
	return n.answer(http.StatusOK, &r, chosen), nil
}

func (n *noun[T]) answer(status int, r *T, chosen columns) *answer {
	return &answer{Status: status, ETag: etag(n.stamp(r)), ContentType: jsonContent,
		Body: append(n.append(make([]byte, 0, 2048), r, chosen), '\n')}
}

func (n *noun[T]) make(ctx context.Context, in *createInput, o *once) (*answer, error) {
	change, err := object(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	var r T
	if err := n.apply(&r, change); err != nil {
		return nil, err
	}
	answer := func() *answer { return n.answer(http.StatusCreated, &r, nil) }
	if err := n.create(o.write(ctx, in.IdempotencyKey, answer), actorOf(ctx), &r); err != nil {
		return nil, err
	}
	return answer(), nil
}

// madeID is the id in the answer to a request that made a record.
func madeID(body []byte) string {
	var made struct{ ID json.Number }
	if err := json.Unmarshal(body, &made); err != nil {
		return ""
	}
	return made.ID.String()
}

func (n *noun[T]) change(ctx context.Context, in *changeInput) (*answer, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	change, err := object(in.ContentType, in.RawBody)
	if err != nil {
		return nil, err
	}
	r, err := n.update(ctx, actorOf(ctx), in.ID, version, change)
	if err != nil {
		return nil, err
	}
	return n.answer(http.StatusOK, &r, nil), nil
}

func (n *noun[T]) remove(ctx context.Context, in *removeInput) (*struct{}, error) {
	version, err := ifMatch(in.IfMatch)
	if err != nil {
		return nil, err
	}
	return nil, n.trash(ctx, actorOf(ctx), in.ID, version)
}

func (n *noun[T]) back(ctx context.Context, in *restoreInput) (*answer, error) {
	if err := n.restore(ctx, actorOf(ctx), in.ID); err != nil {
		return nil, err
	}
	r, err := n.one(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return n.answer(http.StatusOK, &r, nil), nil
}

// operation begins the description of an operation that reads.
func (s *service) operation(method, path, id, summary string) huma.Operation {
	return huma.Operation{
		Method: method, Path: Prefix + path, OperationID: id, Summary: summary,
		MaxBodyBytes: maxBody, SkipValidateBody: true,
		Metadata: map[string]any{operation: lockout.Read},
	}
}

// writing begins the description of an operation that changes something.
func (s *service) writing(method, path, id, summary string) huma.Operation {
	op := s.operation(method, path, id, summary)
	op.Metadata[operation] = lockout.Change
	return op
}
