package query_test

import (
	"testing"

	"wenxiang/query"
)

// englishTold are English news stories with what people ask about them, tersely and in two languages. What is asked and
// not told must be said not to be told.
var englishTold = []struct {
	name, report string
	turns        []turn
}{
	{"two lenders", `KENYA TO GET 410 MLN DLRS FOR RAIL, POWER

  Kenya will receive credits worth 410
  mln dlrs from France and the African Development Bank to
  modernise its railways and expand power generation.
      The French government is to contribute 250 mln dlrs towards
  the purchase of 30 locomotives for the line between Mombasa and
  Nairobi, a Treasury spokesman said.
      A 160 mln dlr African Development Bank credit will finance a
  120 megawatt hydroelectric station on the Turkwel river.
`, []turn{
		yes("How much will Kenya get altogether?", "410 million"),
		yes("How much of it comes from France?", "250 million"),
		yes("and the African Development Bank?", "160 million"),
		yes("水电站装机多少万千瓦", "12万千瓦"),
		no("What rate of interest will Kenya pay?"),
	}},
	{"three sites", `HARLAN INDUSTRIES <HRL> SHUTS TWO PLANTS

  Harlan Industries Inc said it will shut its
  Akron tyre plant by June 30, laying off 620 workers, and its
  Macon, Ga., hose factory, which employs about 240 people, by
  the end of 1988.
      A third plant in Windsor, Ontario, will cut production by
  half, affecting about 110 of its 380 workers.
`, []turn{
		yes("When is the Akron plant going to be closed?", "June 30"),
		yes("how many people get laid off there?", "620"),
		yes("How many people work at the Macon hose factory?", "240"),
		yes("Akron and Macon together, how many workers?", "860"),
		yes("Windsor工厂一共多少工人", "380"),
		yes("其中受影响的有多少", "110"),
	}},
	{"the rest of a cost", `INDONESIA, KOREAN GROUP SIGN PULP MILL DEAL

  Indonesia has signed an agreement with a Korean
  group to build a 250,000 tonne a year pulp mill in Riau
  province on Sumatra, the Antara news agency said.
      The total cost of the mill, near Pekanbaru, is estimated at
  310 mln dlrs, of which 30 pct will be provided by state
  enterprises and the remainder borrowed from commercial banks.
`, []turn{
		yes("印尼这个纸浆厂总投资多少亿美元", "3.1亿美元"),
		yes("What share of the pulp mill's cost will state enterprises provide?", "30%"),
		yes("and how many million dollars do the commercial banks lend?", "217"),
	}},
	{"another currency", `Solar glass maker picks Hefei

Anhui Lumen Glass, a maker of solar glass, plans to pour CNY3.6 billion (USD500 million) into a production complex in Hefei.
Lumen will use CNY2.9 billion to build a plant with a yearly output of 300,000 tons of solar glass and the remaining CNY700 million (USD97 million) to set up a 150-megawatt solar farm, the company said.
The plant will have three kilns, each with a daily melting capacity of 1,200 tons.
`, []turn{
		yes("Lumen合肥项目一共投多少亿", "36亿元"),
		yes("其中光伏电站花多少亿美元", "0.97亿美元"),
		yes("What can a single kiln melt in a day?", "1,200 tons"),
		no("How many workers will the complex need?"),
	}},
	{"part and whole of trade", `Guangxi's trade with ASEAN picks up

Border trade grew by 18.2 percent year on year to 158.4 billion yuan (about 22 billion U.S. dollars) in Guangxi Zhuang Autonomous Region in the first three quarters. The figure made up 31.7 percent of the region's total foreign trade, Nanning Customs said.
Exports of electronics and machinery climbed by 22.5 percent year on year to reach 61.3 billion yuan, while exports of fruit, vegetables and other farm produce hit 12.75 billion yuan, up 9.8 percent.
`, []turn{
		yes("Guangxi's total foreign trade then?", "499.68 billion yuan"),
		yes("How much were exports of electronics and machinery?", "61.3 billion yuan"),
		no("How much did Guangxi export to Japan?"),
	}},
	{"several projects", `Dezhou signs 38 deals at investment fair

A total of 38 projects worth a combined 26.4 billion yuan ($3.7 billion) were signed in Dezhou, Shandong province, including nine projects valued at over 1 billion yuan each.

One 4.2-billion-yuan project is being developed by Shenzhen Keda Battery Co Ltd, which will build a lithium battery materials base in Dezhou.
`, []turn{
		yes("德州签了几个项目", "38"),
		yes("总共多少亿", "264亿元"),
		yes("How many of the projects are billion-yuan ones?", "9"),
		yes("How big is Shenzhen Keda's project?", "4.2 billion yuan"),
	}},
	{"who opened it and what it cost", `Dutch-owned dairy opens in Tasmania

Tasmanian Premier Laura Finch on Tuesday formally opened a cheese factory near Burnie, the biggest foreign investment in the state's dairy sector.

The factory represents an investment of 130 million Australian dollars (85 million U.S. dollars) by Heiveld Dairy Pty Ltd, a subsidiary of the Netherlands' Heiveld Groep.

The 18,000-square-meter factory will employ 110 people and turn out about 24,000 tons of cheese a year.
`, []turn{
		yes("Who opened the cheese factory?", "Laura Finch"),
		yes("What did the cheese factory cost in Australian dollars?", "130 million"),
		yes("and in US dollars?", "85 million"),
		yes("奶酪厂一年产多少万吨", "2.4万吨"),
		no("How many cows supply the cheese factory?"),
	}},
	{"stakes in a pipeline", `CALGARY, May 9 Northgate Pipelines Ltd on Tuesday asked regulators for permission to build a crude oil pipeline from Hardisty, Alberta, to Superior, Wisconsin.
The proposed 610-mile (980-km) line would cost an estimated $1.2 billion and would create 1,800 construction jobs.
Pembrook owns 45 percent of Northgate. Talisker holds a 30 percent stake, Orion has 15 percent and Bluewater owns the remaining 10 percent.
`, []turn{
		yes("Whats the cost of the Northgate pipline?", "1.2 billion"),
		yes("What's Talisker's stake?", "30%"),
		yes("Orion 和 Bluewater 两家合计占多少", "25%"),
		no("How many permanent jobs will the Northgate pipeline bring?"),
	}},
	{"one firm a paragraph", `New plants and expansions

Glazewell, a maker of bathroom tiles, broke ground on a new factory in Tupelo, Miss. The $18.4 million investment will create 75 jobs when finished in the spring of 2024.

Henley's Bakery started work on a frozen bread plant in Salem, Ore. The $27 million facility will open by the end of 2023.

Corvus Aerospace, an aircraft parts supplier, will set up shop in Greenville, S.C. The $6 million plant will open in May 2023 and employ 40 people.

Mills Paper plans a 150,000-sq.-ft. addition to its Bangor, Maine tissue mill, adding 120 jobs.
`, []turn{
		yes("How many people will Glazewell's factory put to work?", "75"),
		yes("Henley's 那个冷冻面包厂投了多少万美元", "2700万美元"),
		yes("Mills Paper Bangor new jobs", "120"),
		no("How much is Mills Paper spending on that?"),
		yes("Where will Corvus Aerospace build?", "Greenville"),
	}},
	{"each of many", `LUBBOCK, Texas - The Llano Mesa Wind Project is a 300 megawatt wind farm that will consist of 75 turbines in southern Lubbock County. It is being developed by Renova Power.
Some 350 workers will be needed during construction, and 12 to 15 full-time employees will operate the wind farm once it is completed in late 2025.
`, []turn{
		yes("How many turbines in the Llano Mesa project?", "75"),
		yes("how big is each on average, in MW?", "4 MW"),
		yes("How many permanent workers at Llano Mesa once it's running?", "12–15"),
		no("How much does the Llano Mesa wind farm cost?"),
	}},
	{"a line by its ends", `Work begins on Xi'an-Shiyan high-speed rail

XI'AN, Nov. 3 (Xinhua) -- Construction of the Xi'an-Shiyan high-speed railway began on Tuesday.

The railway starts from Xi'an East Railway Station and ends at Shiyan East Railway Station in Hubei Province. It has a total length of 256.8 km, of which 170 km lie in Shaanxi. The total investment is put at 47.7 billion yuan (6.6 billion U.S. dollars).
`, []turn{
		yes("西十高铁全长多少公里", "256.8"),
		yes("总投资", "477亿元"),
		yes("那平均一公里要花多少亿", "1.857"),
		yes("How many km are in Shaanxi?", "170"),
	}},
	{"names told in other sentences", `US conglomerate Delmora Chemicals announced on May 6 it would invest US$620 million in a soda ash plant in China. The project will be the company's largest abroad.

The new plant, located in Weifang, in East China's Shandong Province, will have an initial annual capacity of 150,000 tons when it is completed in 2011.

The Asian Development Bank will lend 90 million dollars to the project.
`, []turn{
		yes("How many tons a year will Delmora's Weifang plant make to begin with?", "150,000"),
		yes("How much is the ADB lending for the Weifang works?", "90 million"),
		yes("潍坊纯碱厂投资多少亿美元", "6.2亿美元"),
		no("How many jobs does the Delmora plant bring?"),
	}},
	{"the new plant and the old one", `Harlow Foods is building a $150 million noodle plant in Dayton, Ohio.

The new plant will employ 210 people. It will make instant noodles and sauces.

Harlow will close its existing Akron plant, which employs 640 people and has been run by the company since 1961.
`, []turn{
		yes("How many people work at the old plant?", "640"),
		no("When will the new plant be fully running?"),
	}},
	{"shares of several parties", `Merrin Oil Co and Corvia Petroleum have started building a refinery in Fujian province.

Fujian Harbour Chemicals - a joint venture between Merrin and the provincial government - will hold a 40% stake in the venture, and Corvia Petroleum and Merrin Oil Co will each own 30%.
`, []turn{
		yes("What's Corvia's share in the Fujian refinery?", "30%"),
		yes("and Harbour Chemicals'?", "40%"),
	}},
	{"one field is not another", `Infrastructure spending drives growth

India's capital spending in the first half of the fiscal year rose 15.4% year on year to 6.2 trillion rupees, the finance ministry said.
Spending on roads increased by 21% to 1.9 trillion rupees, on railways by 12.6% to 1.3 trillion rupees and on housing by 4.8% to 420 billion rupees.
`, []turn{
		yes("How much was spent on roads?", "1.9 trillion"),
		yes("What growth in railway spending?", "12.6%"),
		no("How much did the government spend on defence?"),
	}},
}

func TestEnglishStoriesAsPeopleAskAboutThem(t *testing.T) {
	for _, tt := range englishTold {
		t.Run(tt.name, func(t *testing.T) {
			holdTurns(t, textEngine(t, tt.report), tt.turns)
		})
	}
}

// A name that no report knows has no answer, also where its Chinese name is known.
func TestFirmAbroadThatNoReportNames(t *testing.T) {
	e := textEngine(t, `Lake county gets a battery plant

Norvolt Ltd will build a battery plant in Lake County at a cost of 900 million dollars.
`)
	for _, q := range []string{"How much does the Tesla plant cost?", "特斯拉的电池厂投资多少亿美元"} {
		if a := e.Ask(t.Context(), nil, q); a.Status == query.Answered {
			t.Errorf("%s: answered %q", q, a.Headline)
		}
	}
}

// englishPosts are questions about people and capacities of which a report gives several.
var englishPosts = []struct {
	name, report string
	turns        []turn
}{
	{"kept and new", `TOLEDO, Ohio -- Great Lakes Stamping announced Thursday it will spend $85 million to upgrade its Toledo plant, a move that will keep 640 jobs and add 130 new ones over three years.

The company will install two new press lines costing $52 million. The Ohio Tax Credit Authority approved a job creation tax credit worth $2.1 million over eight years.
`, []turn{
		yes("How much will Great Lakes Stamping spend in Toledo?", "85 million"),
		yes("How many new jobs?", "130"),
		yes("How many jobs are kept?", "640"),
		yes("How much is the tax credit?", "2.1 million"),
	}},
	{"direct and indirect", `Brightline Semiconductors Ltd will set up a chip assembly and testing plant at Jagiroad in Assam with an investment of Rs 27,000 crore ($3.2 billion), Chief Minister Anil Deka said on Friday.

The facility is expected to create 15,000 direct and 12,000 indirect jobs.
`, []turn{
		yes("How much is the Jagiroad chip plant costing, in US dollars?", "3.2 billion"),
		yes("直接就业多少人", "1.5万"),
	}},
	{"as it is now", `The expansion of Yangpu port in south China's Hainan Province has a total investment of 11.8 billion yuan (about 1.65 billion U.S. dollars). It will lift the port's annual handling capacity from 1.6 million TEUs to 5.5 million TEUs.
`, []turn{
		yes("扩建后年吞吐能力多少万标箱", "550万"),
		yes("What is the capacity of Yangpu port now?", "1.6 million"),
	}},
	{"who gives which part", `Celbra Celulose SA said it will invest 180 mln dlrs to expand its paper mill at Guaiba in southern Brazil.

It said 70 mln dlrs of the total would come from the National Development Bank and 45 mln from the International Finance Corp.
`, []turn{
		yes("How much is Celbra spending on the Guaiba mill?", "180 million"),
		yes("How much of that from the National Development Bank?", "70 million"),
	}},
}

func TestEnglishPostsAndCapacities(t *testing.T) {
	for _, tt := range englishPosts {
		t.Run(tt.name, func(t *testing.T) {
			holdTurns(t, textEngine(t, tt.report), tt.turns)
		})
	}
}
