import { cellAddress, parseAddress } from "../../../../shared/address.ts"
import type { Proof, Source } from "../../../../shared/answer.ts"
import type { MapColumn, MapSheet } from "../../../../shared/workbookMap.ts"
import { formatFigure } from "../../../../shared/formatFigure.ts"
import { quickSearch } from "../../question/quickSearch.ts"
import { scopeSheets, scopeTables, type ScopeTable } from "../../question/scope.ts"
import type { Question, QuestionWorkbook } from "../../question/question.ts"
import { bold, plain } from "./draft.ts"
import { bareSheet } from "./namedTables.ts"
import { headerStems } from "./roles.ts"
import { partsOf, stemOf } from "./words.ts"

/** One place of the workbook that holds words of what is looked for. */
export interface FoundPlace {
  readonly source: Source
  /** Markdown-safe: `the column Rate of the table Tax rates`. */
  readonly what: string
  /** How many of the words it holds. */
  readonly held: number
  /** Names before values before rows; the lowest first. */
  readonly rank: number
  /** Of several places with the same key only the best is told. */
  readonly key: string
  readonly proofs: readonly Proof[]
}

const rowTablesAtMost = 8

/** Where the words stand: in names of sheets, tables and columns, in names of values, in notes, then in rows that an index finds. */
export async function findPlaces(
  question: Question,
  workbook: QuestionWorkbook,
  stems: readonly string[],
  signal: AbortSignal,
): Promise<readonly FoundPlace[]> {
  const held = (texts: readonly string[]): number => {
    const own = new Set(texts.flatMap((text) => [...partsOf(text).map(stemOf), ...headerStems(text)]))
    return stems.filter((stem) => own.has(stem)).length
  }
  const named = [
    ...scopeTables(workbook).flatMap((place) => tablePlaces(place, held)),
    ...scopeSheets(workbook).flatMap((sheet) => sheetPlaces(sheet, held)),
  ]
  const rows = await valuePlaces(workbook, stems, held, signal)
  const found = [...named, ...rows]
  const whole = found.filter((place) => place.held === stems.length)
  return best(whole.length > 0 ? whole : [...found, ...(await indexedPlaces(question, held, signal))])
}

/** Those that hold most of the words; of several in one table the one that says most. */
function best(places: readonly FoundPlace[]): FoundPlace[] {
  const most = Math.max(0, ...places.map(({ held }) => held))
  if (most === 0) return []
  const equal = places.filter(({ held }) => held === most).sort((a, b) => a.rank - b.rank)
  const unique = new Map(equal.toReversed().map((place) => [`${place.source.sheet}\n${place.key}`, place]))
  return [...unique.values()].reverse()
}

type Held = (texts: readonly string[]) => number

function tablePlaces({ sheet, table }: ScopeTable, held: Held): FoundPlace[] {
  const names = [table.title ?? "", table.name]
  const called = plain(table.title ?? table.name)
  const place = (address: string, what: string, texts: readonly string[], rank: number): FoundPlace => ({
    source: { sheet: sheet.name, address },
    what,
    held: held(texts),
    rank,
    key: table.name,
    proofs: [],
  })
  const columnPlace = (column: MapColumn, texts: readonly string[], rank: number): FoundPlace =>
    place(column.address, `the column ${plain(column.name)} of the table ${called}`, texts, rank)
  const byName = place(table.address, `the table ${called}`, names, 0)
  // "Salaries in the HR sheet": the sheet's name and the header's are told together.
  const wider = [bareSheet(sheet.name), ...names]
  return [
    byName,
    ...table.columns.flatMap((column) => {
      const alone = columnPlace(column, [column.name], 1)
      const together = columnPlace(column, [column.name, ...wider], 2)
      return alone.held === 0 ? [] : [alone, ...(together.held > Math.max(alone.held, byName.held) ? [together] : [])]
    }),
    ...(table.columns.length > 1
      ? [place(table.address, `the table ${called}`, [...wider, ...table.columns.map(({ name }) => name)], 4)]
      : []),
  ]
}

const sheetPlaces = (sheet: MapSheet, held: Held): FoundPlace[] => [
  ...(sheet.usedRange === null
    ? []
    : [
        {
          source: { sheet: sheet.name, address: sheet.usedRange },
          what: `the sheet ${plain(sheet.name)}`,
          held: held([bareSheet(sheet.name)]),
          rank: 3,
          key: sheet.usedRange,
          proofs: [],
        },
      ]),
  ...(sheet.layout?.texts ?? []).map(({ address, text, kind }) => ({
    source: { sheet: sheet.name, address },
    what: `a ${kind}: ${plain(text)}`,
    held: held([text]),
    rank: 5,
    key: address,
    proofs: [],
  })),
]

/** Names and their values: "VAT rate" beside 19%. */
async function valuePlaces(
  workbook: QuestionWorkbook,
  stems: readonly string[],
  held: Held,
  signal: AbortSignal,
): Promise<FoundPlace[]> {
  const places: FoundPlace[] = []
  const lists = scopeTables(workbook).filter(({ table }) => table.kind === "key_value")
  for (const { sheet, table } of lists.slice(0, rowTablesAtMost)) {
    const range = await workbook.openTable(table.name, signal)
    const [key, value] = range.table.columns
    if (!key || !value) continue
    for (const stem of stems) {
      const where = [{ column: key.name, operator: "contains" as const, value: stem }]
      const result = await range.query({ where, columns: [key.name, value.name], limit: 20 }, signal)
      for (const { values, sheetRow } of result.rows) {
        const [name, content = null] = values
        if (typeof name !== "string" || sheetRow === null) continue
        const address = cellAddress(value.letter, sheetRow)
        const source = { sheet: sheet.name, address }
        const text = formatFigure(content, { kind: value.kind, format: result.columns[1]?.format, unit: value.unit })
        places.push({
          source,
          what: `${plain(name)}: ${bold(plain(text))}`,
          held: held([name]),
          rank: 1,
          key: address,
          proofs:
            typeof content === "number"
              ? [{ value: content, text: plain(text), operation: `value of ${name}`, ranges: [source] }]
              : [],
        })
      }
    }
  }
  return places
}

async function indexedPlaces(question: Question, held: Held, signal: AbortSignal): Promise<FoundPlace[]> {
  const hits = await quickSearch(question, signal)
  return hits
    .filter(({ current }) => current)
    .flatMap(({ sheet, address, content, type }) =>
      content.split("\n").map((line): FoundPlace => {
        const row = /^Row (\d+)\b/.exec(line)?.[1]
        const cells = row === undefined ? address : rowOf(address, Number(row))
        return {
          source: { sheet, address: cells },
          what:
            row === undefined
              ? `${type === "data" ? "rows" : type} of ${plain(sheet)}`
              : `row ${row}: ${plain(line.replace(/^Row \d+:\s*/, ""))}`,
          held: held([line]),
          rank: row === undefined ? 7 : 6,
          key: cells,
          proofs: [],
        }
      }),
    )
}

function rowOf(address: string, row: number): string {
  const [first = "", last = first] = address.split(":")
  const area = parseAddress(address)
  if (row <= area.row || row > area.row + area.rowCount) return address
  return `${first.replace(/\d+/g, "")}${row}:${last.replace(/\d+/g, "")}${row}`
}
