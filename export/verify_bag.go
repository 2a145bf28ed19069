package export

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// readTags proves the lists that the seal covers, and reads from them what
// every other file must be.
func (v *verification) readTags() error {
	text := map[string]string{}
	for path, sum := range v.sealed {
		t, err := v.text(path, maxList)
		if err != nil {
			return err
		}
		if got := sha256.Sum256([]byte(t)); hex.EncodeToString(got[:]) != sum {
			return &Damage{path, "its content is not what was sealed"}
		}
		text[path] = t
	}
	v.files = map[string]*proof{}
	for _, list := range []string{"tagmanifest-sha256.txt", "tagmanifest-sha512.txt"} {
		if err := v.readManifest(list, text[list], false); err != nil {
			return err
		}
	}
	for _, path := range []string{"manifest-sha256.txt", "manifest-sha512.txt", "bagit.txt", "bag-info.txt"} {
		if v.files[path] == nil {
			return &Damage{path, "the tag manifests do not list it"}
		}
	}
	if err := v.readContainerList(text[containerFile]); err != nil {
		return err
	}
	return v.readManifests()
}

// readContainerList proves that every entry lies in the container as it was
// written: its hashes are compared when its content is read.
func (v *verification) readContainerList(list string) error {
	rest, ok := strings.CutPrefix(list, containerHeader)
	if !ok {
		return &Damage{containerFile, "it has another heading"}
	}
	covered := v.zip.entries[:len(v.zip.entries)-3]
	for _, e := range covered {
		line, after, _ := strings.Cut(rest, "\n")
		parts := strings.SplitN(line, ",", 5)
		if len(parts) != 5 {
			return &Damage{e.name, "it was not in the archive when it was sealed"}
		}
		if _, err := hex.Decode(e.digest[:], []byte(parts[3])); err != nil || len(parts[3]) != 64 {
			return &Damage{containerFile, "a hash in it is not one"}
		}
		if containerLine(e) != line+"\n" {
			return &Damage{e.name, "it does not lie in the archive as it did when that was sealed"}
		}
		rest = after
	}
	if rest != "" {
		return &Damage{containerFile, "files that were sealed are missing: " + rest[:min(len(rest), 300)]}
	}
	v.proved("Every file lies in the container exactly as it did when the archive was sealed: none was added, removed, packed anew or moved.")
	return nil
}

// readManifests proves the tag files and reads the payload's manifests.
func (v *verification) readManifests() error {
	for _, list := range []string{"manifest-sha256.txt", "manifest-sha512.txt"} {
		t, err := v.text(list, maxList)
		if err != nil {
			return err
		}
		if got := sha256.Sum256([]byte(t)); hex.EncodeToString(got[:]) != v.files[list].sha256 {
			return &Damage{list, "its content is not what the tag manifest says"}
		}
		if err := v.readManifest(list, t, true); err != nil {
			return err
		}
	}
	for path, p := range v.files {
		if p.sha256 == "" || p.sha512 == "" {
			return &Damage{path, "only one of the two manifests lists it"}
		}
	}
	return nil
}

func (v *verification) readManifest(list, text string, payload bool) error {
	for line := range strings.Lines(text) {
		sum, path, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || strings.HasPrefix(path, "data/") != payload {
			return &Damage{list, "it has a line that does not belong there: " + line}
		}
		p := v.files[path]
		if p == nil {
			p = &proof{}
			v.files[path] = p
		}
		of := &p.sha256
		if strings.HasSuffix(list, "sha512.txt") {
			of = &p.sha512
		}
		if *of != "" {
			return &Damage{list, path + " is listed twice"}
		}
		*of = sum
	}
	return nil
}
