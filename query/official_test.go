package query_test

import "testing"

// official are questions on reports as offices write them, asked in the words of those who read them: short names of places,
// parts of a measure, levels, ranks, plans. The figures are invented, and read or worked out by hand.
var official = []struct {
	name, report string
	turns        []turn
}{
	{"short names of places and periods", `平昌县2021年1—9月经济运行情况

2021年1—9月，平昌县完成固定资产投资64.2亿元，同比增长8.4%。城镇、农村居民人均可支配收入分别达到27300元、11800元，增长8.1%、9.6%。实际利用外资820万美元，增长12.5%。`, []turn{
		yes("平昌2021年前三季度固投涨了多少", "8.4%"),
		yes("平昌2021前三季度固定资产投资多少", "64.2亿元"),
		yes("巴中平昌2021年1-9月实际利用外资多少", "820万美元"),
		yes("平昌农村居民人均可支配收入有多少", "11800元"),
		no("平昌2020前三季度固定资产投资多少"),
		no("通江2021年前三季度固定资产投资多少"),
	}},
	{"levels of projects", `芷江县一季度重点项目推进情况

一季度，全县62个重点项目累计完成投资9.6亿元，完成年度计划的21.4%。其中，省重点项目8个，完成投资3.1亿元；市重点项目15个，完成投资2.7亿元；县重点项目39个，完成投资3.8亿元。`, []turn{
		yes("芷江省重点项目有几个", "8个"),
		yes("市级的呢", "15个"),
		yes("芷江县级重点项目完成投资多少", "3.8亿元"),
		yes("芷江重点项目完成投资多少", "9.6亿元"),
		no("芷江国家级重点项目有几个"),
	}},
	{"the rank of a total and that of its growth", `遂宁市上半年固定资产投资情况

上半年，遂宁市完成全社会固定资产投资388.6亿元，增长11.2%，总量和增速分别居全省第9位、第3位。`, []turn{
		yes("遂宁上半年固投总量在全省排第几", "第9位"),
		yes("那增速排第几", "第3位"),
		yes("遂宁市上半年固定资产投资增速全省第几", "第3位"),
	}},
	{"behind or ahead of the time that has passed", `桂东县1—4月重点项目

全县48个重点项目累计完成投资12.3亿元，完成年度计划的27.1%，低于序时进度6.2个百分点。其中，市重点项目6个，完成投资4.4亿元，高于序时进度3.5个百分点。`, []turn{
		yes("桂东的重点项目比序时进度慢几个点", "6.2个百分点"),
		yes("桂东市重点项目比序时进度快了几个百分点", "3.5个百分点"),
	}},
}

func TestOfficialReports(t *testing.T) {
	for _, c := range official {
		t.Run(c.name, func(t *testing.T) { holdTurns(t, textEngine(t, c.report), c.turns) })
	}
}
