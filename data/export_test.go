package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func exported(t *testing.T, db *DB, what string, f Format) []byte {
	t.Helper()
	var b bytes.Buffer
	export := db.ExportFacts
	if what == "projects" {
		export = db.ExportProjects
	}
	if err := export(background(), &b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The keys of an exported fact are what scripts rely on.
func TestExportedFactsHaveTheKeysAgreedOn(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{})
	facts, err := db.Facts(background())
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(exported(t, db, "facts", JSONL)))
	decoder.UseNumber()
	n := 0
	var oneToTen, counted map[string]any
	for decoder.More() {
		var f map[string]any
		if err := decoder.Decode(&f); err != nil {
			t.Fatal(err)
		}
		n++
		for _, key := range []string{"subject", "project", "metric", "label", "value", "max", "unit", "approx", "currency", "scope", "period", "compare", "report", "section", "passage", "quote"} {
			if _, ok := f[key]; !ok {
				t.Fatalf("no %q in %v", key, f)
			}
		}
		scope, period := f["scope"].(map[string]any), f["period"].(map[string]any)
		for _, key := range []string{"min_investment", "max_investment", "status", "words"} {
			if _, ok := scope[key]; !ok {
				t.Fatalf("no scope.%s in %v", key, scope)
			}
		}
		for _, key := range []string{"start", "end", "words"} {
			if _, ok := period[key].(string); !ok {
				t.Fatalf("no period.%s in %v", key, period)
			}
		}
		if _, ok := f["compare"].([]any); !ok {
			t.Fatalf("compare is no array: %v", f["compare"])
		}
		switch v := f["value"].(type) {
		case nil:
			if f["kind"] == "quantity" {
				t.Errorf("a quantity without a value: %v", f)
			}
		case json.Number:
			if strings.ContainsAny(v.String(), "eE") {
				t.Errorf("%s is not written out", v)
			}
		default:
			t.Errorf("value %#v is no number", v)
		}
		if f["metric"] == "fixed_asset_investment" && f["role"] == "level" {
			oneToTen = f
		}
		if f["metric"] == "project_count" && scope["status"] == "started" && scope["min_investment"] == json.Number("50000000") {
			counted = f
		}
	}
	if n != len(facts) {
		t.Errorf("%d lines of %d facts", n, len(facts))
	}
	if oneToTen == nil || oneToTen["value"] != json.Number("18384000000") || oneToTen["currency"] != "CNY" || oneToTen["subject"] != "四平市" {
		t.Errorf("fixed-asset investment: %v", oneToTen)
	} else if p := oneToTen["period"].(map[string]any); p["start"] != "2022-01-01" || p["end"] != "2022-10-31" {
		t.Errorf("its period: %v", p)
	}
	if counted == nil || counted["value"] != json.Number("279") || counted["unit"] != "个" || counted["currency"] != "" {
		t.Errorf("projects started: %v", counted)
	}
}

// The three forms of one export say the same.
func TestExportsAgree(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{})
	for _, what := range []string{"facts", "projects"} {
		lines := strings.Count(string(exported(t, db, what, JSONL)), "\n")
		raw := exported(t, db, what, CSV)
		if !bytes.HasPrefix(raw, []byte("\ufeff")) {
			t.Errorf("%s: a spreadsheet takes CSV without a byte order mark for another encoding", what)
		}
		table, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(exported(t, db, what, XLSX)))
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := book.GetRows(book.GetSheetList()[0], excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(table) != lines+1 || len(sheet) != lines+1 || lines == 0 {
			t.Fatalf("%s: %d objects, %d rows of CSV, %d of XLSX", what, lines, len(table), len(sheet))
		}
		for i := range table {
			for j, cell := range table[i] {
				other := ""
				if j < len(sheet[i]) {
					other = sheet[i][j] // trailing empty cells are left out
				}
				if strings.TrimPrefix(cell, "'") != other && cell != other {
					t.Errorf("%s, row %d column %s: %q in CSV, %q in XLSX", what, i+1, table[0][j], cell, other)
				}
			}
		}
	}
}

// What a report says may look like a formula to a spreadsheet; nothing of it may be run there.
func TestNoExportedCellIsAFormula(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{Empty: true})
	const text = `=HYPERLINK("http://example.invalid","点这里")

=cmd|' /C calc'!A0项目总投资3亿元。
+1+2号地块项目总投资4亿元，占地50亩。
-2+3+cmd|' /C calc'!A0项目总投资5亿元。
@SUM(1+1)*cmd项目总投资6亿元。
利润总额同比下降5.1%，进口额同比下降3.2%。
`
	loaded, err := db.LoadFile(background(), "=1+1.txt", []byte(text))
	if err != nil || loaded.Facts == 0 {
		t.Fatalf("%+v, %v", loaded, err)
	}
	for _, what := range []string{"facts", "projects"} {
		table, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(exported(t, db, what, CSV), []byte("\ufeff")))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		guarded := 0
		for _, row := range table {
			for _, cell := range row {
				if strings.HasPrefix(cell, "'") {
					guarded++
				}
				trimmed := strings.TrimLeft(cell, " \t\r\n")
				if trimmed != "" && strings.ContainsRune("=+@-", rune(trimmed[0])) && !isNumber(trimmed) {
					t.Errorf("%s: a cell that a spreadsheet runs: %q", what, cell)
				}
			}
		}
		if guarded == 0 {
			t.Errorf("%s: no cell began like a formula, so that nothing was tested", what)
		}
		book, err := excelize.OpenReader(bytes.NewReader(exported(t, db, what, XLSX)))
		if err != nil {
			t.Fatal(err)
		}
		name := book.GetSheetList()[0]
		rows, err := book.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if f, err := book.GetCellFormula(name, cell); err != nil || f != "" {
					t.Errorf("%s: %s is the formula %q, %v", what, cell, f, err)
				}
			}
		}
	}
}

func isNumber(s string) bool {
	var n json.Number
	return json.Unmarshal([]byte(strings.TrimPrefix(s, "+")), &n) == nil
}

func TestAnUnknownFormatIsRefused(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{})
	var b bytes.Buffer
	if err := db.ExportFacts(background(), &b, "ods"); err == nil || codeOf(t, err) != "format" || b.Len() != 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}
