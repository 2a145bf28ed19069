package lockout

import (
	"fmt"
	"net/http"
	"strings"
)

// Refusal is why a state forbids an operation.
type Refusal struct {
	Operation Operation
	State     State
}

// Error says which state forbids what.
func (r *Refusal) Error() string {
	return fmt.Sprintf("%s is not possible in %s", strings.ReplaceAll(string(r.Operation), "_", " "), r.State)
}

// Code is the stable code of the problem document.
func (r *Refusal) Code() string {
	if r.State == ReadOnly {
		return "license_read_only"
	}
	return "license_locked"
}

// Status is the HTTP status: never 401, 404 or 503.
func (r *Refusal) Status() int {
	if r.State == ReadOnly {
		return http.StatusForbidden
	}
	return http.StatusPaymentRequired
}
