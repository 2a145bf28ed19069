package export

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// bag is a BagIt bag on its way into a container.
type bag struct {
	o         Options
	name      string // the folder in the archive
	zip       *container
	payload   []listed
	tags      []listed
	census    census
	rows      int64
	documents int
	lost      int64 // documents whose files were missing
	filed     []filedDocument
}

// listed is a file with its hashes, for the manifests.
type listed struct {
	path string // in the bag
	digests
}

func newBag(w io.Writer, o Options) *bag {
	return &bag{
		o:    o,
		name: "holm-export-" + o.CreatedAt.UTC().Format("20060102T150405Z"),
		zip:  newContainer(w, o.CreatedAt),
	}
}

// put adds a payload file; its path begins with "data/".
func (b *bag) put(path string, method uint16, fill func(io.Writer) error) (digests, error) {
	d, err := b.zip.add(b.name+"/"+path, method, fill)
	if err == nil {
		b.payload = append(b.payload, listed{path, d})
	}
	return d, err
}

// putText adds a payload file of a short text.
func (b *bag) putText(path, text string) error {
	_, err := b.put(path, deflated, writeString(text))
	return err
}

// tag adds a file that the tag manifests list.
func (b *bag) tag(path string, fill func(io.Writer) error) error {
	d, err := b.zip.add(b.name+"/"+path, deflated, fill)
	if err == nil {
		b.tags = append(b.tags, listed{path, d})
	}
	return err
}

func writeString(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func (b *bag) progress(stage, name string) {
	if b.o.Progress != nil {
		b.o.Progress(Progress{Stage: stage, Name: name, Rows: b.rows, Bytes: int64(b.zip.out.n)})
	}
}

func (b *bag) summary() Summary {
	return Summary{
		Name: b.name, Files: len(b.zip.entries), Tables: b.census.exported(), Rows: b.rows,
		Documents: b.documents, Bytes: int64(b.zip.out.n),
		SHA256: hex.EncodeToString(b.zip.out.sum.Sum(nil)),
	}
}

// bagDeclaration is the text of bagit.txt.
const bagDeclaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// seal writes what makes the bag a bag and the archive provable: manifests,
// the list of the container, the seal, its signature and the directory.
func (b *bag) seal(ctx context.Context) error {
	b.progress("seal", b.name)
	if err := b.tag("bagit.txt", writeString(bagDeclaration)); err != nil {
		return err
	}
	if err := b.tag("bag-info.txt", writeString(b.info())); err != nil {
		return err
	}
	for _, algorithm := range []string{"sha256", "sha512"} {
		if err := b.tag("manifest-"+algorithm+".txt", manifest(b.payload, algorithm)); err != nil {
			return err
		}
	}
	var sealed []listed
	add := func(path string, fill func(io.Writer) error) error {
		d, err := b.zip.add(b.name+"/"+path, stored, fill)
		sealed = append(sealed, listed{path, d})
		return err
	}
	for _, algorithm := range []string{"sha256", "sha512"} {
		if err := add("tagmanifest-"+algorithm+".txt", manifest(b.tags, algorithm)); err != nil {
			return err
		}
	}
	if err := add(containerFile, containerList(b.zip.entries)); err != nil {
		return err
	}
	text := sealText(b.o.CreatedAt, sealed)
	if err := add(sealFile, writeString(text)); err != nil {
		return err
	}
	if err := add(signatureFile, writeString(signature(b.o.Signer, text))); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.zip.close()
}

func (b *bag) info() string {
	var octets int64
	for _, f := range b.payload {
		octets += f.size
	}
	var s strings.Builder
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&s, "%s: %s\n", label, strings.Join(strings.Fields(value), " "))
		}
	}
	line("Bag-Software-Agent", b.o.Software)
	line("Bagging-Date", b.o.CreatedAt.UTC().Format(time.DateOnly))
	line("Contact-Name", b.o.Customer)
	line("External-Identifier", b.o.Installation)
	line("External-Description", "Complete export of a Holm installation")
	line("Payload-Oxum", fmt.Sprintf("%d.%d", octets, len(b.payload)))
	line("Holm-Export-Format", strconv.Itoa(formatVersion))
	line("Holm-Snapshot-Time", b.o.CreatedAt.UTC().Format(time.RFC3339Nano))
	return s.String()
}

// manifest writes lines that both BagIt and sha256sum -c understand.
func manifest(files []listed, algorithm string) func(io.Writer) error {
	return func(w io.Writer) error {
		out := bufio.NewWriter(w)
		for _, f := range files {
			sum := f.sha256
			if algorithm == "sha512" {
				sum = f.sha512
			}
			if _, err := fmt.Fprintf(out, "%s  %s\n", sum, f.path); err != nil {
				return err
			}
		}
		return out.Flush()
	}
}
