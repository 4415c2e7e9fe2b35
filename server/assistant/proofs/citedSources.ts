import { intersect, parseAddress, parseCitation, tryParseAddress } from "../../../shared/address.ts"
import type { Source } from "../../../shared/answer.ts"

/** The part of a workbook an answer may cite. */
export interface CitedRange {
  readonly worksheet: string
  readonly address: string
}

/** Cells named by the citation links of a text, as far as they lie where the question may look; without a sheet, in the first of them. */
export function citedSources(text: string, ranges: readonly CitedRange[]): Source[] {
  return [...text.matchAll(/\]\((cell:[^)\s]+)\)/g)].flatMap(([, href = ""]) => {
    const target = parseCitation(href)
    const area = target && tryParseAddress(target.address)
    if (!target || !area) return []
    const sheet = (target.sheet ?? ranges[0]?.worksheet)?.toLowerCase()
    const within = ranges.find(
      (range) => range.worksheet.toLowerCase() === sheet && intersect(area, parseAddress(range.address)),
    )
    return within ? [{ sheet: within.worksheet, address: target.address }] : []
  })
}

export function uniqueSources(sources: readonly Source[], atMost = 30): Source[] {
  const unique = new Map(sources.map((source) => [`${source.sheet}\n${source.address}`, source]))
  return [...unique.values()].slice(0, atMost)
}
