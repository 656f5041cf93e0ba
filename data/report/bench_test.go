package report

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func BenchmarkText(b *testing.B) {
	page, err := os.ReadFile("testdata/pages/port.txt")
	must(b, err)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadBytes("a.txt", page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXlsx(b *testing.B) {
	file := xlsxOf(b, func(f *excelize.File) {
		rows := [][]any{{"序号", "项目名称", "总投资（万元）", "建设地点"}}
		for i := range 2000 {
			rows = append(rows, []any{i, fmt.Sprintf("第%d号项目", i), i * 10, "城关镇"})
		}
		setRows(b, f, "Sheet1", rows...)
	})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadBytes("a.xlsx", file); err != nil {
			b.Fatal(err)
		}
	}
}

// The most work that a page may be: many broken ends, and many paragraphs that may be their rest.
func TestThePageThatTakesLongestIsReadInTime(t *testing.T) {
	var text strings.Builder
	for i := range 30 {
		fmt.Fprintf(&text, "第%d个车间里，工人们正在安装从外地运来的新设备，计划下个月开始试生产，预计达\n\n\n", i)
		for range 5 {
			text.WriteString("产后每年可以实现产值三亿元，带动周边的农户增收，这是全县今年引进的重点项目之一。\n\n\n")
		}
	}
	start := time.Now()
	mustRead(t, "a.txt", text.String())
	if d := time.Since(start); d > 10*time.Second { // the race detector takes ten times as long
		t.Errorf("took %v", d)
	}
	// Large texts in order are read in time that grows with their length.
	long := strings.Repeat(text.String(), 20)
	start = time.Now()
	mustRead(t, "a.txt", long)
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("%d bytes took %v", len(long), d)
	}
}
