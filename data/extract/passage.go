package extract

// Sentences splits a passage into its sentences, each exactly as loaded: the quotes of the facts in it are among them.
func Sentences(passage string) []string {
	if !chinese(passage) {
		return englishSentences(passage)
	}
	var out []string
	for _, s := range sentences(passage) {
		out = append(out, s.quote)
	}
	return out
}
