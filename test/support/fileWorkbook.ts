import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { basename } from "node:path"
import type { NamedTable, SheetSource, WorkbookAnalyzer } from "../../server/analysis/workbookAnalysis.ts"
import { parseFile } from "../../server/files/parse/parseFile.ts"
import type { QuestionWorkbook } from "../../server/assistant/question/question.ts"
import { gridOf, SheetBuilder, type Sheet } from "../../server/tables/sheetGrid.ts"
import { nameTables } from "../../server/tables/map/nameTables.ts"
import { parseAddress } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import type { RangeContent } from "../../shared/workbook.ts"
import type { MapTable } from "../../shared/workbookMap.ts"
import { mapSheet, questionWorkbook, workbookMap } from "./questionWorkbook.ts"

/** The sheets of a file as its parser tells them: where to find the blocks of each, and the cells themselves. */
export async function sheetsOfFile(path: string): Promise<{ source: SheetSource; sheet: Sheet }[]> {
  const key = randomUUID()
  const names: string[] = []
  const blocks = new Map<number, string[]>()
  const sheets: { source: SheetSource; sheet: Sheet }[] = []
  for await (const part of parseFile(readFileSync(path), basename(path))) {
    if (part.kind === "outline") names.push(...part.sheets.map(({ name }) => name))
    if (part.kind === "block") blocks.set(part.sheet, [...(blocks.get(part.sheet) ?? []), part.text])
    if (part.kind !== "sheet") continue
    const { definitions, usedRange } = part.content
    const name = names[part.sheet] ?? ""
    const texts = blocks.get(part.sheet) ?? []
    const builder = new SheetBuilder({ name, definitions, usedRange })
    for (const text of texts) builder.add(text)
    const source = {
      key: `${key} ${part.sheet}`,
      workbook: key,
      name,
      usedRange,
      definitions,
      async *blocks() {
        yield* texts
      },
    }
    sheets.push({ source, sheet: builder.build() })
  }
  return sheets
}

/** The cells of a range of one sheet of a file, as a pane sends what is selected. */
export function selectionOf(sheets: readonly { sheet: Sheet }[], name: string, address: string): RangeContent {
  const found = sheets.find(({ sheet }) => sheet.name === name)
  if (!found) throw new Error(`There is no sheet ${name}.`)
  const area = parseAddress(address)
  const grid = gridOf(found.sheet, area)
  const filled = <T>(rows: readonly (readonly T[])[] | undefined, blank: T): T[][] =>
    Array.from({ length: area.rowCount }, (_, r) =>
      Array.from({ length: area.columnCount }, (_, c) => rows?.[r]?.[c] ?? blank),
    )
  return {
    worksheet: name,
    address,
    values: filled(grid.values, null),
    formulas: filled(grid.formulas, null),
    numberFormats: filled(grid.numberFormats, "General"),
  }
}

/** A file as an included workbook of a question. */
export async function fileWorkbook(
  analyzer: WorkbookAnalyzer,
  path: string,
  sheets: readonly { source: SheetSource }[],
  signal: AbortSignal,
): Promise<QuestionWorkbook> {
  const home = sheets[0]?.source.workbook ?? ""
  const mapped = []
  for (const { source } of sheets)
    mapped.push(
      mapSheet(source.name, [], {
        usedRange: source.usedRange,
        layout: await analyzer.layout(home, source, signal),
      }),
    )
  const names = new Map(nameTables([{ sheets: mapped }]).map(({ table, name }) => [table, { ...table, name }]))
  const renamed = (table: MapTable): MapTable => names.get(table) ?? table
  const map = workbookMap(
    mapped.map((sheet) => ({
      ...sheet,
      layout: sheet.layout && { ...sheet.layout, tables: sheet.layout.tables.map(renamed) },
    })),
    { name: basename(path) },
  )
  const named: NamedTable[] = map.sheets.flatMap((sheet, at) => {
    const source = sheets[at]?.source
    return source ? (sheet.layout?.tables ?? []).map((table) => ({ name: table.name, sheet: source, table })) : []
  })
  return questionWorkbook(
    [map],
    {},
    {
      openTable: (name, given) => {
        const found = named.find((each) => each.name.toLowerCase() === name.toLowerCase())
        if (!found) throw new AppError("not_found", `There is no table "${name}".`)
        return analyzer.openTable(home, found.sheet, found.table, given)
      },
      sql: (text, given) => analyzer.query(home, named, text, given),
    },
  )
}
