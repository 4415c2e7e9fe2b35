import type { ColumnProfile, RangeProfile } from "../../../../shared/profile.ts"
import type { RangeAnalysis } from "../../../analysis/rangeAnalysis.ts"
import { runStep } from "../../question/runStep.ts"
import type { TurnEvent } from "../../question/turnEvent.ts"
import type { ColumnValues } from "./matchValues.ts"

const columnsRead = 30
const valuesRead = 500

const holdsText = (column: ColumnProfile): boolean =>
  (column.kind === "text" || column.kind === "mixed") && column.count > 0

const known = (column: ColumnProfile): ColumnValues => ({
  column,
  values: column.topValues.map(({ value }) => value).filter((value) => typeof value === "string"),
  complete: column.topValues.length >= column.distinct,
})

/** The texts that a question may mention: from the profile where it lists them all, else read from the range. */
export async function* loadVocabulary(
  range: RangeAnalysis,
  profile: RangeProfile,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, ColumnValues[]> {
  const columns = profile.columns.filter(holdsText).slice(0, columnsRead)
  const vocabulary: ColumnValues[] = []
  const toRead = columns.filter((column) => !known(column).complete)
  for (const column of columns.filter((each) => !toRead.includes(each))) vocabulary.push(known(column))
  if (toRead.length === 0) return inOrder(columns, vocabulary)
  const read = yield* runStep(
    "query_range",
    `Looking up the words of ${toRead.map(({ name }) => name).join(", ")}`,
    async () => {
      const found: ColumnValues[] = []
      for (const column of toRead) {
        const result = await range.query(
          {
            where: [{ column: column.name, operator: "is_not_blank" }],
            groupBy: [{ column: column.name }],
            aggregates: [{ function: "count" }],
            limit: valuesRead,
          },
          signal,
        )
        const values = result.rows.map((row) => row.values[0]).filter((value) => typeof value === "string")
        found.push({ column, values, complete: result.totalRows <= valuesRead })
      }
      return { value: found, ranges: toRead.map(({ address }) => ({ sheet: profile.worksheet, address })) }
    },
  )
  return inOrder(columns, [...vocabulary, ...read])
}

const inOrder = (columns: readonly ColumnProfile[], vocabulary: readonly ColumnValues[]): ColumnValues[] =>
  columns.flatMap((column) => vocabulary.find((each) => each.column === column) ?? [])

/** Adds the texts that contain one of the words, for columns with more texts than were read. */
export async function widenVocabulary(
  range: RangeAnalysis,
  vocabulary: readonly ColumnValues[],
  words: readonly string[],
  signal: AbortSignal,
): Promise<ColumnValues[]> {
  const widened: ColumnValues[] = []
  for (const entry of vocabulary) {
    const values = new Set(entry.values)
    for (const word of entry.complete || entry.column.kind !== "text" ? [] : words.slice(0, 6)) {
      const result = await range.query(
        {
          where: [{ column: entry.column.name, operator: "contains", value: word }],
          groupBy: [{ column: entry.column.name }],
          aggregates: [{ function: "count" }],
          limit: 100,
        },
        signal,
      )
      for (const row of result.rows) if (typeof row.values[0] === "string") values.add(row.values[0])
    }
    widened.push({ ...entry, values: [...values] })
  }
  return widened
}
