package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"holm/crm"
)

// dieAtVar makes the test binary a process that uploads and is killed at a
// step: its folder, and the step with how often it passes before.
const dieAtVar = "HOLM_TEST_DIE_AT"

// uploadUntilKilled adds documents and versions, and says of each that it was
// acknowledged, until a step kills the process.
func uploadUntilKilled(dir, step string, after int) {
	ctx, a := context.Background(), crm.SystemActor()
	s, err := Open(ctx, Options{Dir: dir, Gate: gateOf(everything(9))})
	if err != nil {
		fmt.Println("failed", err)
		return
	}
	passed := 0
	s.files.step = func(name string) error {
		if name != step {
			return nil
		}
		if passed++; passed <= after {
			return nil
		}
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = p.Kill()
		}
		if err == nil {
			select {}
		}
		return err
	}
	for i := range 20 {
		d := crm.Document{}
		if err := s.AddDocument(ctx, a, &d, upload(fmt.Sprintf("%d.txt", i), strings.Repeat("x", i*1000+1))); err != nil {
			fmt.Println("failed", err)
			return
		}
		fmt.Println("kept", d.ID, 1)
		if _, err := s.AddVersion(ctx, a, d.ID, 0, upload("v.txt", strings.Repeat("y", i*1000+1))); err != nil {
			fmt.Println("failed", err)
			return
		}
		fmt.Println("kept", d.ID, 2)
	}
	fmt.Println("survived")
}

// TestKilledWhileUploading kills a process with -9 at each step: what was
// acknowledged is there with its file, no row is without one, and a sweep
// removes what the upload left.
func TestKilledWhileUploading(t *testing.T) {
	if text := os.Getenv(dieAtVar); text != "" {
		parts := strings.SplitN(text, "|", 3)
		after := 0
		if _, err := fmt.Sscan(parts[1], &after); err != nil {
			t.Fatal(err)
		}
		uploadUntilKilled(parts[2], parts[0], after)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"create", "write", "sync", "rename", "folder", "row"} {
		for _, after := range []int{0, 5} {
			dir := t.TempDir()
			child := exec.Command(self, "-test.run", "^TestKilledWhileUploading$")
			child.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d|%s", dieAtVar, step, after, dir))
			out, err := child.Output()
			if err == nil || strings.Contains(string(out), "survived") || strings.Contains(string(out), "failed") {
				t.Fatalf("at %s: the process was not killed: %v\n%s", step, err, out)
			}
			afterTheKill(t, dir, step, strings.Count(string(out), "kept"))
			checkAcknowledged(t, dir, string(out))
		}
	}
}

// afterTheKill opens what the killed process left.
func afterTheKill(t *testing.T, dir, step string, acknowledged int) {
	t.Helper()
	s, err := Open(t.Context(), Options{Dir: dir, Gate: gateOf(everything(9)), Now: func() time.Time { return time.Now().Add(2 * fileGrace) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.SweepFiles(t.Context(), crm.SystemActor()); err != nil {
		t.Fatal(err)
	}
	n, err := s.CheckFiles(t.Context(), true, func(f crm.FileFault) error {
		t.Errorf("killed at %s: the file of a row is missing or damaged: %+v", step, f)
		return nil
	})
	if err != nil || n > acknowledged || acknowledged > 2*n {
		t.Errorf("killed at %s: %v: %d contents for %d acknowledged uploads", step, err, n, acknowledged)
	}
	left, err := filepath.Glob(filepath.Join(dir, "documents", "*", "*"))
	if err != nil || len(left) != n {
		t.Errorf("killed at %s: %v: %d files on the disk, %d contents", step, err, len(left), n)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("killed at %s: %v: %v", step, err, found)
	}
}

func checkAcknowledged(t *testing.T, dir, said string) {
	t.Helper()
	s, err := Open(t.Context(), Options{Dir: dir, Gate: gateOf(everything(9))})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for line := range strings.Lines(said) {
		var id, number int64
		if n, _ := fmt.Sscanf(line, "kept %d %d", &id, &number); n != 2 {
			continue
		}
		file, _, err := s.OpenVersion(t.Context(), crm.SystemActor(), id, number)
		if err == nil {
			err = file.Close()
		}
		if err != nil {
			t.Errorf("version %d of document %d was acknowledged: %v", number, id, err)
		}
	}
}

// TestASnapshotHasTheFilesItsRowsName while others upload, delete for good and
// sweep.
func TestASnapshotHasTheFilesItsRowsName(t *testing.T) {
	f := newFixture(t, "")
	var clock atomic.Int64
	f.clock = func() time.Time { return time.Now().Add(time.Duration(clock.Load())) }
	stop, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- f.uploadAndPurge(stop)
	}()
	for range 10 {
		snapshot, err := f.Snapshot(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		err = snapshot.Files(t.Context(), func(stored crm.StoredFile) error {
			n++
			fault, err := f.files.check(t.Context(), stored, true)
			if fault != nil {
				t.Errorf("a file that the snapshot names is not there: %+v", fault)
			}
			return err
		})
		if err != nil || snapshot.Close() != nil {
			t.Fatal(err)
		}
		clock.Add(int64(time.Hour)) // all in all less than the grace
	}
	close(stop)
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func (f *fixture) uploadAndPurge(stop chan struct{}) error {
	ctx := context.Background()
	for i := 0; ; i++ {
		select {
		case <-stop:
			return nil
		default:
		}
		d := crm.Document{}
		if err := f.AddDocument(ctx, f.admin, &d, upload("x.txt", fmt.Sprint(i))); err != nil {
			return err
		}
		if i%2 == 0 {
			continue
		}
		if err := f.TrashDocument(ctx, f.admin, d.ID, 0); err != nil {
			return err
		}
		if _, err := f.PurgeTrash(ctx, crm.SystemActor(), f.now().Add(time.Hour), 10); err != nil {
			return err
		}
		if _, err := f.SweepFiles(ctx, crm.SystemActor()); err != nil {
			return err
		}
	}
}
