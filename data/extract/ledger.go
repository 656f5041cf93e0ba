package extract

import "wenxiang/data/report"

func (rd *reader) ledgerRow(p report.Passage) {}
