package vocabulary

// A Lexicon finds words of a caller's own in a text, the longest at each place and none overlapping.
// ASCII letters match in either case; a Latin word matches whole words only.
type Lexicon struct{ words *lexicon }

// NewLexicon makes a lexicon of words and the key that each stands for.
func NewLexicon(words map[string]string) *Lexicon {
	l := newLexicon()
	for word, key := range words {
		l.add(word, key)
	}
	return &Lexicon{l.ready()}
}

// Find returns the hits from left to right.
func (l *Lexicon) Find(text string) []Hit { return l.words.find(text) }
