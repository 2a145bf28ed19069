package api

import (
	"net/http"
	"strconv"
	"strings"
)

// etag is a version as it stands in ETag and If-Match.
func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// ifMatch reads the version that a change was made from. A change without one
// is refused: it would overwrite what it has not seen.
func ifMatch(header string) (int64, error) {
	header = strings.TrimSpace(header)
	if header == "" || header == "*" {
		return 0, &Problem{Status: http.StatusPreconditionRequired, Code: CodeIfMatchMissing,
			Detail: "Send If-Match with the ETag of the record as you read it."}
	}
	version, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(header, "W/"), `"`), 10, 64)
	if err != nil || version < 1 {
		return 0, &Problem{Status: http.StatusPreconditionFailed, Code: CodeStale,
			Detail: "If-Match is not an ETag of this record. Nothing was saved."}
	}
	return version, nil
}
