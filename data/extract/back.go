package extract

import (
	"cmp"
	"strings"

	"wenxiang/data/vocabulary"
)

// pointBack takes 项目, 该公司, 电站 for what was named before.
func (rd *reader) pointBack(p *part, m mention) {
	word := strings.TrimLeft(m.name, "该此本其")
	switch {
	case hasAny(word, "公司", "企业"):
		if rd.lastCompany.company != "" {
			rd.topic = rd.lastCompany
		}
		return
	case word == "" || m.name == "它":
		return
	case rd.topic.kind == GroupSubject && m.phase == "":
		return
	case word == "工程" && m.phase == "" && rd.topic.kind == ProjectSubject && !strings.Contains(rd.topic.project, "工程"):
		for k := len(rd.recent) - 1; k >= 0; k-- {
			if strings.Contains(rd.recent[k].project, "工程") {
				rd.topic = rd.recent[k]
				return
			}
		}
	case strings.Contains(word, "项目") && rd.topic.kind == CompanySubject && !startsClause(p, m) && m.phase == "" && !strings.HasPrefix(m.name, "该") && !endsWithAny(p.text[:m.start], "该", "此", "这个", "这一"):
		return // 签署项目投资协议: no project yet
	case (word == "项目" || word == "工程") && m.phase == "" && m.start == 0 && rd.s.at == 0 && rd.names.main != nil && rd.topic.kind == ProjectSubject && rd.topic.project != rd.names.main.name && isPartOfWorks(rd.topic.project):
		rd.topic = rd.projectOwner(rd.names.main, rd.phaseOf(rd.names.main.name)) // 大坝枢纽工程总库容…。工程估算总投资…: of all
		rd.lastProject = rd.topic
		return
	case strings.Contains(word, "项目") || word == "工程" || hasAny(word, "规划"):
		if rd.topic.kind == ProjectSubject && m.phase != "" {
			rd.topic.phase = m.phase
			rd.topic.name = rd.topic.project + m.phase
			return
		}
		if rd.topic.kind == ProjectSubject && m.phase == "" {
			if rd.topic.named && (!rd.inPhases || rd.saidHere(rd.topic.phase)) {
				return // 平海湾风电场三期项目…。项目总装机…
			}
			if !(m.start == 0 && rd.opensWithPhase() && !startsWithAny(p.text[m.end:], "总", "共", "分", "计划总", "全部", "整体", "规划总", "累计")) { // X二期启动建设，项目将新建…
				rd.topic.phase = rd.phaseOf(rd.topic.project)
			}
			if startsWithAny(p.text[m.end:], "全部", "整体", "全面", "两期") {
				rd.topic.phase = "" // 该项目全部达产后…
			}
			rd.topic.name = rd.topic.project + rd.topic.phase
			return
		}
		if pr := rd.projectInMind(); pr != nil {
			rd.topic = rd.projectOwner(pr, cmp.Or(m.phase, rd.phaseOf(pr.name)))
			rd.lastProject = rd.topic
		}
		return
	}
	// 电站, 园区: the last project that is one, else the report's own.
	for _, o := range []owner{rd.topic, rd.lastProject} {
		if o.project != "" && (strings.Contains(o.project, word) || (word == "园区" || word == "产业园") && endsWithAny(o.project, "园", "园区", "产业港", "产业城", "智谷", "科技城", "小镇", "园项目")) {
			o.phase = cmp.Or(m.phase, rd.phaseOf(o.project))
			o.name = o.project + o.phase
			rd.topic = o
			return
		}
	}
	if main := rd.names.main; main != nil && (strings.Contains(main.name, lastRunes(word, 1)) || rd.topic.kind == PlaceSubject) && p.text[:m.start] == "" {
		rd.topic = rd.projectOwner(main, m.phase)
		rd.lastProject = rd.topic
	}
}

// opensWithPhase tells whether the sentence begins with the project in mind and one phase of it, and has named no other.
func (rd *reader) opensWithPhase() bool {
	if rd.s.at == 0 || !rd.saidHere(rd.topic.phase) {
		return false
	}
	named := false
	for k, p := range rd.s.parts[:rd.s.at] {
		for _, m := range p.mentions {
			if m.phase != "" && m.phase != rd.topic.phase {
				return false
			}
			if pr := rd.names.resolve(m.name); k == 0 && m.kind == projectMention && pr != nil && pr.name == rd.topic.project {
				named = true
			}
		}
	}
	return named
}

// saidHere tells whether the sentence has named a phase before the current clause.
func (rd *reader) saidHere(phase string) bool {
	for _, p := range rd.s.parts[:rd.s.at] {
		for _, m := range p.mentions {
			if m.phase == phase && phase != "" {
				return true
			}
		}
	}
	return false
}

// isPartOfWorks tells the names that only say which part of the works is meant: 大坝枢纽工程, 供水灌溉工程.
func isPartOfWorks(name string) bool {
	for _, w := range vocabulary.Cues("part_of_works") {
		name = strings.ReplaceAll(name, w, "")
	}
	return runes(name) == 0
}

// phaseOf is the phase that a project stands for where the report is about that phase only, or has just named it so
// (果酒二期项目 … 该项目).
func (rd *reader) phaseOf(name string) string {
	if main := rd.names.main; main != nil && main.name == name && rd.mainPhase != "" {
		return rd.mainPhase
	}
	if rd.lastProject.project == name && rd.lastProject.named && !rd.inPhases {
		return rd.lastProject.phase
	}
	return ""
}

// projectInMind is the project that 项目 or 一期 means when none is the topic: the last one named,
// the firm's, or the one that the report is about.
func (rd *reader) projectInMind() *project {
	if rd.topic.kind == CompanySubject || rd.lastProject.project == "" && rd.lastCompany.company != "" {
		firm := rd.topic.company
		if firm == "" {
			firm = rd.lastCompany.company
		}
		if pr := rd.names.projectOfFirm(firm); pr != nil {
			return pr
		}
		if pr := rd.names.projectNamedAfter(firm); pr != nil {
			return pr
		}
		if rd.lastProject.project == "" {
			m := mention{kind: projectMention, name: rd.names.shortFirm(firm) + "项目", company: firm, place: leadingPlace(firm)}
			rd.names.see(m)
			return rd.names.resolve(m.name)
		}
	}
	if rd.lastProject.project != "" {
		return rd.names.resolve(rd.lastProject.project)
	}
	return rd.names.main
}
