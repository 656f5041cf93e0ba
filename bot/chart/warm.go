package chart

// Warm finds the machine's font and draws a small picture, so that the first one that somebody waits for comes as
// quickly as the others: on a disk that was not read yet, the search for a font alone takes longer than a picture.
func Warm() {
	// What could go wrong here goes wrong again, and is told, when a picture is asked for.
	_, _ = Chart{Kind: Bars, Title: sample, Subtitle: "0123456789 %.–", Unit: "亿元", Bars: []Bar{{Label: "项目"}}}.PNG()
}
