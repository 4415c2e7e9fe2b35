import type { Intent } from "../../../shared/answer.ts"

const formula =
  /\bformulas?\b|\b(sumifs?|countifs?|averageifs?|[vhx]lookup|index\s*\(?\s*match|iferror|textjoin|sumproduct|excel function)\b|^\s*=\s*[a-z]+\s*\(/i
const drawing =
  /\b(charts?|graphs?|plot(ted|ting)?|visuali[sz]\w*|draw|sparklines?|histograms?|(pie|bar|line|scatter) (chart|plot|graph|diagram))\b/i
const formatting =
  /\b(conditional format\w*|number format|format (the|these|this|my|all|column|row|cells?)|highlight|bold|italic|underline|font|colou?r (the|these|this|my|all|column|row|cells?)|cell colou?r|fill colou?r|borders?|align(ment)?|wrap text|column width|row height|freeze (panes?|the))\b/i
const analysis =
  /\b(how (many|much|often|did|does|has|have|high|big|large|long|old)|totals?|sums?|add up|averages?|mean|avg|medians?|min(imum)?|max(imum)?|counts?|number of|distinct|unique|different|top|bottom|best|worst|highest|lowest|largest|smallest|biggest|most|least|fewest|cheapest|oldest|youngest|newest|latest|earliest|compare|comparison|versus|vs|difference|higher|lower|more than|less than|over|under|above|below|trend|change[ds]?|growth|grew|develop\w*|share|percent\w*|proportion|fraction|ratio|outliers?|anomal\w*|unusual|duplicates?|missing|blanks?|empty|correlat\w*|relat(ed|ion\w*)|depends?|describe|summar\w*|overview|analy[sz]e\w*|analysis|insights?|statistics?|std|deviation|quartiles?|percentiles?|columns?|rows?|by (month|quarter|year|week|day)|per|each|which|who|when|what (is|are|was|were)|show|list|find|look up)\b/i

/** What kind of help a question asks for; the wording alone decides, in the order from the most to the least specific. */
export function detectIntent(question: string): Intent {
  if (formula.test(question)) return "formula_help"
  if (drawing.test(question)) return "visualization"
  if (formatting.test(question)) return "formatting"
  return analysis.test(question) ? "analysis" : "general"
}
