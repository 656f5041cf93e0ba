package data_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wenxiang/data"
)

func TestATableKeepsNumbersAndRunsNothing(t *testing.T) {
	columns := []data.Column{{Name: "项目"}, {Name: "数值", Number: true}, {Name: "原句"}}
	rows := [][]string{
		{"=1+1", "450000000", "甲"}, {"乙", "-5.1", "@x"}, {"丙", "123456789012345678", "丁"}, {"戊", "", "己"},
	}
	var b bytes.Buffer
	if err := data.WriteTable(&b, data.XLSX, columns, rows); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "项目", "A2": "=1+1", "B2": "450000000", "B3": "-5.1", "B4": "123456789012345678", "B5": ""} {
		if got, err := file.GetCellValue("Sheet1", cell, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s is %q, %v", cell, got, err)
		}
		if formula, err := file.GetCellFormula("Sheet1", cell); err != nil || formula != "" {
			t.Errorf("%s is a formula %q", cell, formula)
		}
	}
	for cell, want := range map[string]excelize.CellType{"B2": excelize.CellTypeUnset, "B4": excelize.CellTypeInlineString} {
		if got, err := file.GetCellType("Sheet1", cell); err != nil || got != want && got != excelize.CellTypeNumber {
			t.Errorf("%s is of type %v, %v", cell, got, err)
		}
	}
	b.Reset()
	if err := data.WriteTable(&b, data.CSV, columns, rows); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), "\ufeff项目,数值,原句\n'=1+1,450000000,甲\n乙,-5.1,'@x\n") {
		t.Errorf("the CSV is %q", b.String())
	}
}
