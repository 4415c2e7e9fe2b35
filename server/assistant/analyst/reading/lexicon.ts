/** English that carries no condition: leaving these words out cannot change a figure. */
export const fillerWords = new Set(
  `a an the this that these those my our your their his her its it i we you they me us them he she one ones
  is are was were be been being am do does did done doing has have had having can could would should will shall may might must
  what which who whom whose when where how why there here please pls tell give show find let want need know like see get got look display
  return calculate compute figure determine check identify answer question help say know
  and or of in on at to for from by with as into within among amongst then so also both either if about each every
  all any some only just really actually exactly overall altogether combined together whole entire complete full various
  much many lot lots few very too quite even still yet ever
  make made makes making earn earned earns generate generated generates bring brought come came comes go goes went take took taken
  sell sold sells selling spend spent spends buy bought buys purchase purchased order ordered orders place placed pay pays cost costs costing
  happen happened happens occur occurred occurs record recorded records contain contains contained include included includes including exist exists
  belong belongs fall falls fell live lives work works worked working employ employed sit sits
  data dataset sheet worksheet workbook spreadsheet table range selection selected excel file cell cells row rows column columns entry entries
  item items line lines record number numbers numeric figure figures value values amount result results list lists
  perform performs performed performing respectively currently now today ok okay hi hello hey thanks thank well
  such certain single cover covers covered
  time times period date dates day days week weeks month months quarter quarters year years annual
  up down back across through during
  write writes build create need needs excel vs versus against name names named called
  people person someone anybody anyone everyone
  where's whats use using used based according regarding concerning terms
  own owns held hold holds receive received get gets got gave given gives sold`
    .split(/\s+/)
    .filter(Boolean),
)

/** Words that name an operation; they are understood by `operation.ts`, never as columns or values unless nothing else fits. */
export const operationWords = new Set(
  `total totals totalled sum sums summed add added adding average averages avg mean means typical typically median middle min minimum max maximum
  count counts counted counting headcount number distinct unique different deviation standard std stdev variance quartile quartiles percentile percentiles
  top bottom best worst highest lowest largest smallest biggest greatest most least fewest cheapest priciest dearest expensive cheap oldest youngest
  newest latest earliest longest shortest heaviest lightest rank ranking ranked rankings leading strongest weakest
  maximal minimal high low big small large great good bad bigger smaller higher lower larger greater better worse cheaper older younger longer shorter
  compare compared comparing comparison versus vs difference differences differ
  change changes changed changing trend trends trending growth grow grew grown growing develop developed develops development evolve evolved evolution
  increase increased increases increasing decrease decreased decreases decreasing rise rose risen rising fall fell fallen falling drop dropped drops decline
  declined declines progress progressed over mom yoy shrink shrank shrunk
  share shares percentage percentages percent proportion fraction ratio portion rate contribution contribute contributes contributed
  outlier outliers anomaly anomalies anomalous unusual extreme extremes odd strange suspicious abnormal atypical
  duplicate duplicates duplicated duplication repeated repeat repeats repeating twice once multiple
  error errors missing blank blanks empty incomplete null gap gaps unfilled absent
  correlate correlated correlates correlation correlations related relate relates relation relationship relationships depend depends dependent connection connected
  associated association affect affects influence influences impact linked link
  describe description summarise summarize summary summarised summarized overview about profile insight insights analyse analyze analysis statistics stats
  statistical key facts distribution distributed range spread
  by per each every group grouped grouping split broken breakdown break across according
  monthly quarterly yearly annually annual daily weekly weekday weekdays month months quarter quarters year years week weeks day days
  sorted sort sorting ascending descending order
  formula formulas function calculate sumif sumifs countif countifs averageif averageifs excel
  exceed exceeds exceeding above below under least equal equals equal exactly
  header headers heading headings field fields common frequent frequently popular often rare rarest % appear appears appearing half
  steady steadily recent recently all-time busiest busy peak`
    .split(/\s+/)
    .filter(Boolean),
)

/** Words that change the meaning when nothing has claimed them. */
export const criticalWords = new Set(
  "not no none nor without except excluding exclude excludes excluded but out outside beyond besides over under above below before after since until till than between less fewer high low big small large good bad expensive cheap first last next previous same different other others rest remaining another multiple".split(
    " ",
  ),
)

/** Words people use for each other's headers; the first ones of a group are the likelier headers. */
const synonymGroups = [
  "revenue sale amount turnover total value income proceed taking earning money net gross",
  "cost expense expenditure spending spend spent",
  "expense amount spending spend expenditure spent cost",
  "profit margin gain earning",
  "price cost rate expensive cheap",
  "quantity unit piece pcs volume count item stock",
  "customer client buyer account company purchaser shopper",
  "employee staff worker colleague name member associate",
  "salesperson salesman saleswoman rep representative seller agent sale",
  "product item article sku good",
  "department dept team division unit section",
  "region area territory zone location district",
  "country nation state location",
  "city town location",
  "salary pay wage compensation income remuneration earn paid earning",
  "score rating grade mark point result",
  "age old young",
  "status state stage condition",
  "category type kind class segment group genre",
  "stock inventory quantity available onhand",
  "supplier vendor manufacturer producer maker",
  "date day time when",
  "hire start join joined hired started",
  "discount rebate reduction",
  "tenure seniority service",
  "weight heavy light",
  "height tall short",
  "length long short",
  "duration long time hour minute",
  "budget plan planned target",
  "actual real spent",
  "comment remark note feedback",
  "title position role job",
  "gender sex",
  "birthday birth born dob",
  "satisfaction satisfied happy happiness rating rated rate",
  "rating rated score star",
].map((group) => group.split(" "))

/** Every word that may stand for `stem` in a header, itself left out. */
export function synonymsOf(stem: string): ReadonlySet<string> {
  return new Set(
    synonymGroups
      .filter((group) => group.includes(stem))
      .flat()
      .filter((word) => word !== stem),
  )
}

/** What rows may be called when no header says it; `needs` tells what kind of columns must stand in the range. */
export const rowNouns = {
  always: new Set("row record entry line observation case response item result datum".split(" ")),
  person: new Set("person employee staff people member colleague worker student respondent participant".split(" ")),
  transaction: new Set("order sale transaction purchase deal invoice booking payment".split(" ")),
}

export const superlatives: Readonly<Record<string, { direction: "asc" | "desc"; hint?: string }>> = {
  highest: { direction: "desc" },
  largest: { direction: "desc" },
  biggest: { direction: "desc" },
  greatest: { direction: "desc" },
  most: { direction: "desc" },
  maximum: { direction: "desc" },
  max: { direction: "desc" },
  best: { direction: "desc" },
  top: { direction: "desc" },
  leading: { direction: "desc" },
  strongest: { direction: "desc" },
  priciest: { direction: "desc", hint: "price" },
  dearest: { direction: "desc", hint: "price" },
  lowest: { direction: "asc" },
  smallest: { direction: "asc" },
  least: { direction: "asc" },
  fewest: { direction: "asc" },
  minimum: { direction: "asc" },
  min: { direction: "asc" },
  worst: { direction: "asc" },
  bottom: { direction: "asc" },
  weakest: { direction: "asc" },
  cheapest: { direction: "asc", hint: "price" },
  oldest: { direction: "desc", hint: "age" },
  youngest: { direction: "asc", hint: "age" },
  newest: { direction: "desc", hint: "date" },
  latest: { direction: "desc", hint: "date" },
  earliest: { direction: "asc", hint: "date" },
  longest: { direction: "desc", hint: "duration" },
  shortest: { direction: "asc", hint: "duration" },
  heaviest: { direction: "desc", hint: "weight" },
  lightest: { direction: "asc", hint: "weight" },
  tallest: { direction: "desc", hint: "height" },
}
