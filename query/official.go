package query

// official answers what people ask of the reports of offices in words of their own: how a part moved the whole, how the
// larger area did, which of the parts leads, how far the plan is, how many have not begun. done is false where a question
// asks for none of these.
func (e *Engine) official(ix *index, q *question) (a Answer, from []*entry, done bool) {
	if f, done := e.pulled(ix, q); f != nil {
		return e.figureAnswer(ix, q, f), []*entry{f}, true
	} else if done {
		return e.absent(ix, q), nil, true
	}
	for _, work := range []func(*index, *question) (*result, bool){e.outerRate, e.planGap, e.notBegunYet} {
		if r, done := work(ix, q); r != nil {
			return r.answer(q), r.from, true
		} else if done {
			return e.absent(ix, q), nil, true
		}
	}
	return e.comparedParts(ix, q)
}
