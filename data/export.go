package data

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// A Format is a form of an exported file.
type Format string

// The formats of Export.
const (
	JSONL Format = "jsonl"
	CSV   Format = "csv"
	XLSX  Format = "xlsx"
)

// exportedFact is a fact in the form that scripts rely on.
type exportedFact struct {
	Kind     extract.Kind         `json:"kind"`
	Subject  string               `json:"subject"`
	Place    string               `json:"place"`
	Project  string               `json:"project"`
	Phase    string               `json:"phase"`
	Company  string               `json:"company"`
	Event    string               `json:"event"`
	Metric   string               `json:"metric"`
	Label    string               `json:"label"`
	Role     extract.Role         `json:"role"`
	Base     string               `json:"base"`
	Modality extract.Modality     `json:"modality"`
	Value    json.RawMessage      `json:"value"`
	Max      *json.RawMessage     `json:"max"`
	Unit     string               `json:"unit"`
	Per      string               `json:"per,omitempty"`
	Approx   string               `json:"approx"`
	Currency string               `json:"currency"`
	Text     string               `json:"text"`
	Items    []string             `json:"items"`
	Scope    exportedScope        `json:"scope"`
	Period   exportedPeriod       `json:"period"`
	Compare  []exportedComparison `json:"compare"`
	Report   string               `json:"report"`
	Section  string               `json:"section"`
	Passage  int                  `json:"passage"`
	Quote    string               `json:"quote"`
}

type exportedScope struct {
	Min    *json.RawMessage `json:"min_investment"`
	Max    *json.RawMessage `json:"max_investment"`
	Status string           `json:"status"`
	Words  string           `json:"words"`
}

type exportedPeriod struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Words string `json:"words"`
}

type exportedComparison struct {
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
	Unit  string          `json:"unit"`
	Words string          `json:"words"`
}

// number writes an exact decimal as a JSON number.
func number(d decimal.Decimal) json.RawMessage { return json.RawMessage(d.String()) }

func optionalNumber(d *decimal.Decimal) *json.RawMessage {
	if d == nil {
		return nil
	}
	n := number(*d)
	return &n
}

func exportFact(f extract.Fact, report string) exportedFact {
	e := exportedFact{
		Kind: f.Kind, Subject: f.Subject, Place: f.Place, Project: f.Project, Phase: f.Phase, Company: f.Company, Event: f.Event,
		Metric: f.Metric, Label: f.Label, Role: f.Role, Base: f.Base, Modality: f.Modality, Value: json.RawMessage("null"),
		Max: optionalNumber(f.Max), Unit: f.Unit, Per: f.Per, Approx: f.Approx, Text: f.Text, Items: f.Items,
		Scope:  exportedScope{optionalNumber(f.Scope.Min), optionalNumber(f.Scope.Max), f.Scope.Status, f.Scope.Words},
		Period: exportedPeriod{day(f.Period.Start), day(f.Period.End), f.Period.Words},
		Report: report, Section: f.Section, Passage: f.Passage, Quote: f.Quote, Compare: []exportedComparison{},
	}
	if f.Kind == extract.QuantityFact {
		e.Value = number(f.Value)
	}
	if f.Dim == quantity.Money {
		e.Currency = f.Unit
	}
	if e.Items == nil {
		e.Items = []string{}
	}
	for _, c := range f.Compare {
		e.Compare = append(e.Compare, exportedComparison{c.Kind, number(c.Value), c.Unit, c.Words})
	}
	return e
}

// A Project is a single project with what the reports say of it.
type Project struct {
	Name    string
	Place   string
	Company string
	Report  string
	Facts   []extract.Fact
}

// Projects gathers the facts of each single project, report by report in order of appearance.
func (db *DB) Projects(ctx context.Context) ([]Project, error) {
	facts, names, err := db.factsWithReports(ctx)
	if err != nil {
		return nil, err
	}
	var out []Project
	at := map[string]int{}
	for _, f := range facts {
		if f.Project == "" {
			continue
		}
		k := fmt.Sprint(f.Report, "|", f.Project)
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, Project{Name: f.Project, Report: names[f.Report]})
		}
		p := &out[i]
		if p.Place == "" {
			p.Place = f.Place
		}
		if p.Company == "" {
			p.Company = f.Company
		}
		p.Facts = append(p.Facts, f.Fact)
	}
	return out, nil
}

func (db *DB) factsWithReports(ctx context.Context) ([]StoredFact, map[int64]string, error) {
	reports, err := db.Reports(ctx)
	if err != nil {
		return nil, nil, err
	}
	names := map[int64]string{}
	for _, r := range reports {
		names[r.ID] = r.Name()
	}
	facts, err := db.Facts(ctx)
	return facts, names, err
}

// factColumns are the columns of a table of facts, in Chinese as the people who open it in a spreadsheet read them.
var factColumns = []string{"归属", "地区", "项目", "期次", "企业", "活动", "指标", "指标词", "性质", "数值", "上限", "单位", "周期", "约数",
	"原文数字", "口径", "时期", "报告", "章节", "段落", "原句"}

func factRow(f extract.Fact, report string) []string {
	value, most, printed := "", "", f.Text
	if f.Kind == extract.QuantityFact {
		value, printed = f.Value.String(), f.Printed
	}
	if f.Max != nil {
		most = f.Max.String()
	}
	return []string{f.Subject, f.Place, f.Project, f.Phase, f.Company, f.Event, f.Metric, f.Label, string(f.Role), value, most, f.Unit,
		f.Per, f.Approx, printed, f.Scope.Words, f.Period.Words, report, f.Section, fmt.Sprint(f.Passage), f.Quote}
}

// ExportFacts writes all facts.
func (db *DB) ExportFacts(ctx context.Context, w io.Writer, format Format) error {
	facts, names, err := db.factsWithReports(ctx)
	if err != nil {
		return err
	}
	if format == JSONL {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, f := range facts {
			if err := enc.Encode(exportFact(f.Fact, names[f.Report])); err != nil {
				return err
			}
		}
		return nil
	}
	rows := make([][]string, len(facts))
	for i, f := range facts {
		rows[i] = factRow(f.Fact, names[f.Report])
	}
	return writeTable(w, format, factColumns, rows)
}

// ExportProjects writes one object or row a project.
func (db *DB) ExportProjects(ctx context.Context, w io.Writer, format Format) error {
	projects, err := db.Projects(ctx)
	if err != nil {
		return err
	}
	if format == JSONL {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, p := range projects {
			facts := make([]exportedFact, len(p.Facts))
			for i, f := range p.Facts {
				facts[i] = exportFact(f, p.Report)
			}
			if err := enc.Encode(struct {
				Name    string         `json:"name"`
				Place   string         `json:"place"`
				Company string         `json:"company"`
				Report  string         `json:"report"`
				Facts   []exportedFact `json:"facts"`
			}{p.Name, p.Place, p.Company, p.Report, facts}); err != nil {
				return err
			}
		}
		return nil
	}
	var rows [][]string
	for _, p := range projects {
		var says []string
		for _, f := range p.Facts {
			value := f.Text
			if f.Kind == extract.QuantityFact {
				value = f.Approx + f.Printed
			}
			says = append(says, f.Label+"："+value)
		}
		rows = append(rows, []string{p.Name, p.Place, p.Company, p.Report, strings.Join(says, "；")})
	}
	return writeTable(w, format, []string{"项目", "地区", "企业", "报告", "内容"}, rows)
}

// writeTable writes a table as CSV (with a byte order mark, which spreadsheets need to read Chinese) or XLSX.
func writeTable(w io.Writer, format Format, header []string, rows [][]string) error {
	switch format {
	case CSV:
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
		out := csv.NewWriter(w)
		if err := out.Write(header); err != nil {
			return err
		}
		for _, row := range rows {
			safe := make([]string, len(row))
			for i, cell := range row {
				safe[i] = inert(cell)
			}
			if err := out.Write(safe); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	case XLSX:
		file := excelize.NewFile()
		defer file.Close()
		stream, err := file.NewStreamWriter("Sheet1")
		if err != nil {
			return err
		}
		for i, row := range append([][]string{header}, rows...) {
			cells := make([]any, len(row))
			for j, c := range row {
				cells[j] = c
			}
			if err := stream.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
				return err
			}
		}
		if err := stream.Flush(); err != nil {
			return err
		}
		_, err = file.WriteTo(w)
		return err
	}
	return &Error{Code: "format", EN: fmt.Sprintf("there is no format %q; use jsonl, csv or xlsx", format), ZH: fmt.Sprintf("不支持 %q 格式，请用 jsonl、csv 或 xlsx", format)}
}

// inert keeps a spreadsheet from running a cell's text as a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		if _, err := decimal.NewFromString(cell); err != nil {
			return "'" + cell
		}
	}
	return cell
}
