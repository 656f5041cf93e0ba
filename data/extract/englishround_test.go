package extract

import "testing"

// A round-up tells one firm's story a paragraph: no figure of one firm is another's.
func TestRoundUpOfSeveralFirms(t *testing.T) {
	checkEnglish(t, `New plants and expansions

Glazewell, a maker of bathroom tiles, broke ground on a new factory in Tupelo, Miss. The $18.4 million investment will create 75 jobs.

Corvus Aerospace, an aircraft parts supplier, will set up shop in Greenville, S.C. The $6 million plant will open in May 2023 and employ 40 people.

Mills Paper plans a 150,000-sq.-ft. addition to its Bangor, Maine tissue mill, adding 120 jobs.

Sunrise Beverages is planning a $33 million investment to enlarge its canning plant in Waco, Texas.
`, []string{
		"total_investment | Glazewell factory | 18400000 USD",
		"jobs | Glazewell | 75 jobs planned",
		"total_investment | Corvus Aerospace plant | 6000000 USD planned",
		"jobs | Corvus Aerospace plant | 40 people planned",
		"floor_area | Bangor tissue mill | 13935.456 m2 planned",
		"jobs | Mills Paper | 120 jobs planned",
		"total_investment | canning plant | 33000000 USD",
	}, nil)
}

// Plants told by their towns: the workers of one are not those of another.
func TestPlantsToldByTheirTowns(t *testing.T) {
	checkEnglish(t, `HARLAN INDUSTRIES <HRL> SHUTS TWO PLANTS

Harlan Industries Inc said it will shut its Akron tyre plant by June 30, idling 620 workers, and its Macon, Ga., hose factory, with about 240 workers, by the end of 1988.
The company will also close a plant in Windsor, affecting about 110 of its 380 workers. The Windsor plant will go on selling tyres.
`, []string{
		"workers | Akron tyre plant | 620 workers planned @by June 30",
		"workers | Macon hose factory | 240 workers 约 planned @by the end of 1988",
		"workers | Windsor plant | 110 workers 约 part planned",
		"workers | Windsor plant | 380 workers planned",
	}, nil)
}

// The fields of a list keep the measure that is told once, and its share is of the figure before.
func TestFieldsAndShares(t *testing.T) {
	checkEnglish(t, `Spending and trade in Guangxi

Guangxi's border trade grew by 18 percent to 158 billion yuan. The figure made up 32 percent of the province's total foreign trade.
Spending on roads increased by 21 percent to 1.9 billion yuan, on railways by 12 percent to 1.3 billion yuan and on housing by 4 percent to 420 million yuan.
`, []string{
		"(Guangxi's border trade) | Guangxi | 18 % growth yoy",
		"(Guangxi's border trade) | Guangxi | 158000000000 CNY",
		"(Guangxi's border trade) | Guangxi | 32 % share whole",
		"investment | Guangxi | 21 % growth yoy",
		"investment | Guangxi | 1900000000 CNY",
		"investment | Guangxi | 12 % growth yoy",
		"investment | Guangxi | 1300000000 CNY",
		"investment | Guangxi | 4 % growth yoy",
		"investment | Guangxi | 420000000 CNY",
	}, nil)
}

// Who lends which sum, what the rest of a sum builds and what a cost is raised from.
func TestLendersAndRestsOfSums(t *testing.T) {
	checkEnglish(t, `KENYA TO GET 410 MLN DLRS

Kenya will receive credits worth 410 mln dlrs from France and the African Development Bank to modernise its railways.
A 160 mln dlr African Development Bank credit will finance a 120 megawatt power station on the Turkwel river.
The total cost of the station is estimated at 190 mln dlrs, of which 20 pct will be provided by the state and the rest lent by banks.
`, []string{
		"financing | Kenya | 410000000 USD planned",
		"financing | African Development Bank | 160000000 USD",
		"installed_capacity | power station | 120000000 W planned",
		"total_investment | power station | 190000000 USD 约",
		"(share funded by the state) | power station | 20 % share whole",
	}, nil)
}
