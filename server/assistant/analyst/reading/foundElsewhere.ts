import { citationLink } from "../../../../shared/address.ts"
import { quickSearch } from "../../question/quickSearch.ts"
import type { Question } from "../../question/question.ts"
import type { Elsewhere } from "./otherTables.ts"
import { partsOf, stemOf } from "./words.ts"

const tablesAtMost = 3

/** Tables of the workbook, outside of the one that was asked, whose sheet or columns are named like one of the words. */
export async function foundElsewhere(
  question: Question,
  words: readonly string[],
  signal: AbortSignal,
): Promise<Elsewhere | undefined> {
  const stems = new Set(words.flatMap(partsOf).map(stemOf))
  const own = question.range?.table
  const found = (await quickSearch(question, signal, ["header"])).filter(
    ({ sheet, columns, tableAddress }) =>
      !(sheet === own?.worksheet && tableAddress === own.tableAddress) &&
      [sheet, ...columns].flatMap(partsOf).some((part) => stems.has(stemOf(part))),
  )
  const sources = found.slice(0, tablesAtMost).map(({ sheet, address }) => ({ sheet, address }))
  if (sources.length === 0) return undefined
  const links = sources.map(({ sheet, address }) => citationLink(sheet, address))
  return { text: `It may be in ${links.join(" or ")}: select that and ask again`, sources }
}
