import { existsSync, readdirSync, readFileSync } from "node:fs"
import { intersect, parseAddress } from "../shared/address.ts"
import type { MapTable, SheetDefinitions } from "../shared/workbookMap.ts"
import { parseFile } from "../server/files/parse/parseFile.ts"
import { SheetBuilder, type Sheet } from "../server/tables/sheetGrid.ts"
import { readLayout } from "../server/tables/layout/readLayout.ts"
import { describeTable } from "./awkwardSheets/awkwardSheet.ts"
import { scoredSheets } from "./awkwardSheets/scoredSheets.ts"
import { overlapOf } from "./overlapOf.ts"
import { expectedLines, scoreSheet, sheetParts, type Mark, type SheetScore } from "./scoreSheet.ts"

/** `npm run eval:tables [--failures]`: how much of what people call tables is found from their cells alone. */
const folder = new URL("../../shared/data/workbooks/", import.meta.url)
const showFailures = process.argv.includes("--failures")
const print = (line: string): void => void process.stdout.write(`${line}\n`)

interface Score {
  readonly where: string
  /** Cells in both of those in either, of header and data rows. */
  readonly overlap: number
  readonly isExact: boolean
  readonly isHeaderRight: boolean
  readonly areColumnsRight: boolean
  readonly found: string
}

async function sheetsOf(file: string): Promise<Sheet[]> {
  const blocks = new Map<number, string[]>()
  const sheets: Sheet[] = []
  const names: string[] = []
  for await (const part of parseFile(readFileSync(new URL(file, folder)), file)) {
    if (part.kind === "outline") names.push(...part.sheets.map(({ name }) => name))
    else if (part.kind === "block") blocks.set(part.sheet, [...(blocks.get(part.sheet) ?? []), part.text])
    else if (part.kind === "sheet") {
      const { definitions, usedRange } = part.content
      const builder = new SheetBuilder({ name: names[part.sheet] ?? "", definitions, usedRange })
      for (const text of blocks.get(part.sheet) ?? []) builder.add(text)
      blocks.delete(part.sheet)
      sheets.push(builder.build())
    }
  }
  return sheets
}

const undefinedTables = (sheet: Sheet): Sheet => ({
  ...sheet,
  definitions: { ...sheet.definitions, tables: [], autoFilter: null },
})

/** What Excel's definition and the sheet's cells say of a table: without totals, in the cells in use. */
function expected(sheet: Sheet, told: SheetDefinitions["tables"][number]): MapTable | undefined {
  const [table] = readLayout({
    ...sheet,
    definitions: { ...sheet.definitions, tables: [told], autoFilter: null },
  }).tables.filter(({ definedBy }) => definedBy === "table")
  return table
}

function scoreOf(where: string, table: MapTable, found: readonly MapTable[]): Score {
  const area = parseAddress(table.address)
  const ranked = found
    .map((each) => ({ each, overlap: overlapOf(area, parseAddress(each.address)) }))
    .sort((a, b) => b.overlap - a.overlap)
  const best = ranked[0]
  const names = (each: MapTable): string => each.columns.map(({ name }) => name).join("\n")
  return {
    where,
    overlap: best?.overlap ?? 0,
    isExact: best?.overlap === 1,
    isHeaderRight: best?.overlap !== undefined && best.overlap > 0 && best.each.headerSize === table.headerSize,
    areColumnsRight: best !== undefined && names(best.each) === names(table),
    found: `${describeTable(table)}\n      found ${best && best.overlap > 0 ? describeTable(best.each) : "nothing"}`,
  }
}

async function realWorkbooks(): Promise<void> {
  if (!existsSync(folder)) {
    print("Real workbooks: skipped, ../shared/data/workbooks is not here.")
    return
  }
  const scores: Score[] = []
  let files = 0
  let found = 0
  let matched = 0
  for (const file of readdirSync(folder).filter((name) => /\.(xlsx|xlsm)$/.test(name))) {
    const sheets = await sheetsOf(file).catch(() => [])
    const defined = sheets.filter(({ definitions }) => definitions.tables.length > 0)
    if (defined.length > 0) files++
    for (const sheet of defined) {
      const tables = sheet.definitions.tables.flatMap((told) => {
        const table = expected(sheet, told)
        const hasValues = table !== undefined && table.rowCount > 0
        return hasValues ? [table] : []
      })
      const layout = readLayout(undefinedTables(sheet))
      for (const table of tables) scores.push(scoreOf(`${file} ${sheet.name}`, table, layout.tables))
      const areas = tables.map(({ address }) => parseAddress(address))
      const near = layout.tables.filter(({ address }) => areas.some((area) => intersect(area, parseAddress(address))))
      found += near.length
      matched += near.filter(({ address }) =>
        areas.some((area) => overlapOf(area, parseAddress(address)) >= 0.9),
      ).length
    }
  }
  const share = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`
  const count = (is: (score: Score) => boolean): string => share(scores.filter(is).length, scores.length)
  print(`Real workbooks: ${scores.length} tables that Excel defines in ${files} files, definitions removed`)
  print(`  recall (overlap >= 0.9)      ${count(({ overlap }) => overlap >= 0.9)}`)
  print(`  precision (of those that touch one) ${share(matched, found)}`)
  print(
    `  mean overlap (IoU)           ${(scores.reduce((sum, { overlap }) => sum + overlap, 0) / Math.max(1, scores.length)).toFixed(3)}`,
  )
  print(`  exact address                ${count(({ isExact }) => isExact)}`)
  print(`  header right                 ${count(({ isHeaderRight }) => isHeaderRight)}`)
  print(`  names of all columns right   ${count(({ areColumnsRight }) => areColumnsRight)}`)
  if (!showFailures) return
  for (const { where, found: what, isExact, isHeaderRight, areColumnsRight } of scores)
    if (!isExact || !isHeaderRight || !areColumnsRight) print(`    ${where}\n      Excel ${what}`)
}

const isOften: ReadonlySet<string> = new Set(["header", "body", "leaves", "columns"])

/** Each part of the tables with how many have it right, and of those that have something to find there. */
function partLine(scores: readonly SheetScore[]): string {
  return sheetParts
    .map((part) => {
      const all = scores.flatMap(({ marks }) => marks.filter((mark) => mark.part === part))
      const some = all.filter(({ isThere }) => isThere)
      const right = (marks: readonly Mark[]): string =>
        `${marks.filter((mark) => mark.isRight).length} of ${marks.length}`
      return `${part} ${right(all)}${isOften.has(part) || some.length === 0 ? "" : ` (${right(some)} with some)`}`
    })
    .join(", ")
}

function awkward(): void {
  const classes = Object.entries(scoredSheets).map(([name, sheets]) => ({ name, scores: sheets.map(scoreSheet) }))
  const everything = classes.flatMap(({ scores }) => scores)
  const rightOf = (scores: readonly SheetScore[]): string =>
    `${scores.filter(({ isRight }) => isRight).length} of ${scores.length}`
  print(`Awkward sheets: ${rightOf(everything)} read as a person reads them`)
  print(`  ${partLine(everything)}`)
  print(`  tables where there is none: ${everything.reduce((sum, { invented }) => sum + invented, 0)}`)
  for (const { name, scores } of classes) print(`  ${name}: ${rightOf(scores)} sheets; ${partLine(scores)}`)
  if (!showFailures) return
  for (const { name, scores } of classes)
    for (const { sheet, found, isRight } of scores) {
      if (isRight) continue
      print(`    ${name}: ${sheet.name}`)
      for (const line of expectedLines(sheet)) print(`      expected ${line}`)
      for (const line of found) print(`      found    ${line}`)
    }
}

await realWorkbooks()
awkward()
