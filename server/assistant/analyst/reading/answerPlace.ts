import { citationLink } from "../../../../shared/address.ts"
import type { Proof, Source } from "../../../../shared/answer.ts"
import { scopeSheets, scopeTables, type ScopeTable } from "../../question/scope.ts"
import type { Question, QuestionWorkbook } from "../../question/question.ts"
import { sourceOf, tableLink } from "./chooseTable.ts"
import { bold, plain, plural } from "./draft.ts"
import { findPlaces, type FoundPlace } from "./findPlaces.ts"
import type { PlaceQuestion } from "./placeQuestion.ts"

/** An answer about where something stands. */
export interface PlaceAnswer {
  /** Markdown. */
  readonly text: string
  readonly sources: readonly Source[]
  readonly proofs: readonly Proof[]
  /** 0 when nothing was found. */
  readonly confidence: number
}

const placesShown = 6
const tablesShown = 40
const columnsShown = 12

/** @throws AppError as opening tables does. */
export async function answerPlace(
  question: Question,
  workbook: QuestionWorkbook,
  place: PlaceQuestion,
  signal: AbortSignal,
): Promise<PlaceAnswer> {
  if (place.kind === "list") return listTables(workbook)
  const found = await findPlaces(question, workbook, place.stems, signal)
  const subject = plain(place.subject)
  if (found.length === 0) {
    const tables = scopeTables(workbook).slice(0, placesShown)
    const known = tables.length > 0 ? `. There are ${tables.map(tableLink).join(", ")}` : ""
    return {
      text: `I found nothing called "${subject}" in this workbook${known}.`,
      sources: tables.map(sourceOf),
      proofs: [],
      confidence: 0,
    }
  }
  const shown = found.slice(0, placesShown)
  const whole = shown.every(({ held }) => held === place.stems.length)
  return {
    text: whole ? placesText(subject, shown, found.length) : nearestText(subject, shown),
    sources: shown.map(({ source }) => source),
    proofs: shown.flatMap(({ proofs }) => proofs),
    confidence: whole ? (found.length === 1 ? 0.9 : 0.75) : 0.4,
  }
}

const linkTo = ({ sheet, address }: Source): string => citationLink(sheet, address)

function placesText(subject: string, places: readonly FoundPlace[], count: number): string {
  const [first] = places
  const sheets = [...new Set(places.map(({ source }) => source.sheet))]
  const where = sheets.length === 1 ? `the sheet ${bold(plain(sheets[0] ?? ""))}` : `${sheets.length} sheets`
  if (first && count === 1) return `"${subject}" is on ${where}: ${first.what}, ${linkTo(first.source)}.`
  const more = count > places.length ? `\n- and ${count - places.length} more` : ""
  return `"${subject}" stands in ${plural(count, "place")} on ${where}:\n\n${listText(places)}${more}`
}

const nearestText = (subject: string, places: readonly FoundPlace[]): string =>
  `Nothing in this workbook is called "${subject}". The nearest I found:\n\n${listText(places)}`

const listText = (places: readonly FoundPlace[]): string =>
  places.map(({ what, source }) => `- ${what}, ${linkTo(source)}`).join("\n")

function listTables(workbook: QuestionWorkbook): PlaceAnswer {
  const tables = scopeTables(workbook)
  const sheets = scopeSheets(workbook)
  const shown = tables.slice(0, tablesShown)
  const without = sheets
    .filter((sheet) => !tables.some((table) => table.sheet === sheet))
    .map(({ name }) => plain(name))
  const counts = `${plural(tables.length, "table")} on ${plural(sheets.length, "sheet")}`
  const lines = shown.map(
    (place) => `- ${tableLink(place)}: ${plural(place.table.rowCount, "row")}; ${columnsText(place)}`,
  )
  const more = tables.length > shown.length ? [`- and ${tables.length - shown.length} more`] : []
  const rest = without.length > 0 ? `\n\nWithout a table: ${without.slice(0, tablesShown).join(", ")}.` : ""
  const ranges = sheets.flatMap(({ name, usedRange }) =>
    usedRange === null ? [] : [{ sheet: name, address: usedRange }],
  )
  const proof = (value: number, text: string): Proof => ({
    value,
    text,
    operation: `count of ${text.replace(/^\S+ /, "")} found`,
    ranges,
  })
  return {
    text: `I see ${counts}:\n\n${[...lines, ...more].join("\n")}${rest}`,
    sources: shown.map(sourceOf),
    proofs: [
      proof(tables.length, plural(tables.length, "table")),
      proof(sheets.length, plural(sheets.length, "sheet")),
      ...shown.map((place): Proof => ({
        value: place.table.rowCount,
        text: plural(place.table.rowCount, "row"),
        operation: `count of data rows of ${place.table.name}`,
        ranges: [sourceOf(place)],
      })),
    ],
    confidence: 0.95,
  }
}

function columnsText({ table }: ScopeTable): string {
  const names = table.columns.slice(0, columnsShown).map(({ name }) => plain(name))
  return `${names.join(", ")}${table.columns.length > names.length ? ` and ${table.columns.length - names.length} more columns` : ""}`
}
