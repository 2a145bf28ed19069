package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"holm/crm"
)

// uploadInput is what comes with a new document beside its body.
type uploadInput struct {
	Name string `query:"name" maxLength:"1000" doc:"The name of the file, for a body that is only the file."`
	Key  string `header:"Idempotency-Key" doc:"Any text, as a UUID: the same file sent again with the same key within 24 hours makes no second document."`
	On   string `query:"on" maxLength:"40" pattern:"^[a-z_]+-[0-9]+$" doc:"The record it hangs on: company-42 or person-7. Without one only its owner sees it."`
}

// versionInput is what comes with a new version beside its body.
type versionInput struct {
	ID      int64  `path:"id" minimum:"1"`
	Name    string `query:"name" maxLength:"1000" doc:"The name of the file, for a body that is only the file."`
	Comment string `query:"comment" maxLength:"400" doc:"What is new."`
	IfMatch string `header:"If-Match" doc:"The ETag of the document as it was read, to be refused when somebody was first."`
}

type contentInput struct {
	ID     int64 `path:"id" minimum:"1"`
	Number int64 `path:"number" minimum:"1"`
}

// addContents registers what moves files: their bodies are read and written
// as they come, and never held in memory.
func (s *service) addContents(n *noun[crm.Document]) {
	create := s.writing(http.MethodPost, "/documents", "create-document", "Upload a file as a new document")
	create.Description = "The body is the file, with its name in the parameter name; or multipart/form-data with one part file."
	create.DefaultStatus = http.StatusCreated
	create.Middlewares = huma.Middlewares{withRequest}
	create.Responses = s.responses(http.StatusCreated, n.schema, 400, 401, 402, 403, 404, 409, 422, 507)
	huma.Register(s.api, create, bind(s, func(ctx context.Context, in *uploadInput) (*answer, error) { return s.upload(ctx, n, in) }))
	s.fileBody(create)

	version := s.writing(http.MethodPost, "/documents/{id}/versions", "add-version", "Upload a file as a document's new version")
	version.Description = create.Description
	version.DefaultStatus = http.StatusCreated
	version.Middlewares = create.Middlewares
	version.Responses = s.responses(http.StatusCreated, n.schema, 400, 401, 402, 403, 404, 409, 412, 422, 507)
	huma.Register(s.api, version, bind(s, func(ctx context.Context, in *versionInput) (*answer, error) { return s.uploadVersion(ctx, n, in) }))
	s.fileBody(version)

	list := s.operation(http.MethodGet, "/documents/{id}/versions", "list-versions", "List the versions of a document, the newest first")
	s.schema("FileVersions", &huma.Schema{Type: huma.TypeObject, Required: []string{"items"}, Properties: map[string]*huma.Schema{
		"items": {Type: huma.TypeArray, Items: fileSchema()}}})
	list.Responses = s.responses(http.StatusOK, "FileVersions", 401, 402, 403, 404, 422)
	huma.Register(s.api, list, bind(s, s.versions))

	content := s.operation(http.MethodGet, "/documents/{id}/versions/{number}", "read-content", "Download a version")
	content.Description = "The ETag is the SHA-256 of the content; ranges are answered."
	content.Responses = s.responses(http.StatusOK, "", 401, 402, 403, 404, 410, 422)
	content.Responses["200"].Content = map[string]*huma.MediaType{anyContent: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	content.Responses["206"] = &huma.Response{Description: "The range that was asked for."}
	content.Responses["304"] = &huma.Response{Description: "The content is what you have."}
	content.Responses["416"] = &huma.Response{Description: "There is no such range."}
	huma.Register(s.api, content, bind(s, s.download))
}

const anyContent = "application/octet-stream"

// fileBody describes the body of an operation that has been registered:
// described before, it would be read into memory.
func (s *service) fileBody(op huma.Operation) {
	binary := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	form := closed()
	form.Required = []string{"file"}
	form.Properties["file"] = binary
	s.api.OpenAPI().Paths[op.Path].Post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		anyContent: {Schema: binary}, "multipart/form-data": {Schema: form}}}
}

type requestKey struct{}

// withRequest lets a handler read the body as it comes.
func withRequest(ctx huma.Context, next func(huma.Context)) {
	r, _ := humago.Unwrap(ctx)
	next(huma.WithValue(ctx, requestKey{}, r))
}

// sentFile finds the file in a request: its one part, or the whole body.
func sentFile(ctx context.Context, name, comment string) (crm.Upload, error) {
	u := crm.Upload{Name: name, Comment: comment}
	r, ok := ctx.Value(requestKey{}).(*http.Request)
	if !ok {
		return u, errors.New("the request was not handed on")
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		u.Content = r.Body
		if name == "" {
			return u, wrongParameter("name", "required", "Name the file in the parameter name.")
		}
		return u, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return u, errors.Join(crm.ErrUploadEnded, err)
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return u, wrongParameter("file", "required", "Send the file in the part file.")
		}
		if err != nil {
			return u, errors.Join(crm.ErrUploadEnded, err)
		}
		if part.FormName() == "file" {
			u.Content, u.Name = part, first(u.Name, partName(part))
			return u, nil
		}
	}
}

func partName(part *multipart.Part) string {
	_, values, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return part.FileName()
	}
	return values["filename"]
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *service) upload(ctx context.Context, n *noun[crm.Document], in *uploadInput) (*answer, error) {
	on, err := hostOf(in.On)
	if err != nil {
		return nil, err
	}
	u, err := sentFile(ctx, in.Name, "")
	if err != nil {
		return nil, err
	}
	d := crm.Document{}
	if on.Record != 0 {
		d.Links = []crm.RecordLink{on}
	}
	made := func() *answer { return n.answer(http.StatusCreated, &d, nil) }
	request := &createInput{IdempotencyKey: in.Key, RawBody: []byte(in.On + "\n" + u.Name)}
	out, err := s.onlyOnce(ctx, "/documents", request, func(ctx context.Context, o *once) (*answer, error) {
		if err := s.Store.AddDocument(o.write(ctx, in.Key, made), actorOf(ctx), &d, u); err != nil {
			return nil, err
		}
		return made(), nil
	})
	if err == nil && out.Replayed != "" {
		err = sameContent(u, out.Body)
	}
	if err != nil {
		return nil, err
	}
	out.Location = Prefix + "/documents/" + madeID(out.Body)
	return out, nil
}

// sameContent refuses a file that is sent with a key under which another one
// came before.
func sameContent(u crm.Upload, body []byte) error {
	var before struct {
		File crm.FileVersion `json:"file"`
	}
	if err := json.Unmarshal(body, &before); err != nil {
		return fmt.Errorf("read a kept answer: %w", err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(u.Content, crm.DocumentSizeMost)); err != nil {
		return errors.Join(crm.ErrUploadEnded, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != before.File.Hash {
		return &Problem{Status: http.StatusUnprocessableEntity, Code: CodeKeyReused,
			Detail: "This Idempotency-Key was sent with another file. Nothing was done."}
	}
	return nil
}

func addressOf(document int64) string {
	return Prefix + "/documents/" + strconv.FormatInt(document, 10)
}

func (s *service) uploadVersion(ctx context.Context, n *noun[crm.Document], in *versionInput) (*answer, error) {
	version := int64(0)
	if in.IfMatch != "" {
		var err error
		if version, err = ifMatch(in.IfMatch); err != nil {
			return nil, err
		}
	}
	u, err := sentFile(ctx, in.Name, in.Comment)
	if err != nil {
		return nil, err
	}
	d, err := s.Store.AddVersion(ctx, actorOf(ctx), in.ID, version, u)
	if err != nil {
		return nil, err
	}
	out := n.answer(http.StatusCreated, &d, nil)
	out.Location = fmt.Sprintf("%s/versions/%d", addressOf(d.ID), d.File.Number)
	return out, nil
}

func (s *service) versions(ctx context.Context, in *restoreInput) (*answer, error) {
	list, err := s.Store.Versions(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(map[string]any{"items": list})
	if err != nil {
		return nil, fmt.Errorf("write the versions of a document: %w", err)
	}
	return &answer{Status: http.StatusOK, ContentType: jsonContent, Body: append(body, '\n')}, nil
}

func (s *service) download(ctx context.Context, in *contentInput) (*huma.StreamResponse, error) {
	file, v, err := s.Store.OpenVersion(ctx, actorOf(ctx), in.ID, in.Number)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer file.Close()
		r, w := humago.Unwrap(ctx)
		h := w.Header()
		h.Set("Content-Type", plain(v.MediaType))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": v.FileName}))
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", `"`+v.Hash+`"`)
		http.ServeContent(w, r, "", v.At, file)
	}}, nil
}

// plain is the type that a content is sent with: its own, but for what a
// browser would run.
func plain(mediaType string) string {
	for _, active := range []string{"html", "xml", "svg", "script"} {
		if strings.Contains(mediaType, active) && !strings.HasPrefix(mediaType, "application/vnd.") {
			return anyContent
		}
	}
	return mediaType
}

// fileSchema describes a version of a document.
func fileSchema() *huma.Schema {
	text := func(about string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: about} }
	whole := func(about string) *huma.Schema {
		return &huma.Schema{Type: huma.TypeInteger, Format: "int64", Description: about}
	}
	return &huma.Schema{Type: huma.TypeObject, Required: []string{"number", "file_name", "size", "hash", "media_type", "at"}, Properties: map[string]*huma.Schema{
		"number": whole("Counts from 1."), "file_name": text("Safe on every system."),
		"original_name": text("As it was sent, where file_name had to differ; invisible characters are written out."),
		"size":          whole("Bytes."), "hash": text("SHA-256, hexadecimal."), "media_type": text("By the content."),
		"at": {Type: huma.TypeString, Format: "date-time"}, "author": whole("The id of a user."), "comment": text("What is new."),
	}}
}

func linksSchema() *huma.Schema {
	item := closed()
	item.Required = []string{"entity", "record"}
	item.Properties["entity"] = &huma.Schema{Type: huma.TypeString, Enum: []any{string(crm.EntityCompany), string(crm.EntityPerson)}}
	item.Properties["record"] = &huma.Schema{Type: huma.TypeInteger, Format: "int64"}
	return &huma.Schema{Type: huma.TypeArray, Items: item, Description: "The records it hangs on, of those the key's user may see."}
}
