package quantity

import "time"

func (s *scan) englishDate(i, floor int, ref time.Time) (st stretch, ok bool) { return st, false }
