package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"holm/crm"
	"holm/export"
	"holm/lockout"
	"holm/server/pages"
	"holm/store"
)

// exporter makes complete exports, one at a time, and keeps their files in the
// data directory. It is what the export page and the command share.
type exporter struct {
	store        *store.Store
	keeper       *lockout.Keeper
	key          ed25519.PrivateKey
	installation string
	data         string // the data directory
	now          func() time.Time
	log          *slog.Logger

	mu       sync.Mutex
	progress pages.ExportProgress
	stop     context.CancelFunc
	ended    chan struct{}
}

var _ pages.Exporter = (*exporter)(nil)

// errExportRuns says that one export is being made already.
var errExportRuns = fail(nil, "wait until it has ended", "an export is being made already")

// hashSuffix ends the name of the file that keeps an archive's SHA-256, in the
// form that sha256sum -c reads.
const hashSuffix = ".sha256"

// Progress returns the job that runs, or how the last one ended.
func (e *exporter) Progress() pages.ExportProgress {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.progress
}

// Start begins an export in the background. It outlives the request.
func (e *exporter) Start(ctx context.Context, a crm.Actor) error {
	if err := e.permitted(ctx, a); err != nil {
		return err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.progress.Running {
		return errExportRuns
	}
	ctx, e.stop = context.WithCancel(context.WithoutCancel(ctx))
	e.ended = make(chan struct{})
	e.progress = pages.ExportProgress{Running: true}
	go e.run(ctx, a)
	return nil
}

// Close stops the export that runs and waits for its debris to be removed.
func (e *exporter) Close() {
	e.mu.Lock()
	stop, ended := e.stop, e.ended
	e.mu.Unlock()
	if stop != nil {
		stop()
		<-ended
	}
}

func (e *exporter) run(ctx context.Context, a crm.Actor) {
	defer close(e.ended)
	name := "holm-" + e.installation + "-" + e.now().UTC().Format("20060102-150405") + ".zip"
	_, err := e.write(ctx, a, filepath.Join(e.folder(), name), e.note)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.progress = pages.ExportProgress{Percent: 100}
	if err != nil {
		e.progress = pages.ExportProgress{Failed: explain(err).cause}
		e.log.Error("the export failed; its debris was removed", "error", err)
	}
}

// note turns what the writer says into what the page shows. The parts' shares
// of the time are those of a usual installation.
func (e *exporter) note(p export.Progress) {
	begins := map[string]int{"tables": 5, "documents": 50, "database": 75, "seal": 90}
	e.mu.Lock()
	defer e.mu.Unlock()
	step := p.Stage
	if p.Name != "" {
		step += ": " + p.Name
	}
	e.progress.Step, e.progress.Percent = step, max(e.progress.Percent, begins[p.Stage])
}

// permitted asks state, standing and hosting statement: the archive holds
// everything, so it is for the main user and the operator alone.
func (e *exporter) permitted(ctx context.Context, a crm.Actor) error {
	if !a.Main && !a.Unbound() {
		return crm.ErrForbidden
	}
	verdict, standing := e.keeper.Verdict(), lockout.MainUser
	if a.Unbound() {
		standing = lockout.System
	}
	if err := verdict.Allows(lockout.FullExport, standing); err != nil {
		return err
	}
	if !verdict.HostingStatementNeeded() {
		return nil
	}
	stated, err := e.Statement(ctx)
	if err == nil && !stated.Own() {
		err = fail(crm.ErrForbidden, "state it on the export page, or with --hosting own or --hosting managed",
			"the agreement has ended: the export asks for the statement that Holm runs on hardware the customer owns or manages")
	}
	return err
}

// write makes one archive at path and enters it in the ledger.
func (e *exporter) write(ctx context.Context, a crm.Actor, path string, progress func(export.Progress)) (made export.Summary, err error) {
	if err := e.permitted(ctx, a); err != nil {
		return made, err
	}
	source, err := e.store.Snapshot(ctx)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	customer, err := e.store.Setting(ctx, "installation.company")
	if err != nil {
		return made, err
	}
	made, err = export.File(ctx, path, export.Options{
		Source: source, Signer: e.key, Installation: e.installation, Customer: customer,
		Software: "holm " + version(), CreatedAt: e.now().UTC().Truncate(time.Second),
		DocumentsDir: filepath.Join(e.data, "documents"), TempDir: filepath.Join(e.data, "tmp"), Progress: progress,
	})
	if err != nil {
		return made, err
	}
	if err := writeHash(path, made.SHA256); err != nil {
		return made, errors.Join(err, os.Remove(path))
	}
	return made, e.keeper.Record(ctx, lockout.Exported, map[string]any{"sha256": made.SHA256, "bytes": made.Bytes, "rows": made.Rows})
}

func writeHash(path, sum string) error {
	text := sum + "  " + filepath.Base(path) + "\n"
	if err := os.WriteFile(path+hashSuffix, []byte(text), 0o600); err != nil {
		return fmt.Errorf("keeping the hash of the export: %w", err)
	}
	return nil
}

// Files lists the finished archives, the newest first.
func (e *exporter) Files(context.Context) ([]pages.ExportFile, error) {
	paths, err := filepath.Glob(filepath.Join(e.folder(), "*.zip"))
	if err != nil {
		return nil, fmt.Errorf("listing the exports: %w", err)
	}
	files := []pages.ExportFile{}
	for _, path := range paths {
		f, err := describe(path)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b pages.ExportFile) int { return b.MadeAt.Compare(a.MadeAt) })
	return files, nil
}

func describe(path string) (pages.ExportFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return pages.ExportFile{}, fmt.Errorf("looking at an export: %w", err)
	}
	text, err := os.ReadFile(path + hashSuffix)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return pages.ExportFile{}, fmt.Errorf("reading the hash of an export: %w", err)
	}
	sum, _, _ := strings.Cut(string(text), " ")
	return pages.ExportFile{Name: filepath.Base(path), Size: info.Size(), SHA256: sum, MadeAt: info.ModTime()}, nil
}

// Open opens a finished archive; crm.ErrNotFound for any other name.
func (e *exporter) Open(ctx context.Context, name string) (io.ReadSeekCloser, pages.ExportFile, error) {
	files, err := e.Files(ctx)
	if err != nil {
		return nil, pages.ExportFile{}, err
	}
	at := slices.IndexFunc(files, func(f pages.ExportFile) bool { return f.Name == name })
	if at < 0 {
		return nil, pages.ExportFile{}, crm.ErrNotFound
	}
	file, err := os.Open(filepath.Join(e.folder(), files[at].Name))
	if err != nil {
		return nil, pages.ExportFile{}, fmt.Errorf("opening an export: %w", err)
	}
	return file, files[at], nil
}

func (e *exporter) folder() string { return filepath.Join(e.data, "exports") }
