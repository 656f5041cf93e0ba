package extract

// survey reads the names of the English passages.
func (er *englishReader) survey() {}

// read reads the sentence.
func (s *englishScene) read() {}
