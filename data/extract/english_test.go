package extract

import (
	"fmt"
	"strings"
	"testing"

	"wenxiang/data/report"
)

// englishFacts reads a text as a report and shows its facts, one a line: the measure, whose it is
// (with the project's firm in brackets), the value with unit and rate, and the role when it is no level.
func englishFacts(t *testing.T, text string) (figures, words []string) {
	t.Helper()
	r, err := report.ReadBytes("report.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Extract(r) {
		owner := f.Subject
		if f.Kind != QuantityFact {
			words = append(words, fmt.Sprintf("%s | %s | %s", f.Metric, owner, f.Text))
			continue
		}
		key := f.Metric
		if key == "" {
			key = "(" + f.Label + ")"
		}
		value := f.Value.String()
		if f.Max != nil {
			value += ".." + f.Max.String()
		}
		line := fmt.Sprintf("%s | %s | %s %s", key, owner, value, f.Unit)
		if f.Per != "" {
			line += "/" + f.Per
		}
		if f.Approx != "" {
			line += " " + f.Approx
		}
		if f.Role != Level {
			line += " " + string(f.Role)
			if f.Base != "" && f.Role != Rank {
				line += " " + f.Base
			}
		}
		if f.Modality != Actual {
			line += " " + string(f.Modality)
		}
		if f.Scope.Min != nil {
			line += " min " + f.Scope.Min.String()
		}
		if f.Scope.Status != "" {
			line += " " + f.Scope.Status
		}
		if f.Period.Words != "" {
			line += " @" + f.Period.Words
		}
		figures = append(figures, line)
		if !strings.Contains(text, f.Quote) && !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(f.Quote), " ")) {
			t.Errorf("the quote is not in the text: %q", f.Quote)
		}
	}
	return figures, words
}

// checkEnglish compares all figures of a text, and looks for words among its other facts.
func checkEnglish(t *testing.T, text string, figures, words []string) {
	t.Helper()
	got, other := englishFacts(t, text)
	if a, b := strings.Join(got, "\n  "), strings.Join(figures, "\n  "); a != b {
		t.Errorf("figures\n  %s\nwant\n  %s", a, b)
	}
	for _, w := range words {
		if !strings.Contains("\n"+strings.Join(other, "\n")+"\n", "\n"+w+"\n") {
			t.Errorf("missing %q in\n  %s", w, strings.Join(other, "\n  "))
		}
	}
}

func TestAgencyReportOfAFactory(t *testing.T) {
	checkEnglish(t, `THAI FIRM TO BUILD CEMENT WORKS IN LAOS

  Siam Northern Cement Co said it will invest 120 mln dlrs to build a
  cement plant in Vientiane province, Laos.
      The plant, with an annual capacity of 800,000 tonnes, is expected
  to start production in the second half of 1991 and will employ about
  600 workers.
      Work on the site started in March and is due for completion by
  end-1990, chairman Somchai Rattana told reporters.
      Siam Northern will hold 70 pct of the venture, Lao Cement
  Industries Ltd, and the Lao government the remaining 30 pct.
      Laos imported 210,000 tonnes of cement last year, up from 180,000
  tonnes in 1988, he added.
`, []string{
		"total_investment | cement plant | 120000000 USD planned",
		"capacity | cement plant | 800000 tonnes",
		"jobs | cement plant | 600 workers 约 planned",
		"equity_share | Siam Northern Cement Co | 70 % share whole planned",
		"equity_share | Lao government | 30 % share whole planned",
		"imports | Laos | 210000 tonnes @last year",
		"imports | Laos | 180000 tonnes prior @1988",
	}, []string{
		"location | cement plant | Vientiane province, Laos",
		"operation | cement plant | second half of 1991",
		"start | cement plant | March",
		"end | cement plant | by end-1990",
	})
}

func TestFirmsOwnPageWithTwoPhases(t *testing.T) {
	checkEnglish(t, `Green Harbour Paper (Pakistan) Ltd.

Founded in March 2016, Green Harbour Paper (Pakistan) Ltd. is a subsidiary of Shandong Harbour Paper Group and is headquartered in Karachi, Pakistan.
The company is building a paper mill in two phases. The first phase, located in Port Qasim, covers an area of 42 hectares and has an investment of US$180 million. It was put into operation in May 2019 and created 1,150 local jobs.
The second phase will be built in Hub and is expected to be completed by the end of 2027. It will cost about US$250 million.
In 2023 the company's revenue reached US$96 million, an increase of 12.4 percent over the previous year.
`, []string{
		"(phases) | Green Harbour Paper (Pakistan) Ltd. | 2 phases",
		"land_area | paper mill phase one | 420000 m2",
		"total_investment | paper mill phase one | 180000000 USD",
		"jobs | paper mill phase one | 1150 jobs",
		"total_investment | paper mill phase two | 250000000 USD 约 planned",
		"revenue | Green Harbour Paper (Pakistan) Ltd. | 96000000 USD @2023",
		"revenue | Green Harbour Paper (Pakistan) Ltd. | 12.4 % growth yoy @2023",
	}, []string{
		"founded | Green Harbour Paper (Pakistan) Ltd. | March 2016",
		"parent | Green Harbour Paper (Pakistan) Ltd. | Shandong Harbour Paper Group",
		"location | Green Harbour Paper (Pakistan) Ltd. | Karachi, Pakistan",
		"location | paper mill phase one | Port Qasim",
		"location | paper mill phase two | Hub",
		"operation | paper mill phase one | May 2019",
		"end | paper mill phase two | by the end of 2027",
	})
}

func TestGovernmentReportInEnglish(t *testing.T) {
	checkEnglish(t, `Siping speeds up project construction (2022)

In the first ten months of this year, Siping completed fixed-asset investment of 18.384 billion yuan, up 2.6 percent year on year and 7.7 percentage points above the provincial average.
Siping has started 279 projects of 50 million yuan or more, with a total investment of 84.46 billion yuan, including 167 projects of 100 million yuan or more with a total investment of 77.23 billion yuan.
The city newly started 134 projects of 50 million yuan or more, accounting for 48 percent of the total.
The Dongfeng Road project is being built by Siping Shengping State Capital Group at a cost of 91.6453 million yuan.
`, []string{
		"fixed_asset_investment | Siping | 18384000000 CNY @first ten months of this year",
		"fixed_asset_investment | Siping | 2.6 % growth yoy @first ten months of this year",
		"fixed_asset_investment | Siping | 7.7 pp gap province @first ten months of this year",
		"project_count | projects of 50 million yuan or more | 279 projects min 50000000 started @2022",
		"total_investment | projects of 50 million yuan or more | 84460000000 CNY min 50000000 started @2022",
		"project_count | projects of 100 million yuan or more | 167 projects part min 100000000 started @2022",
		"total_investment | projects of 100 million yuan or more | 77230000000 CNY part min 100000000 started @2022",
		"project_count | projects of 50 million yuan or more | 134 projects min 50000000 new_start @2022",
		"project_count | projects of 50 million yuan or more | 48 % share whole min 50000000 new_start @2022",
		"total_investment | Dongfeng Road project | 91645300 CNY",
	}, []string{
		"company | Dongfeng Road project | Siping Shengping State Capital Group",
		"status | Dongfeng Road project | being built",
	})
}

func TestVentureWithTwoPartners(t *testing.T) {
	checkEnglish(t, `SOVIET UNION, ITALIAN GROUP IN FERTILISER VENTURE

    Italy's Montefluoro SpA and the Soviet Ministry of Chemical Industry
  set up a joint venture to produce fertilisers, the agency said.
    The 500 mln rouble complex, to be built at Odessa on the Black Sea,
  will employ 2,300 people. Montefluoro has a 49 pct share and the
  Soviet side 51 pct.
    The first stage of the complex is already under construction.
`, []string{
		"total_investment | fertiliser venture | 500000000 RUB",
		"jobs | fertiliser venture | 2300 people planned",
		"equity_share | Montefluoro SpA | 49 % share whole",
		"equity_share | Soviet side | 51 % share whole",
	}, []string{
		"location | fertiliser venture | Odessa",
		"status | fertiliser venture phase one | under construction",
	})
}

func TestParkWithPhases(t *testing.T) {
	checkEnglish(t, `Jinhe New Energy Vehicle Industrial Park

The Jinhe New Energy Vehicle Industrial Park is located in Tongling Economic Development Zone, Anhui Province. With a planned land area of 1,200 mu and a floor area of 680,000 square meters, it has a total planned investment of 5.6 billion yuan.
The first phase has an investment of 2.1 billion yuan and an annual capacity of 60,000 vehicles. It was completed and put into operation in August 2021. The second phase, with an investment of 1.8 billion yuan, started construction in March 2022 and is scheduled for completion in June 2024.
When fully operational, the park is expected to achieve annual output value of 12 billion yuan, pay 600 million yuan in taxes and create more than 4,500 jobs.
`, []string{
		"land_area | Jinhe New Energy Vehicle Industrial Park | 800000 m2",
		"floor_area | Jinhe New Energy Vehicle Industrial Park | 680000 m2",
		"total_investment | Jinhe New Energy Vehicle Industrial Park | 5600000000 CNY",
		"total_investment | Jinhe New Energy Vehicle Industrial Park phase one | 2100000000 CNY",
		"capacity | Jinhe New Energy Vehicle Industrial Park phase one | 60000 vehicles",
		"total_investment | Jinhe New Energy Vehicle Industrial Park phase two | 1800000000 CNY",
		"output_value | Jinhe New Energy Vehicle Industrial Park | 12000000000 CNY planned",
		"tax | Jinhe New Energy Vehicle Industrial Park | 600000000 CNY planned",
		"jobs | Jinhe New Energy Vehicle Industrial Park | 4500 jobs 超 planned",
	}, []string{
		"location | Jinhe New Energy Vehicle Industrial Park | Tongling Economic Development Zone, Anhui Province",
		"operation | Jinhe New Energy Vehicle Industrial Park phase one | August 2021",
		"end | Jinhe New Energy Vehicle Industrial Park phase one | August 2021",
		"start | Jinhe New Energy Vehicle Industrial Park phase two | March 2022",
		"end | Jinhe New Energy Vehicle Industrial Park phase two | June 2024",
	})
}

func TestPowerStation(t *testing.T) {
	checkEnglish(t, `Neelam Hydropower Station

The Neelam Hydropower Station on the Jhelum River in Azad Kashmir, Pakistan, has an installed capacity of 720 MW, consisting of four 180-MW units. Investment totals about 1.74 billion U.S. dollars. Construction began on December 1, 2016, and the plant went into full commercial operation on June 29, 2022. It generates 3.2 billion kWh a year. At the peak of construction it employed 5,000 local workers. China Three Rivers South Asia Investment Ltd owns 93 percent of the station.
`, []string{
		"installed_capacity | Neelam Hydropower Station | 720000000 W",
		"(size of each unit) | Neelam Hydropower Station | 180000000 W",
		"total_investment | Neelam Hydropower Station | 1740000000 USD 约",
		"power_generation | Neelam Hydropower Station | 3200000000 kWh/year",
		"jobs | Neelam Hydropower Station | 5000 workers",
		"equity_share | China Three Rivers South Asia Investment Ltd | 93 % share whole",
	}, []string{
		"start | Neelam Hydropower Station | December 1, 2016",
		"operation | Neelam Hydropower Station | June 29, 2022",
	})
}

func TestCityEconomy(t *testing.T) {
	checkEnglish(t, `City economy holds steady in first half

GDP of Luoyang reached 301.2 billion yuan in the first half of 2024, growing 5.1 percent year on year. Industrial value added rose 7.2 percent, 1.3 percentage points higher than the national average. Foreign trade fell 3.4 percent to 11.6 billion yuan. The city attracted 86 new industrial projects worth more than 100 million yuan each, with a combined investment of 62.3 billion yuan. Luoyang's exports grew 6.3 percent, ranking third in the province. Unemployment was 5.3 percent.
`, []string{
		"gdp | Luoyang | 301200000000 CNY @first half of 2024",
		"gdp | Luoyang | 5.1 % growth yoy @first half of 2024",
		"industrial_value_added | Luoyang | 7.2 % growth yoy @first half of 2024",
		"industrial_value_added | Luoyang | 1.3 pp gap nation @first half of 2024",
		"trade_total | Luoyang | -3.4 % growth yoy @first half of 2024",
		"trade_total | Luoyang | 11600000000 CNY @first half of 2024",
		"project_count | new industrial projects of more than 100 million yuan | 86 projects min 100000000 attracted @first half of 2024",
		"total_investment | new industrial projects of more than 100 million yuan | 62300000000 CNY min 100000000 attracted @first half of 2024",
		"exports | Luoyang | 6.3 % growth yoy @first half of 2024",
		"exports | Luoyang | 3 位 rank @first half of 2024",
		"unemployment | Luoyang | 5.3 % @first half of 2024",
	}, nil)
}

func TestExpansionAndOwners(t *testing.T) {
	checkEnglish(t, `PHILIPPINES APPROVES COPPER SMELTER EXPANSION

  The Philippine Board of Investments has approved a 95 mln dlr
  expansion of the Leyte copper smelter, officials said.
      Pacific Smelting and Refining Corp (PASAR), which owns the
  smelter, will raise annual capacity to 215,000 tonnes of cathodes
  from 172,000 tonnes now.
      PASAR is 32 pct owned by Japan's Marubeni Corp and the National
  Development Co holds 42 pct.
      Work will begin next January and take 18 months, the board said.
`, []string{
		"total_investment | Leyte copper smelter | 95000000 USD",
		"capacity | Leyte copper smelter | 215000 tonnes planned",
		"capacity | Leyte copper smelter | 172000 tonnes prior planned",
		"equity_share | Marubeni Corp | 32 % share whole",
		"equity_share | National Development Co | 42 % share whole",
		"duration | Leyte copper smelter | 18 months planned",
	}, []string{
		"start | Leyte copper smelter | next January",
		"parent | Pacific Smelting and Refining Corp (PASAR) | Marubeni Corp",
	})
}

func TestEnglishSentencesEndAtFullStopsOnly(t *testing.T) {
	got := englishSentences("Harbour Steel Co. Ltd. said costs rose to 5 bln. yuan. The U.S. partner, Mr. Lee, agreed. Was it No. 4? It was (see p. 3). Done.")
	want := []string{"Harbour Steel Co. Ltd. said costs rose to 5 bln. yuan.", "The U.S. partner, Mr. Lee, agreed.", "Was it No. 4?", "It was (see p. 3).", "Done."}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q", got)
	}
}

// Whatever the text, reading it ends and every quote stands in it.
func FuzzEnglish(f *testing.F) {
	for _, s := range []string{
		"The plant will cost $5 mln. It opens in 1990 and employs 40 people, 5 pct of the total.",
		"Phase one of it, the first phase of the second phase, is it the company's, whose it is, from 3 to 5 tonnes to 7.",
		"A 290 mln dlr $ 5 plant's joint venture <X Ltd>, <, the company to build the , in in In Yanbu, Saudi Arabia.",
		"two three four projects of 5 mln or more of 6 mln or more, worth 7 each; up 5 pct to 6 pct from 7 pct to",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := &report.Report{Lang: "en", Title: "Report", Sections: []report.Section{{Passages: []report.Passage{{Number: 1, Text: text}}}}}
		for _, x := range Extract(r) {
			if !strings.Contains(text, x.Quote) {
				t.Fatalf("quote %q is not in %q", x.Quote, text)
			}
			if x.Subject == "" {
				t.Fatalf("a fact without an owner: %+v", x)
			}
		}
	})
}

func BenchmarkEnglish(b *testing.B) {
	r, err := report.ReadBytes("report.txt", []byte("The Neelam Hydropower Station has an installed capacity of 720 MW. Investment totals about 1.74 billion dollars. Construction began in 2016 and the plant went into operation on June 29, 2022. It generates 3.2 billion kWh a year. At the peak it employed 5,000 workers."))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		Extract(r)
	}
}

func TestDamWithLenders(t *testing.T) {
	checkEnglish(t, `BANK LENDS FOR JAVA DAM

  The Asian Development Bank said it approved a 145 mln dlr loan to
  Indonesia to help finance the Cisokan dam in West Java.
      The total cost of the project is put at 420 mln dlrs, with the
  government providing 110 mln dlrs and export credits covering the
  rest.
      The 95-metre high dam will supply a 150 MW power station. It is
  due to be finished in 1994.
`, []string{
		"financing | Asian Development Bank | 145000000 USD",
		"total_investment | Cisokan dam | 420000000 USD",
		"financing | government | 110000000 USD",
		"depth_height | Cisokan dam | 95 m",
		"installed_capacity | power station | 150000000 W planned",
	}, []string{"location | Cisokan dam | West Java", "end | Cisokan dam | 1994"})
}

func TestComplexOfAGroup(t *testing.T) {
	checkEnglish(t, `TAIWAN GROUP PLANS ETHYLENE COMPLEX

  <Formosa Coastal Petrochemical Corp> plans to spend 2.6 bln U.S.
  dlrs on an ethylene complex at Mailiao on Taiwan's west coast,
  company president Y.C. Huang said.
      The complex will have two naphtha crackers, each with an annual
  capacity of 450,000 tonnes. Site work is to begin in June and the
  first cracker should come on stream in early 1993.
      The group's sales rose 14 pct to 4.1 bln dlrs in 1988 and it
  employs 38,000 people.
      Formosa Coastal had sought to build the plant at Ilan but dropped
  the idea last year after local protests.
`, []string{
		"total_investment | ethylene complex | 2600000000 USD planned",
		"(naphtha crackers) | ethylene complex | 2 crackers planned",
		"capacity | ethylene complex | 450000 tonnes planned",
		"sales | Formosa Coastal Petrochemical Corp | 14 % growth yoy",
		"sales | Formosa Coastal Petrochemical Corp | 4100000000 USD @1988",
		"jobs | Formosa Coastal Petrochemical Corp | 38000 people @1988",
	}, []string{"location | ethylene complex | Mailiao", "operation | ethylene complex | early 1993"})
	_, words := englishFacts(t, "The firm had sought to build the paper plant at Ilan but dropped the idea last year.\n\nThe paper plant will cost 5 mln dlrs.")
	for _, w := range words {
		if strings.HasPrefix(w, "location") {
			t.Errorf("a place that was given up: %s", w)
		}
	}
}

func TestRailwayNamedByItsRoute(t *testing.T) {
	checkEnglish(t, `Work starts on desert rail link

URUMQI, Nov. 3 -- Construction started Thursday on a 488-km railway linking Hotan and Ruoqiang in northwest China's Xinjiang Uygur Autonomous Region. The line, with an estimated investment of 22 billion yuan (about 3.4 billion U.S. dollars), has 22 stations and a designed speed of 120 km per hour. The project is funded by China Railway Southern Xinjiang Group Co., Ltd.
`, []string{
		"road_length | railway linking Hotan and Ruoqiang | 488000 m",
		"total_investment | railway linking Hotan and Ruoqiang | 22000000000 CNY",
		"stations_stops | railway linking Hotan and Ruoqiang | 22 stations",
		"speed | railway linking Hotan and Ruoqiang | 120000 m/hour",
	}, []string{"company | railway linking Hotan and Ruoqiang | China Railway Southern Xinjiang Group Co., Ltd."})
}

func TestInvestmentPromotion(t *testing.T) {
	checkEnglish(t, `Investment promotion in Lishui (2023)

During the China-Europe Expo held on May 18, 2023, Lishui signed 23 projects with a total investment of 31.6 billion yuan, of which 9 projects exceed 1 billion yuan each. A total of 47 projects were put into operation in the first three quarters. From January to September, actual use of foreign capital reached US$512 million, up 18.3 percent, accounting for 71.2 percent of the annual target.
Zhejiang Boruite Battery Technology Co., Ltd. invested 3.2 billion yuan in a sodium battery project covering 260 mu. The project has an annual output of 8 GWh and is expected to generate 5 billion yuan in sales revenue a year. Its first production line began operation on August 26.
`, []string{
		"project_count | projects | 23 projects signed @May 18, 2023",
		"total_investment | projects | 31600000000 CNY signed @May 18, 2023",
		"project_count | projects of over 1 billion yuan | 9 projects part min 1000000000 signed @May 18, 2023",
		"project_count | projects | 47 projects in_production @first three quarters",
		"utilized_fdi | Lishui | 512000000 USD @From January to September",
		"utilized_fdi | Lishui | 18.3 % growth yoy @From January to September",
		"utilized_fdi | Lishui | 71.2 % share plan @From January to September",
		"total_investment | sodium battery project | 3200000000 CNY",
		"land_area | sodium battery project | 173333.3333 m2",
		"capacity | sodium battery project | 8 GWh",
		"revenue | sodium battery project | 5000000000 CNY planned",
	}, []string{"operation | sodium battery project first production line | August 26"})
}

func TestTwoPlantsOfOneFirm(t *testing.T) {
	checkEnglish(t, `Cement in Tanzania

Kilimani Limestone Ltd operates a cement plant in Tanga, Tanzania. The plant produces 4,000 tonnes of clinker per day and 1.6 million tonnes of cement a year. A 10 MW waste heat power station was added in 2022 at a cost of US$14 million. The plant has 420 employees.
`, []string{
		"capacity | cement plant | 4000 tonnes/day",
		"capacity | cement plant | 1600000 tonnes/year",
		"installed_capacity | waste heat power station | 10000000 W",
		"total_investment | waste heat power station | 14000000 USD",
		"workers | cement plant | 420 employees",
	}, []string{"location | cement plant | Tanga, Tanzania"})
}

func TestSomeOfTheLinesStartFirst(t *testing.T) {
	checkEnglish(t, `Delta Glass (Egypt) Co., Ltd.

The company plans to build three glass factories. Phase one includes the construction of five float glass lines with a total investment of USD 240 million. Two lines began trial production in March 2021.
`, []string{
		"(glass factories) | Delta Glass (Egypt) Co., Ltd. | 3 factories planned",
		"production_lines | glass factory phase one | 5 lines",
		"total_investment | glass factory phase one | 240000000 USD",
		"(lines that began trial production) | glass factory phase one | 2 lines part @March 2021",
	}, []string{"operation | glass factory phase one | March 2021"})
}
