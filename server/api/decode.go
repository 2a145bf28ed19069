package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"holm/crm"
)

// object reads a request's body: one JSON object, nothing after it, no name
// twice.
func object(contentType string, body []byte) (crm.Change, error) {
	if err := jsonType(contentType); err != nil {
		return nil, err
	}
	if err := noTwins(body); err != nil {
		return nil, &Problem{Status: http.StatusBadRequest, Code: CodeInvalid, Detail: sentence(err.Error())}
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var change crm.Change
	if err := d.Decode(&change); err != nil || change == nil {
		return nil, &Problem{Status: http.StatusBadRequest, Code: CodeInvalid, Detail: "The body must be one JSON object."}
	}
	return change, nil
}

// jsonType refuses a body that says it is something else.
func jsonType(contentType string) error {
	if contentType == "" {
		return nil
	}
	kind, _, err := mime.ParseMediaType(contentType)
	if err == nil && (kind == "application/json" || kind == "application/merge-patch+json") {
		return nil
	}
	return &Problem{Status: http.StatusUnsupportedMediaType, Code: CodeMediaType,
		Detail: "Send application/json or application/merge-patch+json."}
}

var errTwoValues = errors.New("there is more than one JSON value")

// noTwins reads the tokens of a JSON text: it must be one value, in which no
// object has a name twice. Two readers of twins would understand two things.
func noTwins(body []byte) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := value(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errTwoValues
	}
	return nil
}

const maxDepth = 20

func value(d *json.Decoder, depth int) error {
	if depth > maxDepth {
		return errors.New("the JSON is nested too deeply")
	}
	t, err := d.Token()
	if err != nil {
		return fmt.Errorf("the body is not JSON: %w", err)
	}
	open, ok := t.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return fmt.Errorf("the body is not JSON: %w", err)
			}
			text, _ := name.(string)
			if seen[text] {
				return fmt.Errorf("the name %q stands twice in one object", text)
			}
			seen[text] = true
		}
		if err := value(d, depth+1); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("the body is not JSON: %w", err)
	}
	return nil
}
