import type { Evidence, Fact } from "../proofs/fact.ts"
import { scopeSheets, scopeTables } from "../question/scope.ts"
import type { QuestionWorkbook } from "../question/question.ts"

/** What the map proves: how many sheets, tables and rows there are. Digits inside of its names are no figures. */
export function mapEvidence(workbook: QuestionWorkbook | undefined): Evidence {
  const sheets = scopeSheets(workbook)
  const tables = scopeTables(workbook)
  const count = (value: number, operation: string, ranges: Fact["ranges"]): Fact => ({
    value,
    operation,
    ranges,
    measure: operation.startsWith("count of data rows") ? "rows" : operation,
    fraction: false,
  })
  const used = sheets.flatMap(({ name, usedRange }) =>
    usedRange === null ? [] : [{ sheet: name, address: usedRange }],
  )
  return {
    facts:
      sheets.length === 0
        ? []
        : [
            count(sheets.length, "count of sheets", used.slice(0, 20)),
            count(tables.length, "count of tables", used.slice(0, 20)),
            ...tables.map(({ sheet, table }) =>
              count(table.rowCount, `count of data rows of ${table.name}`, [
                { sheet: sheet.name, address: table.address },
              ]),
            ),
          ],
    operands: [],
    labels: [
      ...(workbook?.maps.map(({ name }) => name) ?? []),
      ...sheets.map(({ name }) => name),
      ...tables.flatMap(({ table }) => [table.name, table.title ?? "", ...table.columns.map(({ name }) => name)]),
    ].filter((label) => label !== ""),
  }
}
