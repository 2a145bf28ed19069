package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"

	"holm/crm"
)

// filedDocument is one line of data/documents/index.csv.
type filedDocument struct {
	path     string // in the bag
	original string // in the documents folder
	digests
}

const (
	documentIndex       = "data/documents/index.csv"
	documentIndexHeader = "path,original_path,bytes,sha256\r\n"
)

// writeDocuments copies every file of the documents folder byte for byte. A
// name that some operating system forbids is changed; the index has both.
func (b *bag) writeDocuments(ctx context.Context) error {
	if b.o.DocumentsDir != "" {
		root, err := os.OpenRoot(b.o.DocumentsDir)
		if err != nil {
			return fmt.Errorf("opening the documents folder: %w", err)
		}
		defer root.Close()
		copyAll := b.copyDocuments
		if _, ok := b.o.Source.(Filer); ok {
			copyAll = b.copyNamed
		}
		if err := copyAll(ctx, root); err != nil {
			return err
		}
	}
	_, err := b.put(documentIndex, deflated, func(w io.Writer) error {
		buf := []byte(documentIndexHeader)
		for _, d := range b.filed {
			buf = appendCSV(buf, []value{{text: d.path}, {text: d.original}, {text: strconv.FormatInt(d.size, 10)}, {text: d.sha256}})
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
		_, err := w.Write(buf)
		return err
	})
	if err != nil {
		return err
	}
	n := int64(len(b.filed))
	b.census = append(b.census, counted{kind: "documents", name: "files", had: n + b.lost, exported: n})
	b.filed = nil
	return nil
}

func (b *bag) copyDocuments(ctx context.Context, root *os.Root) error {
	names := newSafeNames("index.csv")
	return fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("reading the documents folder: %w", err)
		case ctx.Err() != nil:
			return ctx.Err()
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			b.census = append(b.census, counted{"documents", path, -1, -1, "not a plain file"})
			return nil
		}
		file, err := root.Open(path)
		if err != nil {
			return fmt.Errorf("opening a document: %w", err)
		}
		defer file.Close()
		_, err = b.copyDocument(file, path, "data/documents/"+names.path(path))
		return err
	})
}

func (b *bag) copyDocument(file io.Reader, path, target string) (digests, error) {
	b.progress("documents", path)
	sums, err := b.put(target, stored, func(w io.Writer) error {
		_, err := io.CopyBuffer(onlyWriter{w}, onlyReader{file}, make([]byte, 1<<20))
		return err
	})
	if err != nil {
		return sums, err
	}
	b.documents++
	b.filed = append(b.filed, filedDocument{target, path, sums})
	return sums, nil
}

// Why a file that a row names is not what the row says, as the census has it.
const (
	fileMissing = "the file was missing in the documents folder"
	fileDamaged = "the file was damaged in the documents folder; it is exported as it was found"
)

// copyNamed copies the files that rows name. One that is missing or damaged
// does not stop an export: the census says so.
func (b *bag) copyNamed(ctx context.Context, root *os.Root) error {
	err := b.o.Source.(Filer).Files(ctx, func(f crm.StoredFile) error {
		file, err := root.Open(f.Path)
		if errors.Is(err, fs.ErrNotExist) {
			b.lost++
			b.census = append(b.census, counted{"document", f.Path, 1, 0, fileMissing})
			return nil
		}
		if err != nil {
			return fmt.Errorf("opening a document: %w", err)
		}
		defer file.Close()
		sums, err := b.copyDocument(file, f.Path, "data/documents/"+f.Path)
		if err == nil && sums.sha256 != f.Hash {
			b.census = append(b.census, counted{"document", f.Path, 1, 1, fileDamaged})
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("copying the documents: %w", err)
	}
	return nil
}

// onlyWriter and onlyReader hide short cuts, so that CopyBuffer uses the
// large buffer it is given.
type (
	onlyWriter struct{ io.Writer }
	onlyReader struct{ io.Reader }
)
