package crm

import (
	"path"
	"strings"
)

// mediaTypes are the types of files that are told by their extension, where
// the content speaks of no more than its packing.
var mediaTypes = map[string]string{
	".csv": "text/csv", ".md": "text/markdown", ".txt": "text/plain", ".log": "text/plain", ".ics": "text/calendar", ".vcf": "text/vcard",
	".eml": "message/rfc822", ".json": "application/json", ".rtf": "application/rtf",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".odp": "application/vnd.oasis.opendocument.presentation",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint", ".msg": "application/vnd.ms-outlook",
}

// MediaType is the type of a file by what its content was seen to be, as
// net/http.DetectContentType tells it, and by its name. A name alone never
// makes a picture or a page of it.
func MediaType(seen, name string) string {
	seen, _, _ = strings.Cut(seen, ";")
	byName := mediaTypes[strings.ToLower(path.Ext(name))]
	switch seen {
	case "text/plain", "application/octet-stream", "application/zip", "application/x-gzip", "":
		if byName != "" && (seen != "text/plain" || textual(byName)) {
			return byName
		}
	}
	if seen == "" {
		return "application/octet-stream"
	}
	return seen
}

func textual(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") || mediaType == "application/json" || mediaType == "message/rfc822" || mediaType == "application/rtf"
}

// Preview is how much of a file may be shown inside a page.
type Preview string

// The previews.
const (
	PreviewNone    Preview = ""
	PreviewPicture Preview = "picture"
	PreviewText    Preview = "text"
)

// PreviewOf says what may be shown of a file of this type: pictures that hold
// nothing but dots, and text that is only text. All else is for download.
func PreviewOf(mediaType string) Preview {
	switch mediaType {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return PreviewPicture
	case "text/plain", "text/csv", "text/markdown", "text/calendar", "text/vcard", "application/json", "message/rfc822":
		return PreviewText
	}
	return PreviewNone
}
