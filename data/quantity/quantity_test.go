package quantity

import "testing"

func TestFindReadsAnAmount(t *testing.T) {
	q, err := Parse("总投资10.85亿元")
	if err != nil || q.Value.String() != "1085000000" || q.Unit != "CNY" {
		t.Fatalf("got %+v, %v", q, err)
	}
}
