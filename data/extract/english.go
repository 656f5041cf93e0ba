package extract

import "wenxiang/data/report"

// extractEnglish reads one passage in English.
func extractEnglish(r *report.Report, section string, p report.Passage) []Fact { return nil }
