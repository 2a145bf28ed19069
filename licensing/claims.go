package licensing

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// schema is the newest form of claims that this package understands.
const schema = 1

// farthest is how many years after issued_at a date may lie.
const farthest = 5

// decode reads proved claims of a type into its struct, and checks what every
// type has in common.
func decode(typ Type, text []byte) (any, error) {
	claims := blank(typ)
	if claims == nil {
		return nil, reject(WrongType, "no document type %q", typ)
	}
	var common struct {
		Schema   int       `json:"schema"`
		IssuedAt time.Time `json:"issued_at"`
		Crit     []string  `json:"crit"`
	}
	if err := json.Unmarshal(text, &common); err != nil {
		return nil, reject(Damaged, "claims: %v", err)
	}
	if common.Schema != schema {
		return nil, reject(UnsupportedSchema, "schema %d, this version reads %d", common.Schema, schema)
	}
	for _, name := range common.Crit {
		if !understands(reflect.TypeOf(claims).Elem(), name) {
			return nil, reject(UnknownCritical, "claim %q must be understood and is not", name)
		}
	}
	if err := json.Unmarshal(text, claims); err != nil {
		return nil, reject(Damaged, "claims: %v", err)
	}
	if common.IssuedAt.IsZero() {
		return nil, reject(Incomplete, "issued_at is missing")
	}
	value := reflect.ValueOf(claims).Elem()
	if name := beyond(value, common.IssuedAt.AddDate(farthest, 0, 0)); name != "" {
		return nil, reject(FutureDates, "%s lies more than %d years after issued_at", strings.TrimPrefix(name, "."), farthest)
	}
	return value.Interface(), nil
}

func blank(typ Type) any {
	switch typ {
	case TypeLicense:
		return new(License)
	case TypeRenewal:
		return new(Renewal)
	case TypeTermination:
		return new(Termination)
	case TypeRebind:
		return new(Rebind)
	case TypeIssuer:
		return new(Issuer)
	case TypeRevocation:
		return new(Revocation)
	}
	return nil
}

// understands reports whether a claim, written with dots for its parts, is a
// field of the type.
func understands(t reflect.Type, name string) bool {
	first, rest, deeper := strings.Cut(name, ".")
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if claimName(t.Field(i)) == first {
			return !deeper || understands(t.Field(i).Type, rest)
		}
	}
	return false
}

func claimName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// beyond returns the name of a date after the limit, wherever it stands in
// the claims, or "".
func beyond(v reflect.Value, limit time.Time) string {
	switch value := v.Interface().(type) {
	case time.Time:
		if value.After(limit) {
			return "."
		}
		return ""
	case Date:
		if !value.IsZero() && value.In(time.UTC).After(limit) {
			return "."
		}
		return ""
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return beyond(v.Elem(), limit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if name := beyond(v.Index(i), limit); name != "" {
				return name
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := beyond(v.Field(i), limit); name != "" {
				return "." + claimName(v.Type().Field(i)) + strings.TrimSuffix(name, ".")
			}
		}
	}
	return ""
}
