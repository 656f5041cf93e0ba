package extract

// statements reads what a sentence says besides figures.
func (rd *reader) statements() {}
