package localapi

import (
	_ "embed" // api.tsv
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// apiTSV describes the methods and types of the Bot API; its head explains its columns.
//
//go:embed api.tsv
var apiTSV string

// api is the description that requests are checked against.
var api = mustDescribe(apiTSV)

// A description is what methods and types ask for: methods by their name in lower case, types by theirs.
type description struct {
	methods map[string]*object
	types   map[string]*object
}

// An object is a method with its parameters, or a type with its fields. A type that is one of several has
// those in place of fields.
type object struct {
	name   string
	fields []*property
	byName map[string]*property
	oneOf  []shape
	// complaint is said of a value that is none of oneOf, or begins what is said of a wrong field.
	complaint string
}

// A property is a parameter or a field.
type property struct {
	name   string
	shapes []shape // it is one of these
	need   bool
	limit  limit
	absent string // what is said when it is missing or too little
	wrong  string // what is said when it is too much or of the wrong form
}

// A shape is one type that a value can have: a word in quotation marks, a basic type, a described type, or
// a list (depth 1) or a list of lists (2) of these.
type shape struct {
	depth int
	name  string
	word  bool
}

// A limit bounds a value. The zero bound bounds nothing.
type limit struct {
	size, bytes, row bound
	pattern          *regexp.Regexp
}

type bound struct {
	low, high int64
	set       bool
}

func (b bound) String() string {
	if b.high == math.MaxInt64 {
		return fmt.Sprintf("%d or more", b.low)
	}
	return fmt.Sprintf("%d to %d", b.low, b.high)
}

// basic are the types that are not described further.
var basic = []string{"Integer", "Float", "Boolean", "True", "String", "Text", "File", "Object"}

func mustDescribe(table string) *description {
	d, err := readDescription(table)
	if err != nil {
		panic("localapi: api.tsv: " + err.Error())
	}
	return d
}

// readDescription reads the table.
func readDescription(table string) (*description, error) {
	d := &description{methods: map[string]*object{}, types: map[string]*object{}}
	owners := map[string]*object{}
	for i, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		columns = append(columns, make([]string, max(7-len(columns), 0))...)
		name := columns[0]
		o := owners[name]
		if o == nil {
			o = &object{name: name, byName: map[string]*property{}}
			owners[name] = o
			if name[0] >= 'A' && name[0] <= 'Z' {
				d.types[name] = o
			} else {
				d.methods[strings.ToLower(name)] = o
			}
		}
		if err := o.read(columns, owners); err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", i+1, name, err)
		}
	}
	return d, d.whole()
}

// read takes in a row of the object's.
func (o *object) read(columns []string, owners map[string]*object) (err error) {
	switch field, types := columns[1], columns[2]; field {
	case "-":
	case "+":
		other := owners[types]
		if other == nil {
			return fmt.Errorf("there is no %s above whose fields it could have", types)
		}
		for _, p := range other.fields {
			o.add(p)
		}
	case "*":
		o.complaint = columns[6]
		if types != "Object" {
			o.oneOf = readShapes(types)
		}
	default:
		p := &property{name: field, shapes: readShapes(types), need: columns[3] == "yes", absent: columns[5], wrong: columns[6]}
		if p.limit, err = readLimit(columns[4]); err != nil {
			return err
		}
		if p.absent == "" && !p.need {
			p.absent = p.wrong
		}
		o.add(p)
	}
	return nil
}

func (o *object) add(p *property) {
	o.fields = append(o.fields, p)
	o.byName[p.name] = p
}

func readShapes(types string) []shape {
	var list []shape
	for _, t := range strings.Split(types, "|") {
		s := shape{depth: strings.Count(t, "[]")}
		t = strings.TrimLeft(t, "[]")
		s.name = strings.Trim(t, `"`)
		s.word = s.name != t
		list = append(list, s)
	}
	return list
}

func readLimit(text string) (l limit, err error) {
	for _, part := range strings.Fields(text) {
		if p, ok := strings.CutPrefix(part, "/"); ok {
			if l.pattern, err = regexp.Compile("^(?:" + strings.TrimSuffix(p, "/") + ")$"); err != nil {
				return l, err
			}
			continue
		}
		of := &l.size
		if p, ok := strings.CutPrefix(part, "bytes:"); ok {
			part, of = p, &l.bytes
		} else if p, ok := strings.CutPrefix(part, "row:"); ok {
			part, of = p, &l.row
		}
		low, high, two := strings.Cut(part, "..")
		of.set, of.high = true, math.MaxInt64
		if of.low, err = strconv.ParseInt(low, 10, 64); err == nil && high != "" {
			of.high, err = strconv.ParseInt(high, 10, 64)
		}
		if err != nil || !two {
			return l, fmt.Errorf("%q is no limit", part)
		}
	}
	return l, nil
}

// whole tells whether every type that is named is there.
func (d *description) whole() error {
	for _, o := range slices.Concat(slices.Collect(maps.Values(d.methods)), slices.Collect(maps.Values(d.types))) {
		shapes := o.oneOf
		for _, p := range o.fields {
			shapes = append(shapes, p.shapes...)
		}
		for _, s := range shapes {
			if !s.word && d.types[s.name] == nil && !slices.Contains(basic, s.name) {
				return fmt.Errorf("%s speaks of %q, which is not described", o.name, s.name)
			}
		}
	}
	return nil
}

// Described lists the parameters that a method may have, in the order of the description; known tells
// whether it is a method of the Bot API that this server answers.
func Described(methodName string) (parameters []string, known bool) {
	name := strings.ToLower(methodName)
	o := api.methods[name]
	if _, answered := methods[name]; o == nil || !answered {
		return nil, false
	}
	for _, p := range o.fields {
		parameters = append(parameters, p.name)
	}
	return parameters, true
}
