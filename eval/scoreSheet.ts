import { parseAddress, type Area } from "../shared/address.ts"
import { readLayout } from "../server/tables/layout/readLayout.ts"
import { describeNotes, describeTable, sheetOf, type AwkwardSheet } from "./awkwardSheets/awkwardSheet.ts"
import { overlapOf } from "./overlapOf.ts"

/** `leaves` are the rows that figures add up: those of the body without section titles, totals and subtotals. */
export const sheetParts = [
  "title",
  "header",
  "body",
  "leaves",
  "columns",
  "totals",
  "subtotals",
  "sections",
  "notes",
] as const
type SheetPart = (typeof sheetParts)[number]

export interface Mark {
  readonly part: SheetPart
  readonly isRight: boolean
  /** False where a person sees nothing of that sort on the sheet, and right is to find nothing. */
  readonly isThere: boolean
}

export interface SheetScore {
  readonly sheet: AwkwardSheet
  readonly isRight: boolean
  /** One of each part: right when it is so in all tables that a person sees; of the body also when no further table is found. */
  readonly marks: readonly Mark[]
  /** Tables that touch none that a person sees. */
  readonly invented: number
  readonly found: readonly string[]
}

type TableParts = Readonly<Record<Exclude<SheetPart, "notes">, string>>

/** What `describeTable` says, taken apart. */
interface ToldTable {
  readonly area: Area
  readonly told: TableParts
}

/** A table that a person sees, and the found one that it shares most cells with. */
interface Pair {
  readonly told: TableParts
  readonly found: TableParts | undefined
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
      leaves: [address, headerSize, sections, subtotals, totals].join("; "),
      columns: columns ?? "",
      totals: totals ?? "",
      subtotals: subtotals ?? "",
      sections: sections ?? "",
    },
  }
}

/** What our reading of a sheet has right of what a person sees. */
export function scoreSheet(sheet: AwkwardSheet): SheetScore {
  const layout = readLayout(sheetOf(sheet))
  const tables = layout.tables.map(describeTable)
  const notes = describeNotes(layout)
  const expected = sheet.tables.map(takenApart)
  const found = tables.map(takenApart)
  const expectedNotes = sheet.notes ?? []
  const areNotesRight = notes.join("\n") === expectedNotes.join("\n")
  const invented = found.filter((table) => nearest(table, expected) === undefined).length
  const pairs = expected.map((table): Pair => ({ told: table.told, found: nearest(table, found)?.told }))
  return {
    sheet,
    isRight: areNotesRight && tables.join("\n") === sheet.tables.join("\n"),
    marks: sheetParts.map((part) =>
      part === "notes"
        ? { part, isRight: areNotesRight, isThere: expectedNotes.length > 0 }
        : {
            part,
            isRight:
              pairs.every((pair) => pair.found?.[part] === pair.told[part]) && (part !== "body" || invented === 0),
            isThere: pairs.some((pair) => pair.told[part] !== ""),
          },
    ),
    invented,
    found: [...tables, ...notes.map((note) => `note ${note}`)],
  }
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
