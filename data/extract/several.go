package extract

import (
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindPeople binds a number of people that has no unit of its own: 惠及38万农牧民.
func (rd *reader) bindPeople(p *part, i int) bool {
	q := p.qs[i]
	if q.Dim != quantity.Bare || q.Value.IntPart() < 100 || !q.Value.IsInteger() {
		return false
	}
	rest := p.gap(q.End, p.nextStart(i))
	at := -1
	for _, w := range vocabulary.Cues("people") {
		if j := strings.Index(rest, w); j >= 0 && runes(rest[:j]) <= 4 && !strings.ContainsAny(rest[:j], "，、的") && (at < 0 || j+len(w) > at) {
			at = j + len(w)
		}
	}
	if at < 0 {
		return false
	}
	noun := rest[:at]
	p.qs = slices.Clone(p.qs)
	p.qs[i].Dim, p.qs[i].Unit = quantity.Count, "人"
	label := noun
	head := trimLinks(p.text[p.prevEnd(i):q.Start])
	for _, w := range []string{"惠及", "受益", "搬迁", "服务", "覆盖", "带动", "安置", "培训"} {
		if strings.HasSuffix(head, w) {
			label = w + noun
		}
	}
	o := rd.topic
	if o.kind == GroupSubject && !strings.Contains(label, noun) {
		o = rd.here
	}
	rd.emit(p, i, o, countMetric(label, p.qs[i]), label, "")
	return true
}

// worksCounted makes two or more works, named together by their number, what the sentence is about: 甲、乙两座水电站
// 开工建设，总投资…. Their sums are no figures of the place.
func (rd *reader) worksCounted(p *part, i int) bool {
	q := p.qs[i]
	n := q.Value.IntPart()
	noun := p.nounAfter(i)
	if n < 2 || n > 20 || noun == "" || rd.topic.kind != PlaceSubject || rd.s.at > 1 || i > 0 || !facility(noun) || runes(noun) < 3 || isProjectUnit(q.Unit) {
		return false
	}
	head := p.text[:q.Start]
	for _, d := range p.ps {
		if d.To <= q.Start {
			head = p.text[d.To:q.Start]
		}
	}
	head = strings.TrimLeft(head, "，、 ")
	if !strings.Contains(head, "、") && !strings.Contains(head, "和") || len(countVerbs.Find(head)) > 0 || len(p.statusesBefore(q.Start)) > 0 || runes(head) > 30 {
		return false
	}
	rest := p.text[q.End+strings.Index(p.text[q.End:], noun)+len(noun):]
	if len(vocabulary.FindStatuses(rest)) == 0 && !hasAny(rest, "获准", "开建") {
		return false
	}
	o := owner{kind: GroupSubject, name: head + p.text[q.NumStart:q.End] + noun, place: rd.here.place}
	o.group = o.name
	for _, h := range vocabulary.FindStatuses(rest) {
		o.scope.Status, o.scope.Words = h.Key, h.Word
		break
	}
	rd.emit(p, i, rd.here, "", noun, "")
	rd.topic, rd.lastGroup = o, o
	return true
}

// joinedKinds gives the kinds that share the word for what is counted with the last of them: 电力、通信、|公路项目86个.
func (p *part) joinedKinds(name string, start int) string {
	if start == 0 || !strings.HasSuffix(p.text[:start], "、") || !strings.HasSuffix(name, "项目") && !strings.HasSuffix(name, "工程") {
		return ""
	}
	head := p.text[:start]
	at := edge(head, 0, len(head), p.wallsIn(0, start))
	kinds := trimVerbs(head[at:])
	for _, k := range strings.Split(strings.TrimSuffix(kinds, "、"), "、") {
		if n := runes(k); n < 2 || n > 6 || endsLikeName(k) || len(vocabulary.FindMeasures(k)) > 0 || len(vocabulary.FindStatuses(k)) > 0 || len(findQuantities(k)) > 0 || len(findPlaces(k)) > 0 {
			return ""
		}
	}
	return kinds
}
