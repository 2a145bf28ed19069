package api

import (
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

const schemaRef = "#/components/schemas/"

// describe puts the schemas of a record into the document: as it is read, as
// it is created, as it is changed, and a page of it.
func (n *noun[T]) describe(s *service) {
	read := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}}
	fresh := closed()
	change := closed()
	for _, f := range n.frame {
		p := frameSchema(f.kind)
		p.ReadOnly = true
		read.Properties[f.name] = p
	}
	for _, f := range n.fields {
		p := fieldSchema(f)
		read.Properties[f.Name] = p
		fresh.Properties[f.Name], change.Properties[f.Name] = p, p
		if f.Mandatory && f.Type == crm.TypeText {
			fresh.Required = append(fresh.Required, f.Name)
		}
	}
	for _, f := range n.set {
		p := frameSchema(f.kind)
		read.Properties[f.name], fresh.Properties[f.name], change.Properties[f.name] = p, p, p
	}
	read.Required = []string{"id", "version"}
	for _, required := range read.Required {
		read.Properties[required].Nullable = false
		read.Properties[required].Type = huma.TypeInteger
	}
	s.schema(n.schema, read)
	if n.create != nil {
		s.schema(n.schema+"New", fresh)
	}
	s.schema(n.schema+"Change", change)
	s.schema(n.schema+"List", &huma.Schema{Type: huma.TypeObject, Required: []string{"items", "next_cursor"},
		Properties: map[string]*huma.Schema{
			"items":        {Type: huma.TypeArray, Items: &huma.Schema{Ref: schemaRef + n.schema}},
			"next_cursor":  {Type: huma.TypeString, Nullable: true, Description: "For the parameter cursor; null on the last page."},
			"count":        {Type: huma.TypeInteger, Description: "With count=true: how many records there are, up to 1,000."},
			"count_capped": {Type: huma.TypeBoolean, Description: "There are more than count."},
		}})
}

func closed() *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
}

func (s *service) schema(name string, schema *huma.Schema) {
	s.api.OpenAPI().Components.Schemas.Map()[name] = schema
}

func frameSchema(kind string) *huma.Schema {
	switch kind {
	case "time":
		return &huma.Schema{Type: huma.TypeString, Format: "date-time", Nullable: true}
	case "integers":
		return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeInteger, Format: "int64"}}
	case "boolean":
		return &huma.Schema{Type: huma.TypeBoolean}
	case "file":
		return fileSchema()
	case "links":
		return linksSchema()
	case "integer":
		return &huma.Schema{Type: huma.TypeInteger, Format: "int64", Nullable: true}
	}
	return &huma.Schema{Type: huma.TypeString, Nullable: true}
}

func fieldSchema(f crm.Field) *huma.Schema {
	switch f.Type {
	case crm.TypeInteger:
		return &huma.Schema{Type: huma.TypeInteger, Format: "int64", Nullable: true, Minimum: new(float64)}
	case crm.TypeReference:
		what := "The id of a " + string(f.References)
		if f.List != "" {
			what = "The id of an item of the list " + f.List
		}
		return &huma.Schema{Type: huma.TypeInteger, Format: "int64", Nullable: true, Description: what + "."}
	case crm.TypeFlag:
		return &huma.Schema{Type: huma.TypeBoolean}
	case crm.TypeDate:
		return &huma.Schema{Type: huma.TypeString, Format: "date", Nullable: true}
	case crm.TypePhones:
		return listSchema("number", "kind", "number", "e164")
	case crm.TypeEmails:
		s := listSchema("address", "address")
		s.Items.Properties["primary"] = &huma.Schema{Type: huma.TypeBoolean}
		s.Items.Properties["invalid"] = &huma.Schema{Type: huma.TypeBoolean}
		s.Items.Properties["bounce_count"] = &huma.Schema{Type: huma.TypeInteger}
		return s
	case crm.TypeTags:
		return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}, Description: "Names of tags; new ones are made."}
	case crm.TypeLinks:
		return listSchema("url", "kind", "url")
	case crm.TypeCompanies:
		s := listSchema("company", "role")
		s.Items.Properties["company"] = &huma.Schema{Type: huma.TypeInteger, Format: "int64"}
		s.Items.Properties["former"] = &huma.Schema{Type: huma.TypeBoolean}
		return s
	}
	s := &huma.Schema{Type: huma.TypeString, Nullable: !f.Mandatory}
	if f.Max > 0 {
		s.MaxLength = &f.Max
	}
	for _, c := range f.Choices {
		s.Enum = append(s.Enum, c)
	}
	if len(s.Enum) > 0 && s.Nullable {
		s.Enum = append(s.Enum, nil)
	}
	return s
}

// listSchema is a list of objects with text members, one of them needed.
func listSchema(needed string, members ...string) *huma.Schema {
	item := closed()
	item.Required = []string{needed}
	for _, m := range members {
		item.Properties[m] = &huma.Schema{Type: huma.TypeString}
	}
	return &huma.Schema{Type: huma.TypeArray, Items: item}
}

// responses describes the good answer and the refusals of an operation.
func (s *service) responses(status int, schema string, refusals ...int) map[string]*huma.Response {
	problem := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")
	good := &huma.Response{Description: http.StatusText(status)}
	if schema != "" {
		good.Content = map[string]*huma.MediaType{jsonContent: {Schema: &huma.Schema{Ref: schemaRef + schema}}}
	}
	out := map[string]*huma.Response{strconv.Itoa(status): good}
	for _, code := range append(refusals, http.StatusInternalServerError) {
		out[strconv.Itoa(code)] = &huma.Response{
			Description: http.StatusText(code),
			Content:     map[string]*huma.MediaType{problemType: {Schema: problem}},
		}
	}
	return out
}

// body describes the body of an operation that has been registered.
func (s *service) body(op huma.Operation, schema string, required bool) {
	item := s.api.OpenAPI().Paths[op.Path]
	described := map[string]*huma.Operation{http.MethodPost: item.Post, http.MethodPatch: item.Patch}[op.Method]
	described.RequestBody.Required = required
	described.RequestBody.Content[jsonContent].Schema = &huma.Schema{Ref: schemaRef + schema}
	if op.Method == http.MethodPatch {
		described.RequestBody.Content["application/merge-patch+json"] = &huma.MediaType{Schema: &huma.Schema{Ref: schemaRef + schema}}
	}
}
