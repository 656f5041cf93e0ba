package extract

import "strings"

// datesApart reads the dates that 分别 gives to several works: 甲段、乙段分别于2022年11月和2023年4月开工. Where the works
// cannot be told, the dates are nobody's.
func (rd *reader) datesApart(p *part) {
	head, _, _ := strings.Cut(p.text, "分别")
	names := strings.FieldsFunc(strings.TrimPrefix(head, "其中"), func(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' })
	last := p.ps[len(p.ps)-1]
	if len(names) != len(p.ps) || p.ps[0].From < len(head) {
		return
	}
	rd.resume()
	before := rd.topic
	var owners []owner
	for _, n := range names {
		n = strings.Trim(n, "， ")
		switch pr := rd.names.resolve(n); {
		case pr != nil:
			owners = append(owners, rd.projectOwner(pr, ""))
		case strings.HasSuffix(n, "段") && runes(n) <= 9 && before.project != "":
			owners = append(owners, owner{kind: ProjectSubject, name: before.project + n, project: before.project + n, place: before.place})
		case isPhase(n) && before.project != "":
			o := before
			o.phase = phaseName(n)
			o.name = o.project + o.phase
			owners = append(owners, o)
		default:
			return
		}
	}
	topic := rd.topic
	for k, o := range owners {
		rd.topic = o
		rd.lifeDates(p, p.text[last.To:], rd.dateWords(p, p.ps[k]), Period{Period: p.ps[k]})
	}
	rd.topic = topic
}

func isPhase(s string) bool {
	h := phaseWords.Find(s)
	return len(h) == 1 && h[0].Start == 0 && h[0].End == len(s)
}
