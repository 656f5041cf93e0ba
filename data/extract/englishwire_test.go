package extract

import (
	"strings"
	"testing"
)

func TestMillWhoseModifiersAreJoined(t *testing.T) {
	checkEnglish(t, `SWEDISH FIRM IN PULP VENTURE

  <Almvik Skog AB> and a Guangxi company agreed to build a 210 mln
  dlr pulp and board mill at Qinzhou, officials said.
      Guangxi Timber Corp will take 55 pct of the venture, <Beibu Board
  Co Ltd>, and Almvik 35 pct. The remaining 10 pct will go to the
  bank's trust arm.
      Construction will begin in the third quarter of 1989 and take four
  years. A third of its output will be exported.
      Talks began in March 1986. Chinese imports of pulp rose to 640,000
  tonnes in 1987 from 510,000 in 1986.
`, []string{
		"total_investment | pulp and board mill | 210000000 USD",
		"equity_share | Guangxi Timber Corp | 55 % share whole planned",
		"equity_share | Almvik Skog AB | 35 % share whole planned",
		"equity_share | bank's trust arm | 10 % share whole",
		"duration | pulp and board mill | 4 years planned",
		"(share exported) | pulp and board mill | 33.3 % 约 share whole planned",
		"imports | China | 640000 tonnes @1987",
		"imports | China | 510000 tonnes prior @1986",
	}, nil)
}

func TestStagesThenTheWhole(t *testing.T) {
	checkEnglish(t, `Qingsha Wind Base

The Qingsha Wind Base is a wind farm in Jiuquan, northwest China. Stage one (50 MW) was completed in 2011 and stage two (150 MW) in 2015. The total cost was 1.6 billion yuan, of which the storage station accounted for 90 million yuan, and occupies about 26 hectares. The base generates roughly 430 GWh of electricity per year.
`, []string{
		"installed_capacity | Qingsha Wind Base phase one | 50000000 W",
		"installed_capacity | Qingsha Wind Base phase two | 150000000 W",
		"total_investment | Qingsha Wind Base | 1600000000 CNY",
		"total_investment | storage station | 90000000 CNY part",
		"land_area | Qingsha Wind Base | 260000 m2 约",
		"power_generation | Qingsha Wind Base | 430 GWh/year 约",
	}, nil)
}

func TestPhasesToldByTheirNumber(t *testing.T) {
	checkEnglish(t, `Yichang lands battery plant

YICHANG -- Yichang in central China's Hubei Province signed an agreement on Monday with Ningbo Haorui Energy to build a cathode and separator plant. The company plans to invest 4.5 billion yuan in two phases: 2.7 billion yuan in the first and 1.8 billion yuan in the second. The first phase, covering 240 mu, will create over 900 jobs.
`, []string{
		"total_investment | cathode and separator plant | 4500000000 CNY planned",
		"(phases) | cathode and separator plant | 2 phases planned",
		"total_investment | cathode and separator plant phase one | 2700000000 CNY planned",
		"total_investment | cathode and separator plant phase two | 1800000000 CNY planned",
		"land_area | cathode and separator plant phase one | 160000 m2",
		"jobs | cathode and separator plant phase one | 900 jobs 超 planned",
	}, []string{"company | cathode and separator plant | Ningbo Haorui Energy"})
}

func TestLendersWithoutAName(t *testing.T) {
	checkEnglish(t, `HUNAN TO BUILD POLYESTER PLANT

  Hunan province will start building a 900 mln yuan polyester plant at
  Yueyang in April.
      A French bank syndicate is lending 60 mln francs for imported
  equipment and the provincial government will put up 310 mln yuan.
`, []string{
		"total_investment | polyester plant | 900000000 CNY planned",
		"financing | French bank syndicate | 60000000 FRF",
		"financing | provincial government | 310000000 CNY planned",
	}, nil)
}

func TestPartsOfASumAndOfPeople(t *testing.T) {
	checkEnglish(t, `Corvane Tools picks Marlow County for plant

Corvane Tools will invest $210 million in a gearbox plant in Marlow County. The state is providing $24 million in incentives, including $9 million for road work and $4 million for training. Average pay will be $61,500 a year. The plant will employ 430 people, of whom 120 are engineers.
`, []string{
		"total_investment | gearbox plant | 210000000 USD planned",
		"financing | state | 24000000 USD",
		"financing | state | 9000000 USD part",
		"financing | state | 4000000 USD part",
		"(Average pay) | gearbox plant | 61500 USD/year planned",
		"jobs | gearbox plant | 430 people planned",
		"jobs | gearbox plant | 120 people part planned",
	}, nil)
}

func TestAgencyDayWithoutAYear(t *testing.T) {
	_, words := englishFacts(t, `Hydropower station under construction

GUIYANG, Oct. 14 -- Construction of a pumped-storage power station started Tuesday in Zunyi, southwest China's Guizhou Province. Industrial output in Guizhou rose 6.1 percent in the first three quarters of 2025. The station is due to be completed in June 2031.
`)
	for _, want := range []string{
		"start | pumped-storage power station | Tuesday, October 14, 2025",
		"location | pumped-storage power station | Zunyi",
	} {
		found := false
		for _, w := range words {
			found = found || strings.HasPrefix(w, want)
		}
		if !found {
			t.Errorf("missing %q in %q", want, words)
		}
	}
}

func TestASecondWorksIsNotTheFirst(t *testing.T) {
	checkEnglish(t, `MALAYSIA TO BUILD SECOND STEELWORKS

  The cabinet approved plans for a second direct-reduction plant in
  Terengganu costing about 800 mln ringgit, a spokesman said.
      The plant will produce 600,000 tonnes a year of iron when it is
  completed in 1992.
      Malaysia's first plant, in Labuan, opened in 1984. It cost 560 mln
  ringgit, up from an original estimate of 480 mln.
`, []string{
		"total_investment | second direct-reduction plant | 800000000 MYR 约 planned",
		"capacity | second direct-reduction plant | 600000 tonnes/year planned",
		"total_investment | Malaysia first plant | 560000000 MYR",
		"total_investment | Malaysia first plant | 480000000 MYR prior",
	}, nil)
}

func TestDescriptionAndNameAreOneMine(t *testing.T) {
	checkEnglish(t, `CHILE, FINNISH FIRM TO DEVELOP COPPER MINE

  Chile and a Finnish company signed a contract to develop an underground
  copper mine in Atacama at a cost of 240 mln dlrs, officials said.
      The Quebrada Azul mine, in the north of the region, will have an
  annual capacity of 90,000 tonnes when it is completed in 1991.
      <Kalevala Metals Oy> of Turku will hold 30 pct of the venture. The
  two sides began talks in May 1986. The contract runs for 20 years.
`, []string{
		"total_investment | Quebrada Azul mine | 240000000 USD",
		"capacity | Quebrada Azul mine | 90000 tonnes planned",
		"equity_share | Kalevala Metals Oy | 30 % share whole planned",
		"(contract term) | Quebrada Azul mine | 20 years",
	}, []string{"end | Quebrada Azul mine | 1991"})
}

func TestBusinessYears(t *testing.T) {
	got, _ := englishFacts(t, `Norhaven Paper results

Norhaven Paper Ltd reported net profit of 12.4 mln stg for the year to March 1988 on sales of 190 mln stg. It said it will spend 18 mln stg on upgrading its Leith board mill.
`)
	want := []string{
		"profit | Norhaven Paper Ltd | 12400000 GBP @year to March 1988",
		"sales | Norhaven Paper Ltd | 190000000 GBP @year to March 1988",
		"total_investment | Leith board mill upgrade | 18000000 GBP planned",
	}
	for k, line := range want {
		if k >= len(got) || got[k] != line {
			t.Errorf("figures %q, want %q", got, want)
			break
		}
	}
}

func TestWhoWonAndWhoRuns(t *testing.T) {
	_, words := englishFacts(t, `Lower Sabor Irrigation Project -- Summary

Country: Malawi. The implementing agency is the Shire Basin Board. The canal contract was awarded to Kestrel-Nyasa Builders for USD 31 million in May 2023.
`)
	for _, want := range []string{
		"location | Lower Sabor Irrigation Project | Malawi",
		"company | Lower Sabor Irrigation Project | Shire Basin Board",
		"company | Lower Sabor Irrigation Project | Kestrel-Nyasa Builders",
	} {
		found := false
		for _, w := range words {
			found = found || w == want
		}
		if !found {
			t.Errorf("missing %q in %q", want, words)
		}
	}
}
