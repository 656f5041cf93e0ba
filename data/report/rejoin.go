package report

func rejoin(blocks []block) []block { return blocks }
