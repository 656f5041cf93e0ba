package data

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// A Column is a column of a table.
type Column struct {
	Name string
	// Number makes spreadsheets sort and add up its cells. An amount of more than 15 digits stays text, since a
	// spreadsheet would round it.
	Number bool
}

// WriteTable writes a table as CSV, with a byte order mark, or as XLSX, with a head that stays in view.
func WriteTable(w io.Writer, format Format, columns []Column, rows [][]string) error {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Name
	}
	if format != XLSX {
		return writeTable(w, format, header, rows)
	}
	file := excelize.NewFile()
	defer file.Close()
	const sheet = "Sheet1"
	stream, err := file.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	bold, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, c := range columns {
		width := 16.0
		if !c.Number && i == len(columns)-1 {
			width = 80
		}
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(header))
	for i, h := range header {
		head[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := stream.SetRow("A1", head); err != nil {
		return err
	}
	for n, row := range rows {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = c
			if i < len(columns) && columns[i].Number {
				cells[i] = numeral(c)
			}
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", n+2), cells); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	_, err = file.WriteTo(w)
	return err
}

// numeral gives a cell's number, or its text where a spreadsheet's number would be another.
func numeral(cell string) any {
	d, err := decimal.NewFromString(cell)
	if err != nil || d.NumDigits() > 15 || d.Exponent() < -15 || d.Exponent() > 15 {
		return cell
	}
	if d.IsInteger() {
		return d.IntPart()
	}
	return d.InexactFloat64()
}
