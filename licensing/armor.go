package licensing

import (
	"bytes"
	"encoding/pem"
	"regexp"
	"strings"
)

// Limits of a document's text.
const (
	MaxText  = 64 << 10 // bytes, as received
	MaxPaste = 700      // characters of a renewal's pasted form
)

// envelope is what a text carries: the certificate of the signing key, unless
// the type needs none or the form leaves it out, and the signed claims.
type envelope struct {
	typ         Type // from the armour; to be proved by the signed header
	certificate string
	signed      string
}

var (
	beginLine = regexp.MustCompile(`-----BEGIN[ \n]+HOLM[ \n]+([A-Z]+)-----`)
	jws       = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$`)
)

// Armor writes the text of a document: a summary that nobody has to believe,
// and the signed bytes in PEM. The certificate is empty for documents that a
// root signs itself.
func Armor(typ Type, summary, certificate, signed string) []byte {
	body := signed
	if certificate != "" {
		body = certificate + "\n" + signed
	}
	var out bytes.Buffer
	if summary = strings.TrimSpace(summary); summary != "" {
		out.WriteString(strings.ReplaceAll(summary, "-----", "- - -") + "\n\n")
	}
	out.Write(pem.EncodeToMemory(&pem.Block{Type: label(typ), Bytes: []byte(body)}))
	return out.Bytes()
}

func label(typ Type) string { return "HOLM " + strings.ToUpper(string(typ)) }

// open finds the one document in a text that may have come by mail.
func open(raw []byte) (envelope, error) {
	if len(raw) > MaxText {
		return envelope{}, reject(Oversized, "%d bytes, at most %d", len(raw), MaxText)
	}
	text := repair(raw)
	begins := beginLine.FindAllStringSubmatchIndex(text, -1)
	switch len(begins) {
	case 0:
		return openPasted(text)
	case 1:
	default:
		return envelope{}, reject(SeveralDocuments, "%d documents in one text", len(begins))
	}
	typ := Type(strings.ToLower(text[begins[0][2]:begins[0][3]]))
	rest := text[begins[0][1]:]
	end := regexp.MustCompile(`-----END[ \n]+` + strings.ReplaceAll(label(typ), " ", `[ \n]+`) + `-----`)
	stop := end.FindStringIndex(rest)
	if stop == nil {
		return envelope{}, reject(Damaged, "the end of the document is missing")
	}
	body, err := decodeBody(typ, rest[:stop[0]])
	if err != nil {
		return envelope{}, err
	}
	lines := strings.Split(body, "\n")
	for _, line := range lines {
		if !jws.MatchString(line) {
			return envelope{}, reject(Damaged, "the block holds no signed claims")
		}
	}
	switch {
	case len(lines) == 2:
		return envelope{typ: typ, certificate: lines[0], signed: lines[1]}, nil
	case len(lines) == 1:
		return envelope{typ: typ, signed: lines[0]}, nil
	}
	return envelope{}, reject(Damaged, "the block holds %d parts", len(lines))
}

// decodeBody undoes the base64 of a block. The text is brought into the one
// form that encoding it again gives, so that a document has no second spelling.
func decodeBody(typ Type, wrapped string) (string, error) {
	packed := unwrap(wrapped)
	clean := "-----BEGIN " + label(typ) + "-----\n" + packed + "\n-----END " + label(typ) + "-----\n"
	block, rest := pem.Decode([]byte(clean))
	if block == nil || len(block.Headers) != 0 || len(rest) != 0 {
		return "", reject(Damaged, "the block is not base64")
	}
	again := strings.Join(strings.Split(string(pem.EncodeToMemory(block)), "\n")[1:], "\n")
	if unwrap(strings.SplitN(again, "-----", 2)[0]) != packed {
		return "", reject(Damaged, "the block is not strict base64")
	}
	return string(block.Bytes), nil
}

// openPasted reads the short form of a renewal: the signed claims alone.
func openPasted(text string) (envelope, error) {
	pasted := unwrap(text)
	if !jws.MatchString(pasted) {
		return envelope{}, reject(Damaged, "the text holds no document")
	}
	if len(pasted) > MaxPaste {
		return envelope{}, reject(Oversized, "%d characters pasted, at most %d", len(pasted), MaxPaste)
	}
	return envelope{typ: TypeRenewal, signed: pasted}, nil
}
