package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"holm/licensing"
)

// setter writes single claims, named as in the document with dots between.
type setter struct {
	now  time.Time
	zone *time.Location
}

// apply sets claims in a struct, in the order of their names.
func (s setter) apply(claims any, values map[string]string) error {
	for _, path := range sortedKeys(values) {
		field, err := claim(reflect.ValueOf(claims).Elem(), path)
		if err != nil {
			return err
		}
		if err := s.assign(field, values[path]); err != nil {
			return misused("dates are 2006-01-02, 2006-01-02T15:04:05Z, or +36h and -36h from now", "%s=%s: %v", path, values[path], err)
		}
	}
	return nil
}

func claim(v reflect.Value, path string) (reflect.Value, error) {
	name, rest, deeper := strings.Cut(path, ".")
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if tag != name {
				continue
			}
			if deeper {
				return claim(v.Field(i), rest)
			}
			return v.Field(i), nil
		}
	}
	return reflect.Value{}, misused("name it as inspect --json shows it, with dots between", "there is no claim %q", path)
}

func (s setter) assign(field reflect.Value, text string) error {
	switch field.Interface().(type) {
	case time.Time:
		at, err := s.moment(text)
		if err != nil {
			return err
		}
		field.Set(reflect.ValueOf(at))
		return nil
	case licensing.Date:
		day, err := licensing.ParseDate(text)
		if err != nil {
			return err
		}
		field.Set(reflect.ValueOf(day))
		return nil
	case []string:
		field.Set(reflect.ValueOf(strings.Split(text, ",")))
		return nil
	}
	if field.Kind() == reflect.String {
		field.SetString(text)
		return nil
	}
	return json.Unmarshal([]byte(text), field.Addr().Interface())
}

// moment reads an instant: absolute, a day, or a distance from now.
func (s setter) moment(text string) (time.Time, error) {
	if strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-") {
		distance, err := time.ParseDuration(text)
		if err != nil {
			return time.Time{}, fmt.Errorf("not a distance: %w", err)
		}
		return s.now.Add(distance), nil
	}
	if day, err := licensing.ParseDate(text); err == nil {
		return day.In(s.zone), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("not a date: %w", err)
	}
	return at, nil
}

func sortedKeys[T any](values map[string]T) []string { return slices.Sorted(maps.Keys(values)) }
