package export

import (
	"maps"
	"slices"
)

// compare proves that the parts of the archive agree: counts, documents,
// database.
func (v *verification) compare() error {
	for _, check := range []func() error{v.compareTables, v.compareDocuments, v.compareVersions} {
		if err := check(); err != nil {
			return err
		}
	}
	if len(v.report.Problems) > 0 {
		return nil
	}
	v.proved("%d tables with %d rows: CSV and JSON Lines hold the same rows, value for value, and as many as data/completeness.csv says the database had.", v.report.Tables, v.report.Rows)
	v.proved("%d relations: every reference leads to a row that is in the archive.", v.report.Relations)
	v.proved("%d documents: each is the file that data/documents/index.csv names, with its size and hash.", v.report.Documents)
	if v.versions > 0 {
		v.proved("The versions of documents have %d contents: each is in the archive with the hash that its row gives, but for those named below.", v.versions)
	}
	switch {
	case !v.contents.database:
		v.report.NotProved = append(v.report.NotProved, "Nothing about a copy of the database: the archive holds none; data/completeness.csv says why.")
	case v.files[databaseFile] != nil:
		v.proved("The copy of the database is a whole SQLite file, and holm.bak is the same file.")
	}
	return nil
}

func (v *verification) compareTables() error {
	seen := map[string]bool{}
	for _, t := range v.contents.tables {
		seen[t.name] = true
		line, ok := v.contents.census[t.name]
		var err error
		switch {
		case !ok || line.exported < 0:
			err = v.problem(completenessFile, "the table %s is not in it", t.name)
		case t.rowsCSV != line.exported:
			err = v.problem(t.csv, "it has %d rows, and %s says %d", t.rowsCSV, completenessFile, line.exported)
		case t.rowsLines != line.exported:
			err = v.problem(t.lines, "it has %d rows, and %s says %d", t.rowsLines, completenessFile, line.exported)
		case line.had != line.exported:
			err = v.problem(completenessFile, "the database had %d rows of %s, and %d were exported", line.had, t.name, line.exported)
		}
		if err != nil {
			return err
		}
		v.report.Tables++
		v.report.Rows += t.rowsLines
	}
	for name, line := range v.contents.census {
		if line.exported >= 0 && !seen[name] {
			if err := v.problem(completenessFile, "the table %s should be in the archive", name); err != nil {
				return err
			}
		}
		if line.exported < 0 && line.reason == "" {
			if err := v.problem(completenessFile, "the table %s is left out without a reason", name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verification) compareDocuments() error {
	index := v.contents.documents
	for _, e := range v.zip.entries {
		path := v.path(e)
		if !isDocument(path) {
			continue
		}
		line, ok := index[path]
		var err error
		switch {
		case !ok:
			err = v.problem(path, "%s does not name it", documentIndex)
		case line.had != int64(e.size) || v.files[path] == nil || line.reason != v.files[path].sha256:
			err = v.problem(path, "%s gives another size or hash", documentIndex)
		}
		if err != nil {
			return err
		}
		v.report.Documents++
	}
	if v.report.Documents != len(index) {
		return v.problem(documentIndex, "it names %d documents, and the archive holds %d", len(index), v.report.Documents)
	}
	return nil
}

// compareVersions proves that the archive holds the content of every version
// of a document. What the installation itself had lost is told, and is no
// damage of the archive.
func (v *verification) compareVersions() error {
	there := map[string]bool{}
	for _, line := range v.contents.documents {
		there[line.reason] = true
	}
	for _, t := range v.contents.tables {
		if t.hashes == nil {
			continue
		}
		for _, hash := range slices.Sorted(maps.Keys(t.hashes)) {
			if there[hash] {
				continue
			}
			if why := v.contents.flawed[hash]; why != "" {
				v.report.NotProved = append(v.report.NotProved, "The content "+hash+" of a document: "+why+".")
				continue
			}
			if err := v.problem(documentIndex, "a version of a document has the content %s, which the archive does not hold", hash); err != nil {
				return err
			}
		}
		v.versions = len(t.hashes)
	}
	return nil
}
