import type { ColumnProfile } from "../../../../shared/profile.ts"
import { criticalWords, fillerWords, operationWords } from "./lexicon.ts"
import { type ColumnMatch, fullColumnMatches } from "./matchColumns.ts"
import { type ColumnValues, fullValueMatches, type ValueMatch } from "./matchValues.ts"
import { claim, isFree, type Reading } from "./reading.ts"
import { isMeasure } from "./roles.ts"
import type { Word } from "./words.ts"

const statisticWords = new Set(
  "total sum average mean median count number min max minimum maximum change share difference rank top growth percentage range order rate".split(
    " ",
  ),
)

const valueLeads = new Set(
  "in from for at is are was were = with by to not except excluding and or vs versus than between of the".split(" "),
)

export function claimFull(reading: Reading, vocabulary: readonly ColumnValues[]) {
  const { words, columns } = reading
  const fullColumns = fullColumnMatches(words, columns)
  const fullValues = fullValueMatches(words, vocabulary).filter((match) => isMeant(reading, match, fullColumns))
  const columnMatches: ColumnMatch[] = []
  const valueMatches: ValueMatch[] = []
  const hasMeasure = fullColumns.some((match) => isMeasure(match.column) && !isStatistic(words, match))
  const candidates = [
    ...fullColumns.map((match) => ({ match, size: match.to - match.from, is: "column" as const })),
    ...fullValues.map((match) => ({ match, size: match.to - match.from, is: "value" as const })),
  ].sort((a, b) => b.size - a.size)
  for (const { match, is } of candidates) {
    if (!words.slice(match.from, match.to).every((_, at) => isFree(reading)(match.from + at))) continue
    if (is === "column") {
      if (isStatistic(words, match) && (hasMeasure || leads(words, match, fullColumns))) continue
      if (isTime(reading, match)) continue
      const rival = fullValues.find((value) => value.from === match.from && value.to === match.to)
      if (rival && prefersValue(reading, rival)) continue
      columnMatches.push(match)
    } else valueMatches.push(match)
    claim(reading, match.from, match.to, is)
  }
  return { columnMatches, valueMatches }
}

const isStatistic = (words: readonly Word[], match: ColumnMatch): boolean =>
  match.to - match.from === 1 && statisticWords.has(words[match.from]?.stem ?? "")

/** "Average growth" where columns are called Average and Growth: the first word says what to do with the second. */
const leads = (words: readonly Word[], match: ColumnMatch, columns: readonly ColumnMatch[]): boolean =>
  words[match.to]?.stem !== "order" &&
  columns.some(({ from, column }) => from === match.to && column !== match.column && isMeasure(column))

/** "Last year" is a time, also where a column is called Year; so is "month" where the column of that name is empty. */
const isTime = ({ words, columns }: Reading, match: ColumnMatch): boolean =>
  /^(year|quarter|month|week|day)$/.test(words[match.to - 1]?.stem ?? "") &&
  (match.column.kind === "empty" || /^(last|this|previous|past|current)$/.test(words[match.from - 1]?.text ?? "")) &&
  columns.some(({ kind }) => kind === "date")

/** The same word is a header and a value ("Sales"): a value after "in" or "from" or before the name of its column. */
function prefersValue({ words }: Reading, match: ValueMatch): boolean {
  if (words[match.from]?.quoted) return true
  const next = words[match.to]?.stem ?? ""
  return /^(in|from|for|at|is|are|=|not)$/.test(words[match.from - 1]?.text ?? "") || isNamedBy(match.column, next)
}

const isNamedBy = (column: ColumnProfile, stem: string): boolean =>
  stem !== "" && column.name.toLowerCase().includes(stem)

/** Values that are everyday words ("New", "All", "A") count only where the question clearly means them. */
function isMeant({ words }: Reading, match: ValueMatch, columns: readonly ColumnMatch[]): boolean {
  const said = words.slice(match.from, match.to)
  if (said.some((word) => word.quoted || word.named)) return true
  const common = said.every(
    (word) =>
      criticalWords.has(word.text) ||
      fillerWords.has(word.text) ||
      operationWords.has(word.text) ||
      word.text.length < 2,
  )
  const besideColumn = columns.some(
    (column) => column.column === match.column && (column.to === match.from || column.from === match.to),
  )
  if (said.every((word) => word.number !== undefined))
    return besideColumn || valueLeads.has(words[match.from - 1]?.text ?? "") || (said[0]?.text.length ?? 0) > 3
  if (!common) return true
  const before = words[match.from - 1]?.text ?? ""
  return besideColumn || /^(is|are|=|was|were)$/.test(before)
}
