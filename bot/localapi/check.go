package localapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A flaw is what is wrong with a request by itself, whatever the chats are like.
type flaw struct {
	field string // such as reply_markup.inline_keyboard[0][1].callback_data
	why   string
}

// flawed is a refusal of a request that is wrong by itself.
func flawed(field, why, said string) *refusal {
	e := bad("%s", said)
	e.flaw = &flaw{field: field, why: why}
	return e
}

// wrong is flawed where what is said tells why.
func wrong(field, format string, args ...any) *refusal {
	said := fmt.Sprintf(format, args...)
	return flawed(field, said, said)
}

// A checker holds a call against the description.
type checker struct {
	call     *call
	attached map[string]bool // files that a field names
}

// check tells what is wrong with the call by the description: the first flaw, or nil. The method is known.
func (c *call) check() *refusal {
	o := api.methods[strings.ToLower(c.method)]
	if o == nil {
		return flawed("", "the method is not described", "the method is not described by the local server")
	}
	k := &checker{call: c, attached: map[string]bool{}}
	for _, p := range o.fields {
		if e := k.parameter(p); e != nil {
			return e
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.fields)) {
		if o.byName[name] == nil {
			return flawed(name, "the method has no such parameter", fmt.Sprintf("unknown parameter %q", name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		if !k.attached[name] {
			return flawed(name, "no parameter takes this file", fmt.Sprintf("unknown file %q", name))
		}
	}
	return nil
}

// parameter checks a field of the call, which has the form of text.
func (k *checker) parameter(p *property) *refusal {
	text, there := k.call.fields[p.name]
	if k.call.files[p.name] != nil {
		for _, s := range p.shapes {
			if s.name == "File" {
				k.attached[p.name] = true
				return nil
			}
		}
	}
	mayBeEmpty := p.limit.size.set && p.limit.size.low == 0
	if !there || text == "" && !(p.need && mayBeEmpty) {
		if p.need {
			said := p.absent
			if said == "" {
				said = fmt.Sprintf("parameter %q is required", p.name)
			}
			return flawed(p.name, "it is missing", said)
		}
		return nil
	}
	for _, s := range p.shapes {
		v, ok := s.fromText(text)
		if ok && s.admits(v) {
			return k.value(p.name, v, p, s, func(name string) string { return k.call.fields[name] })
		}
	}
	said := p.shapes[0].complaint()
	if said == "" && p.need && p.shapes[0].depth > 0 {
		said = p.absent
	}
	if said == "" {
		said = fmt.Sprintf("parameter %q must be of type %s", p.name, p.kind())
	}
	return flawed(p.name, "it is no "+p.kind(), said)
}

// fromText reads a parameter as its shape has it: as JSON, or as a plain word or number.
func (s shape) fromText(text string) (any, bool) {
	plain := s.depth == 0
	if t := api.types[s.name]; plain && t != nil {
		plain = len(t.oneOf) > 0 && t.oneOf[0].word
	}
	if !plain || s.name == "Object" {
		var v any
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		err := d.Decode(&v)
		return v, err == nil && !d.More()
	}
	switch s.name {
	case "Integer", "Float":
		return json.Number(strings.TrimSpace(text)), true
	case "Boolean", "True":
		switch strings.ToLower(strings.TrimSpace(text)) {
		case "true", "yes", "1":
			return true, true
		case "false", "no", "0":
			return false, true
		}
		return nil, false
	}
	return text, true
}

// admits tells whether the value is of the shape, without looking into it.
func (s shape) admits(v any) bool {
	if s.depth > 0 {
		_, ok := v.([]any)
		return ok
	}
	text, isText := v.(string)
	number, isNumber := v.(json.Number)
	_, isObject := v.(map[string]any)
	if s.word {
		return isText && strings.EqualFold(strings.TrimSpace(text), s.name)
	}
	switch s.name {
	case "Integer":
		_, err := strconv.ParseInt(string(number), 10, 64)
		return isNumber && err == nil
	case "Float":
		_, err := number.Float64()
		return isNumber && err == nil
	case "Boolean":
		_, ok := v.(bool)
		return ok
	case "True":
		return v == true
	case "String", "Text", "File":
		return isText
	case "Object":
		return isObject
	}
	t := api.types[s.name]
	if t.oneOf == nil {
		return isObject
	}
	return slices.ContainsFunc(t.oneOf, func(s shape) bool { return s.admits(v) })
}

// complaint is what is said of a value that is not of the shape, "" where nothing special is.
func (s shape) complaint() string {
	if t := api.types[s.name]; t != nil && t.oneOf != nil && s.depth == 0 {
		return t.complaint
	}
	return ""
}

func (s shape) String() string {
	name := s.name
	if s.word {
		name = strconv.Quote(name)
	}
	return strings.Repeat("Array of ", s.depth) + name
}

func (p *property) kind() string {
	var names []string
	for _, s := range p.shapes {
		names = append(names, s.String())
	}
	return strings.Join(names, " or ")
}

// value checks a value that the shape admits: what is in it, then the property's limits. get reads the
// text fields beside it.
func (k *checker) value(path string, v any, p *property, s shape, get func(string) string) *refusal {
	if e := k.inside(path, v, s); e != nil {
		return e
	}
	return k.limits(path, v, p, s, get)
}

// inside checks what is in a value.
func (k *checker) inside(path string, v any, s shape) *refusal {
	if s.depth > 0 {
		inner := shape{depth: s.depth - 1, name: s.name, word: s.word}
		for i, item := range v.([]any) {
			at := fmt.Sprintf("%s[%d]", path, i)
			if !inner.admits(item) {
				return flawed(at, "it is no "+inner.String(), inner.mismatch(path))
			}
			if e := k.inside(at, item, inner); e != nil {
				return e
			}
		}
		return nil
	}
	if s.name == "File" {
		if name, ok := strings.CutPrefix(v.(string), "attach://"); ok {
			if k.call.files[name] == nil {
				return flawed(path, "the file is not in the request", "can't find the attached file "+name)
			}
			k.attached[name] = true
		}
		return nil
	}
	t := api.types[s.name]
	if t == nil || s.word {
		return nil
	}
	fields, isObject := v.(map[string]any)
	if !isObject {
		return nil // a word of several, which admits has found
	}
	if t.oneOf != nil {
		for _, one := range t.oneOf {
			if o := api.types[one.name]; o != nil && o.oneOf == nil && o.claims(fields) {
				return k.object(path, fields, o)
			}
		}
		return flawed(path, "it is no "+t.name, t.complaint)
	}
	return k.object(path, fields, t)
}

// mismatch is what is said of an entry of a list that is not of the shape.
func (s shape) mismatch(list string) string {
	if said := s.complaint(); said != "" {
		return said
	}
	if s.depth > 0 {
		return fmt.Sprintf("field %q must be an Array of Arrays", list)
	}
	if t := api.types[s.name]; t != nil {
		return fmt.Sprintf("%s: %s must be an Object", t.begin(), t.name)
	}
	return fmt.Sprintf("entries of %q must be of type %s", list, s)
}

// begin begins a complaint about the type.
func (o *object) begin() string {
	if o.complaint != "" {
		return o.complaint
	}
	return "can't parse " + o.name
}

// claims tells whether the fields are meant to be the type, one of several: by the word in its field type,
// else by the fields that it must have.
func (o *object) claims(fields map[string]any) bool {
	if p := o.byName["type"]; p != nil {
		return slices.ContainsFunc(p.shapes, func(s shape) bool { return s.admits(fields["type"]) })
	}
	for _, p := range o.fields {
		if p.need && fields[p.name] == nil {
			return false
		}
	}
	return true
}

// object checks the fields of a described type.
func (k *checker) object(path string, fields map[string]any, o *object) *refusal {
	get := func(name string) string {
		switch v := fields[name].(type) {
		case nil:
			return ""
		case string:
			return v
		default:
			data, _ := json.Marshal(v)
			return string(data)
		}
	}
	for _, p := range o.fields {
		v := fields[p.name]
		at := path + "." + p.name
		if v == nil {
			if !p.need {
				continue
			}
			said := p.absent
			if said == "" {
				said = fmt.Sprintf("%s: Can't find field %q", o.begin(), p.name)
			}
			return flawed(at, "it is missing", said)
		}
		i := slices.IndexFunc(p.shapes, func(s shape) bool { return s.admits(v) })
		if i < 0 {
			said := p.shapes[0].complaint()
			switch {
			case said != "":
			case p.shapes[0].depth == 2:
				said = fmt.Sprintf("field %q of the %s must be an Array of Arrays", p.name, o.name)
			default:
				said = fmt.Sprintf("%s: Field %q must be of type %s", o.begin(), p.name, p.kind())
			}
			return flawed(at, "it is no "+p.kind(), said)
		}
		if e := k.value(at, v, p, p.shapes[i], get); e != nil {
			return e
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if o.byName[name] == nil {
			return flawed(path+"."+name, o.name+" has no such field", fmt.Sprintf("%s: unknown field %q", o.begin(), name))
		}
	}
	return nil
}

// limits checks how long, how many or how large the value is.
func (k *checker) limits(path string, v any, p *property, s shape, get func(string) string) *refusal {
	l := p.limit
	size, unit := int64(0), ""
	switch v := v.(type) {
	case string:
		if s.name == "Text" {
			f, err := k.text(v, p.name, get)
			if err != nil {
				e := asRefusal(err)
				return &refusal{code: e.code, text: e.text, flaw: &flaw{field: path, why: e.text}}
			}
			v = f.text
			if path == p.name {
				k.call.keep(p.name, f)
			}
		}
		size, unit = int64(units(strings.TrimSpace(v))), "UTF-16 units"
		if n := int64(len(v)); l.bytes.set && (n < l.bytes.low || n > l.bytes.high) {
			return p.over(path, n, "bytes", l.bytes)
		}
		if l.pattern != nil && !l.pattern.MatchString(v) {
			return flawed(path, "it has not the form "+l.pattern.String(), p.said(path, p.wrong))
		}
	case []any:
		for _, item := range v {
			row, isRow := item.([]any)
			if !isRow {
				size++
				continue
			}
			size += int64(len(row))
			if n := int64(len(row)); l.row.set && n > l.row.high {
				return p.over(path, n, "entries in a row", l.row)
			}
		}
		unit = "entries"
	case json.Number:
		size, _ = v.Int64()
		if l.pattern != nil && !l.pattern.MatchString(string(v)) {
			return flawed(path, "it is none of "+l.pattern.String(), p.said(path, p.wrong))
		}
	}
	if l.size.set && (size < l.size.low || size > l.size.high) {
		return p.over(path, size, unit, l.size)
	}
	return nil
}

func (p *property) over(path string, n int64, unit string, may bound) *refusal {
	said := p.wrong
	if n < may.low {
		said = p.absent
	}
	return flawed(path, strings.TrimSpace(fmt.Sprintf("%d %s", n, unit))+", not "+may.String(), p.said(path, said))
}

func (p *property) said(path, words string) string {
	if words == "" {
		return fmt.Sprintf("invalid value of %q", path)
	}
	return words
}

// text reads a text with the parse mode and the entities that stand beside it.
func (k *checker) text(text, name string, get func(string) string) (formatted, error) {
	mode, entities := "parse_mode", "entities"
	switch name {
	case "caption":
		entities = "caption_entities"
	case "quote":
		mode, entities = "quote_parse_mode", "quote_entities"
	}
	if m := get(mode); m != "" && !(shape{name: "ParseMode"}).admits(m) {
		return formatted{text: text}, nil // the parse mode itself is wrong, which is told where it stands
	}
	return readText(&call{fields: map[string]string{name: text, "parse_mode": get(mode), entities: get(entities)}}, name, entities)
}
