import { parseAddress, type Area } from "../shared/address.ts"
import { readLayout } from "../server/tables/layout/readLayout.ts"
import { describeNotes, describeTable, sheetOf, type AwkwardSheet } from "./awkwardSheets/awkwardSheet.ts"
import { overlapOf } from "./overlapOf.ts"

export const sheetParts = ["title", "header", "body", "columns", "totals", "subtotals", "sections", "notes"] as const
type SheetPart = (typeof sheetParts)[number]

export interface Mark {
  readonly part: SheetPart
  readonly isRight: boolean
  /** False where a person sees nothing of that sort, and right is to find nothing. */
  readonly isThere: boolean
}

export interface SheetScore {
  readonly sheet: AwkwardSheet
  readonly isRight: boolean
  /** One of each part for each table that a person sees, and one for the notes of the sheet. */
  readonly marks: readonly Mark[]
  /** Tables that touch none that a person sees. */
  readonly invented: number
  readonly found: readonly string[]
}

/** What `describeTable` says, taken apart. */
interface ToldTable {
  readonly area: Area
  readonly told: Readonly<Record<Exclude<SheetPart, "notes">, string>>
}

const told =
  /^(?<kind>\w+) (?<address>\S+)(?: "(?<title>.*)")? header (?<headerSize>\d+): (?<columns>.*?)(?:; sections (?<sections>.*?))?(?:; subtotals (?<subtotals>[\dA-Z, ]+))?(?:; totals (?<totals>[\dA-Z, ]+))?$/su

function takenApart(line: string): ToldTable {
  const { kind, address, title, headerSize, columns, sections, subtotals, totals } = told.exec(line)?.groups ?? {}
  if (address === undefined) throw new Error(`Not as describeTable writes it: ${line}`)
  const area = parseAddress(address)
  return {
    area,
    told: {
      title: title ?? "",
      header: `${kind} ${area.row} ${headerSize}`,
      body: address,
      columns: columns ?? "",
      totals: totals ?? "",
      subtotals: subtotals ?? "",
      sections: sections ?? "",
    },
  }
}

/** What our reading of a sheet has right of what a person sees: each table is held against the found one that it shares most cells with. */
export function scoreSheet(sheet: AwkwardSheet): SheetScore {
  const layout = readLayout(sheetOf(sheet))
  const tables = layout.tables.map(describeTable)
  const notes = describeNotes(layout)
  const expected = sheet.tables.map(takenApart)
  const found = tables.map(takenApart)
  const expectedNotes = sheet.notes ?? []
  const areNotesRight = notes.join("\n") === expectedNotes.join("\n")
  return {
    sheet,
    isRight: areNotesRight && tables.join("\n") === sheet.tables.join("\n"),
    marks: [
      ...expected.flatMap((table) => marksOf(table, nearest(table, found))),
      { part: "notes", isRight: areNotesRight, isThere: expectedNotes.length > 0 },
    ],
    invented: found.filter((table) => nearest(table, expected) === undefined).length,
    found: [...tables, ...notes.map((note) => `note ${note}`)],
  }
}

function marksOf(expected: ToldTable, found: ToldTable | undefined): Mark[] {
  return sheetParts.flatMap((part) =>
    part === "notes"
      ? []
      : [{ part, isRight: found?.told[part] === expected.told[part], isThere: expected.told[part] !== "" }],
  )
}

const nearest = (table: ToldTable, others: readonly ToldTable[]): ToldTable | undefined =>
  others
    .map((other) => ({ other, overlap: overlapOf(table.area, other.area) }))
    .filter(({ overlap }) => overlap > 0)
    .sort((a, b) => b.overlap - a.overlap)[0]?.other

/** What a person reads on a sheet, in the lines of `found`. */
export const expectedLines = ({ tables, notes = [] }: AwkwardSheet): string[] => [
  ...tables,
  ...notes.map((note) => `note ${note}`),
]
