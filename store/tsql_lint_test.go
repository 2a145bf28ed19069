package store

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// word is a token of a statement; a parenthesis is one token with what stands
// inside it.
type word struct {
	text  string // in capitals; "()" for a parenthesis
	inner []word
}

var tokenPattern = regexp.MustCompile(`N?'(?:[^']|'')*'|@?\w+(?:\.\w+)*|\{[^}]*\}|<=|>=|<>|!=|==|\|\||\S`)

func tokens(text string) []word {
	stack := [][]word{nil}
	for _, s := range tokenPattern.FindAllString(text, -1) {
		top := len(stack) - 1
		switch {
		case s == "(":
			stack = append(stack, nil)
		case s == ")" && top > 0:
			stack[top-1] = append(stack[top-1], word{"()", stack[top]})
			stack = stack[:top]
		default:
			stack[top] = append(stack[top], word{text: strings.ToUpper(s)})
		}
	}
	return stack[0]
}

// rule is something that SQL Server refuses, or that this store does without.
// It sees one level of parentheses at a time.
type rule struct {
	name    string
	refuses func(level []word, nested bool) bool
}

var tsqlRules = []rule{
	{"LIMIT", having("LIMIT")},
	{"ON CONFLICT", having("ON CONFLICT", "INSERT OR", "REPLACE INTO")},
	{"RETURNING", having("RETURNING")},
	{"MERGE", having("MERGE")},
	{"|| or ==", having("||", "==", "`")},
	{"TRUE, FALSE", having("TRUE", "FALSE")},
	{"SQLite's functions", having("JSON_EACH ()", "JSON_EXTRACT ()", "IFNULL ()", "GROUP_CONCAT ()", "STRFTIME ()",
		"LENGTH ()", "SUBSTR ()", "RANDOM ()", "UNIXEPOCH ()", "TOTAL ()")},
	{"SQLite's words", having("GLOB", "MATCH", "ILIKE", "REGEXP", "PRAGMA", "NULLS FIRST", "NULLS LAST", "FILTER ()",
		"USING ()", "RECURSIVE", "INDEXED BY")},
	{"ORDER BY in a derived table", orderInside},
	{"OUTPUT without INTO", func(l []word, _ bool) bool { return has(l, "OUTPUT") && !has(l[at(l, "OUTPUT"):], "INTO") }},
	{"GROUP BY short cut", groupShortCut},
	{"row values", rowValues},
	{"derived table without a name", namelessTable},
	{"condition as a value", conditionAsValue},
	{"value as a condition", valueAsCondition},
}

// lint names the rules that a statement breaks.
func lint(text string) []string {
	var broken []string
	var walk func(level []word, nested bool)
	walk = func(level []word, nested bool) {
		for _, r := range tsqlRules {
			if r.refuses(level, nested) && !slices.Contains(broken, r.name) {
				broken = append(broken, r.name)
			}
		}
		for _, w := range level {
			walk(w.inner, true)
		}
	}
	walk(tokens(text), false)
	return broken
}

// having refuses a sequence of tokens.
func having(sequences ...string) func([]word, bool) bool {
	return func(level []word, _ bool) bool {
		return slices.ContainsFunc(sequences, func(s string) bool { return has(level, strings.Fields(s)...) })
	}
}

func has(level []word, sequence ...string) bool { return at(level, sequence...) >= 0 }

func at(level []word, sequence ...string) int {
	for i := 0; i+len(sequence) <= len(level); i++ {
		if slices.EqualFunc(level[i:i+len(sequence)], sequence, func(w word, s string) bool { return w.text == s }) {
			return i
		}
	}
	return -1
}

func orderInside(level []word, nested bool) bool {
	return nested && has(level, "SELECT") && has(level, "ORDER", "BY") && !has(level, "OVER") &&
		!has(level, "TOP") && !has(level, "OFFSET")
}

// groupShortCut refuses GROUP BY a number, and a selected column that is
// neither grouped by nor in an aggregate.
func groupShortCut(level []word, _ bool) bool {
	for _, part := range queries(level) {
		from := at(part, "GROUP", "BY")
		if from < 0 {
			continue
		}
		grouped := items(part[from+2:], "HAVING", "ORDER")
		for _, g := range grouped {
			if strings.Trim(g, "0123456789") == "" {
				return true
			}
		}
		for _, item := range selected(part) {
			aggregate := strings.HasSuffix(item, "()") || strings.Contains(item, "() AS ")
			if !aggregate && !slices.Contains(grouped, item) && !strings.HasPrefix(item, "'") {
				return true
			}
		}
	}
	return false
}

func rowValues(level []word, _ bool) bool {
	for i := 1; i+1 < len(level); i++ {
		if strings.ContainsAny(level[i].text[:1], "<>=") && slices.ContainsFunc(level[i-1].inner, comma) &&
			level[i+1].text == "()" && (i < 2 || slices.Contains(connectors, level[i-2].text)) {
			return true
		}
	}
	return false
}

var connectors = []string{"WHERE", "AND", "OR", "ON", "NOT", "HAVING", "WHEN", ","}

func comma(w word) bool { return w.text == "," }

func namelessTable(level []word, _ bool) bool {
	for i, w := range level {
		if (w.text != "FROM" && w.text != "JOIN") || i+1 >= len(level) || !has(level[i+1].inner, "SELECT") {
			continue
		}
		if i+2 >= len(level) || slices.Contains([]string{"WHERE", "ORDER", "JOIN", "ON", "GROUP", "UNION", ",", ";"}, level[i+2].text) {
			return true
		}
	}
	return false
}

func conditionAsValue(level []word, _ bool) bool {
	for _, part := range queries(level) {
		for _, item := range selected(part) {
			if strings.HasPrefix(item, "EXISTS") || strings.HasPrefix(item, "NOT ") || !strings.HasPrefix(item, "CASE") &&
				(strings.ContainsAny(item, "<>=") || strings.Contains(item, " IS ") || strings.Contains(item, " IN ")) {
				return true
			}
		}
	}
	return false
}

// valueAsCondition refuses a column or parameter that stands where a
// condition belongs.
func valueAsCondition(level []word, _ bool) bool {
	ends := []string{"AND", "OR", "ORDER", "GROUP", "UNION", ";"}
	between := false
	for i, w := range level {
		if w.text == "BETWEEN" {
			between = true
		}
		if !slices.Contains([]string{"WHERE", "AND", "OR", "NOT"}, w.text) {
			continue
		}
		if w.text == "AND" && between {
			between = false
			continue
		}
		if i+1 < len(level) && regexp.MustCompile(`^@?[A-Z_]`).MatchString(level[i+1].text) &&
			!slices.Contains([]string{"NOT", "EXISTS", "NULL", "IN", "LIKE", "BETWEEN", "MATCHED"}, level[i+1].text) &&
			(i+2 == len(level) || slices.Contains(ends, level[i+2].text)) {
			return true
		}
	}
	return false
}

// queries parts a level at its UNIONs.
func queries(level []word) [][]word {
	var out [][]word
	from := 0
	for i, w := range level {
		if w.text == "UNION" || w.text == "EXCEPT" || w.text == "INTERSECT" {
			out, from = append(out, level[from:i]), i+1
		}
	}
	return append(out, level[from:])
}

// selected lists what a query selects.
func selected(query []word) []string {
	from := at(query, "SELECT")
	if from < 0 {
		return nil
	}
	rest := query[from+1:]
	if len(rest) > 1 && rest[0].text == "TOP" {
		rest = rest[2:]
	}
	if len(rest) > 0 && rest[0].text == "DISTINCT" {
		rest = rest[1:]
	}
	return items(rest, "FROM", "WHERE", "INTO")
}

// items joins the tokens between commas, up to one of the ends.
func items(level []word, ends ...string) []string {
	out := []string{""}
	for _, w := range level {
		switch {
		case slices.Contains(ends, w.text):
			return out
		case w.text == ",":
			out = append(out, "")
		default:
			out[len(out)-1] = strings.TrimPrefix(out[len(out)-1]+" "+w.text, " ")
		}
	}
	return out
}

// TestRulesOfTSQL shows that each rule is able to refuse, and what it leaves.
func TestRulesOfTSQL(t *testing.T) {
	fine := []string{
		"SELECT TOP (50) r.id, r.name FROM company r WHERE r.deleted_at IS NULL AND (r.id > @id) ORDER BY r.id DESC",
		"SELECT id FROM (SELECT TOP (5) id FROM company ORDER BY id) AS b UNION SELECT id FROM person",
		"SELECT category, COUNT(*) FROM app_user WHERE main = 1 AND NOT EXISTS (SELECT 1 FROM person) GROUP BY category",
		"SELECT category, MAX(id) AS newest FROM app_user GROUP BY category HAVING COUNT(*) > 1",
		"DELETE FROM session OUTPUT deleted.token INTO @gone WHERE expires_at <= @now",
		"SELECT COALESCE(a, 'limit || true') FROM t WHERE a BETWEEN @x AND @y AND COALESCE(b, c) > (SELECT MAX(b) FROM t)",
		"SELECT CASE WHEN a = 1 THEN 'x' ELSE 'y' END FROM t WHERE name LIKE @name AND id IN (1, 2)",
	}
	for _, text := range fine {
		if broken := lint(text); broken != nil {
			t.Errorf("%s: refused for %v", text, broken)
		}
	}
	wrong := map[string]string{
		"SELECT id FROM t LIMIT 5":                                     "LIMIT",
		"SELECT id FROM (SELECT id FROM t limit 5) AS x":               "LIMIT",
		"INSERT INTO t (a) VALUES (@a) ON CONFLICT (a) DO NOTHING":     "ON CONFLICT",
		"INSERT OR IGNORE INTO t (a) VALUES (@a)":                      "ON CONFLICT",
		"INSERT INTO t (a) VALUES (@a) RETURNING id":                   "RETURNING",
		"MERGE INTO t USING u ON t.a = u.a":                            "MERGE",
		"SELECT a || b FROM t":                                         "|| or ==",
		"SELECT a FROM t WHERE b == 1":                                 "|| or ==",
		"SELECT a FROM t WHERE b = TRUE":                               "TRUE, FALSE",
		"SELECT a FROM t WHERE b IN (SELECT value FROM json_each(@b))": "SQLite's functions",
		"SELECT a FROM t WHERE b GLOB 'x*'":                            "SQLite's words",
		"SELECT a FROM t ORDER BY a NULLS LAST":                        "SQLite's words",
		"SELECT a FROM (SELECT a FROM t ORDER BY a) AS x":              "ORDER BY in a derived table",
		"DELETE FROM t OUTPUT deleted.a WHERE a = 1":                   "OUTPUT without INTO",
		"SELECT a, COUNT(*) FROM t GROUP BY 1":                         "GROUP BY short cut",
		"SELECT a, b, COUNT(*) FROM t GROUP BY a":                      "GROUP BY short cut",
		"SELECT id FROM (SELECT a, b, MAX(c) FROM t GROUP BY a) AS x":  "GROUP BY short cut",
		"SELECT a FROM t WHERE (a, b) > (@a, @b)":                      "row values",
		"SELECT a FROM (SELECT a FROM t)":                              "derived table without a name",
		"SELECT COUNT(*) FROM (SELECT a FROM t) WHERE a = 1":           "derived table without a name",
		"SELECT EXISTS (SELECT 1 FROM t)":                              "condition as a value",
		"SELECT COUNT(*) > 0 FROM t":                                   "condition as a value",
		"SELECT a IS NULL FROM t":                                      "condition as a value",
		"SELECT a FROM t WHERE main":                                   "value as a condition",
		"SELECT a FROM t WHERE a = 1 AND NOT main ORDER BY a":          "value as a condition",
	}
	seen := map[string]bool{}
	for text, name := range wrong {
		seen[name] = true
		if broken := lint(text); name != "" && !slices.Contains(broken, name) {
			t.Errorf("%s: refused for %v, want %s", text, broken, name)
		}
	}
	for _, r := range tsqlRules {
		if !seen[r.name] {
			t.Errorf("no example for the rule %s", r.name)
		}
	}
}
