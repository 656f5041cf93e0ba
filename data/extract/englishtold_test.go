package extract

import "testing"

func TestFirmBehindWhatItIs(t *testing.T) {
	checkEnglish(t, `Danish brewer Halvik announced on March 3 it would invest US$240 million in a lithium hydroxide (LiOH) plant in China. It has spent a total of US$90 million in China since it arrived in 1996.

The new wholly owned plant, located in Weihai, will have an initial annual capacity of 35,000 tons when it is completed in 2012.
`, []string{
		"total_investment | lithium hydroxide plant | 240000000 USD planned @March 3",
		"investment | Halvik | 90000000 USD @1996",
		"capacity | lithium hydroxide plant | 35000 tons planned",
	}, []string{
		"location | lithium hydroxide plant | China",
		"location | lithium hydroxide plant | Weihai",
		"end | lithium hydroxide plant | 2012",
	})
}

func TestHyphenatedPhases(t *testing.T) {
	checkEnglish(t, `The Luoyun yarn project started on June 4 in Hengshui at a cost of CNY 720 million.
The first-phase project has an investment of CNY 410 million. The second-phase project will begin next year with an investment of CNY 310 million.
`, []string{
		"total_investment | Luoyun yarn project | 720000000 CNY",
		"total_investment | Luoyun yarn project phase one | 410000000 CNY",
		"total_investment | Luoyun yarn project phase two | 310000000 CNY planned",
	}, []string{
		"start | Luoyun yarn project | June 4",
		"start | Luoyun yarn project phase two | next year",
	})
}

func TestPartiesThatEachHoldAShare(t *testing.T) {
	checkEnglish(t, `Merrin Oil Co and Corvia Petroleum have started building a petrochemical complex in Fujian province.
Fujian Harbour Chemicals - a joint venture between Merrin and the provincial government - will hold a 40% stake in the complex, and Corvia Petroleum and Merrin Oil Co will each own 30%.
`, []string{
		"equity_share | Fujian Harbour Chemicals | 40 % share whole planned",
		"equity_share | Corvia Petroleum | 30 % share whole planned",
		"equity_share | Merrin Oil Co | 30 % share whole planned",
	}, []string{"location | petrochemical complex | Fujian province"})
}

func TestListOfRisesWithACommaBeforeItsLastItem(t *testing.T) {
	checkEnglish(t, `Lianhai foreign trade keeps growing in H1

Lianhai City saw steady trade over the first six months of 2021. The city's actual use of foreign capital was 7.2 billion yuan ($1.1 billion) in the first half of this year.
Imports of iron ore, farm produce, and coal increased 21.5 percent, 18.2 percent, and 33.7 percent, respectively.
`, []string{
		"utilized_fdi | Lianhai City | 7200000000 CNY @first half of this year",
		"imports | Lianhai City | 21.5 % growth yoy",
		"imports | Lianhai City | 18.2 % growth yoy",
		"imports | Lianhai City | 33.7 % growth yoy",
	}, nil)
}

func TestProjectsKnownByWhoPays(t *testing.T) {
	checkEnglish(t, `One of the investments is a 9.4-billion-yuan facility funded by Zhejiang Hongdi Energy Co Ltd. The facility is expected to generate an annual output of 16 billion yuan.
Another is a 180-million-yuan project funded by Zhejiang Ruiming Tools Co Ltd.
`, []string{
		"total_investment | Zhejiang Hongdi Energy facility | 9400000000 CNY",
		"output_value | Zhejiang Hongdi Energy facility | 16000000000 CNY planned",
		"total_investment | Zhejiang Ruiming Tools project | 180000000 CNY",
	}, []string{
		"company | Zhejiang Hongdi Energy facility | Zhejiang Hongdi Energy Co Ltd.",
		"company | Zhejiang Ruiming Tools project | Zhejiang Ruiming Tools Co Ltd.",
	})
}

func TestAnotherPlantOfTheFirm(t *testing.T) {
	checkEnglish(t, `Harlow Cement to set up a cement plant in Odisha

The plant will come up at Tarapur at an investment of around Rs 12 billion.

The company will also expand its Bellary plant in Karnataka at a cost of Rs 3.1 billion. This project is expected to be commissioned in June 2021.
`, []string{
		"total_investment | cement plant | 12000000000 INR 约 planned",
		"total_investment | Bellary plant | 3100000000 INR planned",
	}, []string{
		"location | cement plant | Tarapur",
		"location | Bellary plant | Karnataka",
		"operation | Bellary plant | June 2021",
	})
}

func TestWhatIsSaidOfTimeButNoDuration(t *testing.T) {
	checkEnglish(t, `The Orvik pipeline, the first in the region in 25 years, has been in operation for 12 years. It will generate 40 megawatts of electricity. It can generate 1.9 billion kilowatt-h a year.
`, []string{
		"installed_capacity | Orvik pipeline | 40000000 W planned",
		"power_generation | Orvik pipeline | 1900000000 kWh/year",
	}, nil)
}

func TestLenderOfALoanAndAGuarantee(t *testing.T) {
	checkEnglish(t, `The Asian Development Bank (ADB) has approved funds for the Kelvar copper mine in Pakistan. ADB is contributing $210 million in loans to the Kelvar Mining Company, which owns the mine, and a $75 million partial credit guarantee.
`, []string{
		"financing | Asian Development Bank (ADB) | 210000000 USD",
		"financing | Asian Development Bank (ADB) | 75000000 USD",
	}, []string{"location | Kelvar copper mine | Pakistan"})
}
