import { citationLink } from "../../../shared/address.ts"
import { clip } from "../../../shared/clip.ts"
import type { Fact } from "../proofs/fact.ts"
import type { Evidence } from "../proofs/fact.ts"
import type { WorkbookHit } from "../question/question.ts"

const contentCharacters = 2000

/** One found piece of the workbook as the model reads it. */
export const presentHit = ({ type, sheet, address, content, current }: WorkbookHit): Record<string, unknown> => ({
  cells: citationLink(sheet, address),
  type,
  text: clip(content, contentCharacters),
  ...(!current && { outdated: "the sheet may have changed since this was read" }),
})

/** What found pieces prove: their figures with their cells, as far as they stand in the sheet now. */
export const foundEvidence = (hits: readonly WorkbookHit[]): Evidence => ({
  facts: hits.filter(({ current }) => current).flatMap(hitFacts),
  operands: [],
  labels: hits.flatMap((hit) => [hit.sheet, ...hit.columns, ...textsOf(hit.content)]),
})

const hitFacts = ({ sheet, columns, figures }: WorkbookHit): Fact[] =>
  figures.map(({ value, address, column, fraction, statistic }) => {
    const name = column === null ? undefined : columns[column]
    const what = statistic ?? (name === undefined ? "value" : name)
    return {
      value,
      operation: statistic !== null && name !== undefined ? `${what} of ${name}` : `${what} in ${address} of ${sheet}`,
      ranges: [{ sheet, address }],
      measure: statistic?.startsWith("count") ? "rows" : (name ?? "value"),
      fraction,
    }
  })

/** The cells' texts in a chunk's lines: `Row 4: Region: West; Product: Desk 200`. */
const textsOf = (content: string): string[] =>
  content.split(/[;\n]/).map((part) => part.slice(part.lastIndexOf(": ") + 1).trim())
