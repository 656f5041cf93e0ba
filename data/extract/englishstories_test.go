package extract

import "testing"

// One mill is closed and another gets a machine: the posts that go are no posts made, and the place of the
// one is not that of the other.
func TestMillClosedAndMillExpanded(t *testing.T) {
	checkEnglish(t, `CANADA'S NORBEC TO CLOSE MILL, EXPAND ANOTHER
  <Norbec Paper Inc> said it will close its newsprint mill at
  Chandler with the loss of 310 jobs and spend 85 mln Canadian
  dlrs on a new machine at its Trois-Pistoles mill.
      The machine will raise capacity at Trois-Pistoles to 260,000
  tonnes a year from 175,000 by the end of 1989 and create 60
  jobs.
      Norbec had net profit of 18.2 mln dlrs in the year to
  September 30, compared with 11.5 mln a year earlier, on sales of
  402 mln dlrs.
`, []string{
		"jobs | newsprint mill | 310 jobs planned",
		"investment | Norbec Paper Inc | 85000000 CAD planned",
		"capacity | Trois-Pistoles mill | 260000 tonnes/year planned @by the end of 1989",
		"capacity | Trois-Pistoles mill | 175000 tonnes/year prior planned",
		"jobs | Norbec Paper Inc | 60 jobs planned @by the end of 1989",
		"profit | Norbec Paper Inc | 18200000 USD @year to September 30",
		"profit | Norbec Paper Inc | 11500000 USD prior",
		"sales | Norbec Paper Inc | 402000000 USD @year to September 30",
	}, nil)
}

// Several plants of one kind: each figure belongs to the plant that an ordinal and a place pick out, the
// combined cost to all of them.
func TestThreePowerStationsOfOneStory(t *testing.T) {
	checkEnglish(t, `THAILAND PLANS THREE GAS-FIRED POWER STATIONS
  Thailand will build three gas-fired power stations by 1995 at
  a combined cost of 1.9 billion dlrs, the state electricity
  authority said.
      The first, at Nam Phong, will have a capacity of 600
  megawatts and cost 540 mln dlrs. The second, at Sai Noi, is to
  be completed in 1993 and will cost 620 mln dlrs.
      The third, at Wang Noi, will be the largest with 900
  megawatts.
      Thailand's peak demand rose 11.2 pct to 5,444 megawatts in
  1987.
`, []string{
		"stations_stops | Thailand | 3 stations planned @by 1995",
		"total_investment | gas-fired power stations | 1900000000 USD planned",
		"installed_capacity | Nam Phong gas-fired power station | 600000000 W planned",
		"total_investment | Nam Phong gas-fired power station | 540000000 USD planned",
		"total_investment | Sai Noi gas-fired power station | 620000000 USD planned",
		"installed_capacity | Wang Noi gas-fired power station | 900000000 W planned",
		"(Thailand's peak demand) | Thailand | 11.2 % growth yoy @1987",
		"(Thailand's peak demand) | Thailand | 5444000000 W @1987",
	}, []string{
		"end | Sai Noi gas-fired power station | 1993",
	})
}

// An article on one works: what it is called after "is a" is the works itself, a furnace is a part of it.
func TestArticleOnSteelWorks(t *testing.T) {
	checkEnglish(t, `Karoma Steel Works

Karoma Steel Works is an integrated steel plant in Kigoma, Tanzania. It was built between 1978 and 1982 at a cost of US$340 million and went into operation in March 1982. The plant covers 620 hectares and employs 4,100 people.
In 2006 the plant was sold to Indian company Bharat Ispat Ltd for US$75 million. Bharat Ispat holds 80 percent of the shares, the Tanzanian government 20 percent.
The plant has two blast furnaces with a combined capacity of 1.2 million tonnes of pig iron a year. A third blast furnace with a capacity of 900,000 tonnes is under construction and is expected to be completed in 2026 at a cost of US$410 million.
In 2022 it produced 870,000 tonnes of crude steel.
`, []string{
		"total_investment | Karoma Steel Works | 340000000 USD",
		"land_area | Karoma Steel Works | 6200000 m2",
		"jobs | Karoma Steel Works | 4100 people",
		"(price for which it was sold) | Karoma Steel Works | 75000000 USD @2006",
		"equity_share | Bharat Ispat Ltd | 80 % share whole",
		"equity_share | Tanzanian government | 20 % share whole",
		"(blast furnaces) | Karoma Steel Works | 2 furnaces",
		"capacity | Karoma Steel Works | 1200000 tonnes/year",
		"capacity | Karoma Steel Works third blast furnace | 900000 tonnes",
		"total_investment | Karoma Steel Works third blast furnace | 410000000 USD planned",
		"(output of crude steel) | Karoma Steel Works | 870000 tonnes @2022",
	}, []string{
		"location | Karoma Steel Works | Kigoma, Tanzania",
		"operation | Karoma Steel Works | March 1982",
		"end | Karoma Steel Works third blast furnace | 2026",
	})
}

// A port: lenders in brackets, and who runs it without a legal form.
func TestArticleOnPort(t *testing.T) {
	checkEnglish(t, `Port of Lavanga

The Port of Lavanga is a deep-water port on the east coast of Madagascar. It has a quay of 1,250 metres and handled 3.4 million tonnes of cargo and 410,000 TEU in 2021.
The second phase of the port, costing EUR 215 million, began in October 2019 and was opened in June 2022. It was financed by the European Investment Bank (EUR 120 million) and the government (EUR 95 million).
The port is operated by Oceanline Terminals, which holds a 30-year concession.
`, []string{
		"(length) | Port of Lavanga | 1250 m",
		"(output of cargo) | Port of Lavanga | 3400000 tonnes",
		"(TEU) | Port of Lavanga | 410000 TEU @2021",
		"total_investment | Port of Lavanga phase two | 215000000 EUR",
		"financing | European Investment Bank | 120000000 EUR",
		"financing | government | 95000000 EUR",
	}, []string{
		"start | Port of Lavanga phase two | October 2019",
		"operation | Port of Lavanga phase two | June 2022",
		"company | Port of Lavanga | Oceanline Terminals",
	})
}

// A prefecture's figures: a list told respectively, parts of what was counted, a share after a growth.
func TestPrefectureInThreeQuarters(t *testing.T) {
	checkEnglish(t, `Economic performance of Linhe Prefecture in the first three quarters of 2023

In the first three quarters, fixed-asset investment in Linhe grew 9.4 percent year on year, 2.3 percentage points above the provincial average. Investment in the primary, secondary and tertiary industries rose 12.1 percent, 15.6 percent and 4.8 percent, respectively.
The prefecture started 96 major projects with a total investment of 38.7 billion yuan, including 41 industrial projects worth 22.4 billion yuan. Of them, 12 were completed by the end of September.
Private investment increased 6.3 percent and accounted for 58.2 percent of the total.
`, []string{
		"fixed_asset_investment | Linhe Prefecture | 9.4 % growth yoy @first three quarters",
		"fixed_asset_investment | Linhe Prefecture | 2.3 pp gap province @first three quarters",
		"primary_investment | Linhe Prefecture | 12.1 % growth yoy @2023",
		"secondary_investment | Linhe Prefecture | 15.6 % growth yoy @2023",
		"tertiary_investment | Linhe Prefecture | 4.8 % growth yoy @2023",
		"project_count | major projects | 96 projects started @2023",
		"total_investment | major projects | 38700000000 CNY started @2023",
		"project_count | industrial projects | 41 projects part started @2023",
		"total_investment | industrial projects | 22400000000 CNY part started @2023",
		"project_count | major projects completed by the end of September | 12 projects part started",
		"private_investment | Linhe Prefecture | 6.3 % growth yoy @2023",
		"private_investment | Linhe Prefecture | 58.2 % share whole @2023",
	}, nil)
}

// Foreign investors of a province: each country has its own number, a range is one figure, and the parks'
// area is not the plant's.
func TestForeignInvestorsOfProvince(t *testing.T) {
	checkEnglish(t, `Bac Lam lures foreign investors

The central province of Bac Lam granted investment certificates to 31 new FDI projects worth $428 million in the first nine months of 2024, the provincial People's Committee said. Total registered FDI thus reached $524.5 million, up 18.6 percent against the same period last year.
Singapore led with 9 projects worth $187 million, followed by China with 8 and Japan with 5.
The largest project is a $150 million electronics plant of Hoshino Vietnam in Song Cong Industrial Park, which will employ 3,000 to 3,500 workers from 2026.
Bac Lam has 14 industrial parks covering 3,200 hectares, with an occupancy rate of 64 percent.
`, []string{
		"project_count | new FDI projects | 31 projects",
		"total_investment | new FDI projects | 428000000 USD @first nine months of 2024",
		"utilized_fdi | Bac Lam | 524500000 USD @first nine months of 2024",
		"utilized_fdi | Bac Lam | 18.6 % growth yoy @first nine months of 2024",
		"project_count | projects from Singapore | 9 projects",
		"total_investment | projects from Singapore | 187000000 USD",
		"project_count | projects from China | 8 projects",
		"project_count | projects from Japan | 5 projects",
		"total_investment | electronics plant | 150000000 USD",
		"jobs | electronics plant | 3000..3500 workers planned",
		"new_parks | Bac Lam | 14 parks",
		"(area of industrial parks) | Bac Lam | 32000000 m2",
		"utilisation_rate | Bac Lam | 64 %",
	}, nil)
}

// A firm without a legal form tells of its plant and of itself.
func TestPressReleaseOfFirm(t *testing.T) {
	checkEnglish(t, `Velmark Energy to build green hydrogen plant in Esbjerg

Velmark Energy today announced plans to build a 350 MW green hydrogen plant in Esbjerg, Denmark, with an investment of EUR 620 million. The plant will produce 38,000 tonnes of hydrogen a year and create 400 jobs during construction and 85 permanent jobs.
Velmark will own 60% of the project, while Nordhavn Pension will hold the remaining 40%.
The European Commission granted EUR 94 million from its Innovation Fund.
Velmark Energy had revenue of EUR 2.3 billion in 2023, up from EUR 1.9 billion in 2022, and employs 5,200 people in 14 countries.
`, []string{
		"installed_capacity | hydrogen plant | 350000000 W planned",
		"total_investment | hydrogen plant | 620000000 EUR planned",
		"capacity | hydrogen plant | 38000 tonnes/year planned",
		"jobs | hydrogen plant | 400 jobs planned",
		"jobs | hydrogen plant | 85 jobs planned",
		"equity_share | Velmark Energy | 60 % share whole planned",
		"equity_share | Nordhavn Pension | 40 % share whole planned",
		"financing | European Commission | 94000000 EUR",
		"revenue | Velmark Energy | 2300000000 EUR @2023",
		"revenue | Velmark Energy | 1900000000 EUR prior @2022",
		"jobs | Velmark Energy | 5200 people",
		"(countries) | Velmark Energy | 14 countries",
	}, nil)
}

// Two plants of one kind in one release; what is added later is not what a plant cost.
func TestTwoPlantsOfOneRelease(t *testing.T) {
	checkEnglish(t, `Sanford Foods Opens Two Plants in Ohio

Sanford Foods opened two plants in Ohio this month. The Lima plant, a 420,000-square-foot frozen meals factory, cost $185 million and employs 350 people. The Marion plant cost $92 million and has 140 employees.
The company said it would invest a further $60 million in Marion by 2026. The state contributed $8.5 million in tax credits.
`, []string{
		"(plants) | Sanford Foods | 2 plants",
		"floor_area | Lima plant | 39019.2768 m2",
		"total_investment | Lima plant | 185000000 USD",
		"jobs | Lima plant | 350 people",
		"total_investment | Marion plant | 92000000 USD",
		"workers | Marion plant | 140 employees",
		"investment | Sanford Foods | 60000000 USD planned @by 2026",
		"financing | state | 8500000 USD",
	}, nil)
}

// An announcement of a listed company: "the Company" is whom the bracket names.
func TestExchangeAnnouncement(t *testing.T) {
	checkEnglish(t, `ANNOUNCEMENT - DISCLOSEABLE TRANSACTION

Jinwan Holdings Limited (the "Company") announces that on 12 March 2021 its subsidiary Jinwan Wind Power Co., Ltd. entered into a construction contract with Haiyue Engineering Co., Ltd. for the construction of a 100 MW wind farm in Zhangbei County at a contract price of RMB 486.5 million.
The total investment in the project is estimated at RMB 812 million, of which 20 per cent will be funded by internal resources and 80 per cent by bank loans. The wind farm consists of 40 turbines of 2.5 MW each. Construction is expected to be completed before 31 December 2021.
The registered capital of Jinwan Wind Power is RMB 165 million. The Company holds 70% of its equity interest and Zhangbei State Assets Investment Co., Ltd. holds 30%.
`, []string{
		"installed_capacity | wind farm | 100000000 W",
		"contract_value | Jinwan Wind Power Co., Ltd. | 486500000 CNY @12 March 2021",
		"total_investment | wind farm | 812000000 CNY 约",
		"(share funded by internal resources) | wind farm | 20 % share whole",
		"(share funded by bank loans) | wind farm | 80 % share whole planned",
		"units | wind farm | 40 turbines",
		"(size of each turbine) | wind farm | 2500000 W",
		"registered_capital | Jinwan Wind Power Co., Ltd. | 165000000 CNY",
		"equity_share | Jinwan Holdings Limited | 70 % share whole",
		"equity_share | Zhangbei State Assets Investment Co., Ltd. | 30 % share whole",
	}, []string{
		"end | wind farm | before 31 December 2021",
	})
}

// A mining company decides: a partner with its country behind its name, an earlier year in a bracket.
func TestInvestmentDecisionOfMine(t *testing.T) {
	checkEnglish(t, `Orvik Mining ASA: Final investment decision for the Tana copper mine

The Board of Orvik Mining ASA has approved the development of the Tana copper mine in Finnmark, Norway. Capital expenditure is estimated at NOK 5.4 billion, of which NOK 1.1 billion has been spent to date. The mine will produce 28,000 tonnes of copper per year.
Orvik owns 75 per cent of the mine. Its partner Kanda Metals of Japan owns 25 per cent.
In the first quarter the group reported revenue of NOK 890 million (2023: NOK 760 million) and operating profit of NOK 145 million.
`, []string{
		"total_investment | Tana copper mine | 5400000000 NOK 约",
		"(spent to date) | Tana copper mine | 1100000000 NOK",
		"capacity | Tana copper mine | 28000 tonnes/year planned",
		"equity_share | Orvik Mining ASA | 75 % share whole",
		"equity_share | Kanda Metals | 25 % share whole",
		"revenue | Orvik Mining ASA | 890000000 NOK @first quarter",
		"revenue | Orvik Mining ASA | 760000000 NOK prior @2023",
		"profit | Orvik Mining ASA | 145000000 NOK @first quarter",
	}, nil)
}

// A fact sheet: the title names the project, numbered components are parts of it.
func TestFactSheetWithComponents(t *testing.T) {
	checkEnglish(t, `Lumbini Rural Roads Improvement Project

Country: Nepal. Total cost: US$148 million. World Bank financing: US$110 million. Government contribution: US$38 million. Approved: 23 May 2018. Closing date: 30 June 2024.
The project upgraded 640 km of rural roads and built 85 bridges in 12 districts, benefiting 1.3 million people.
Component 1: Road upgrading (US$112.5 million). Component 2: Bridge construction (US$24.0 million). Component 3: Project management (US$11.5 million).
As of December 2023, US$121.6 million had been disbursed.
`, []string{
		"total_investment | Lumbini Rural Roads Improvement Project | 148000000 USD",
		"financing | World Bank | 110000000 USD",
		"(Government contribution) | Lumbini Rural Roads Improvement Project | 38000000 USD",
		"road_length | Lumbini Rural Roads Improvement Project | 640000 m",
		"bridges_tunnels | Lumbini Rural Roads Improvement Project | 85 bridges",
		"(districts) | Lumbini Rural Roads Improvement Project | 12 districts",
		"(people) | Lumbini Rural Roads Improvement Project | 1300000 people",
		"total_investment | Lumbini Rural Roads Improvement Project Road upgrading | 112500000 USD",
		"total_investment | Lumbini Rural Roads Improvement Project Bridge construction | 24000000 USD",
		"total_investment | Lumbini Rural Roads Improvement Project Project management | 11500000 USD",
		"(disbursed) | Lumbini Rural Roads Improvement Project | 121600000 USD @December 2023",
	}, []string{
		"approved | Lumbini Rural Roads Improvement Project | 23 May 2018",
		"end | Lumbini Rural Roads Improvement Project | 30 June 2024",
	})
}

// A region's bulletin: the region of the title owns what no project owns.
func TestRegionalBulletin(t *testing.T) {
	checkEnglish(t, `Westmark regional investment review, 2020

Capital expenditure in the region totalled GBP 1.46 billion in 2020, an increase of 3.2 per cent on 2019. Public investment fell by 5.1 per cent to 410 million pounds.
The agency expects growth in capital expenditure of between 2 and 3 per cent in 2021.
`, []string{
		"investment | Westmark | 1460000000 GBP @2020",
		"investment | Westmark | 3.2 % growth yoy @2020",
		"investment | Westmark | -5.1 % growth yoy @2020",
		"investment | Westmark | 410000000 GBP @2020",
		"investment | Westmark | 2..3 % growth yoy @2021",
	}, nil)
}
