import { splitAddress, tryParseAddress, type Area } from "../../shared/address.ts"
import type { SimWorkbook } from "../workbook/contract.ts"

export interface Place {
  readonly sheetId: string
  readonly area: Area
}

const isName = (text: string, name: string): boolean => text.toLowerCase() === name.toLowerCase()

/** What the name box understands: an address with or without sheet, a defined name, or a table's name. */
export function findPlace(workbook: SimWorkbook, text: string): Place | undefined {
  const wanted = text.trim()
  const address = addressPlace(workbook, wanted)
  if (address) return address
  const { activeSheet } = workbook
  const names = workbook.names.filter(({ name, scope }) => isName(wanted, name) && (!scope || scope === activeSheet.id))
  // A name of this sheet hides one of the workbook.
  const name = names.find(({ scope }) => scope === activeSheet.id) ?? names[0]
  if (name) return addressPlace(workbook, name.formula.replace(/^=/, ""))
  for (const sheet of workbook.sheets)
    for (const table of sheet.tables)
      if (isName(wanted, table.name)) return { sheetId: sheet.id, area: tableBody(table) }
  return undefined
}

function addressPlace(workbook: SimWorkbook, text: string): Place | undefined {
  const { sheet: sheetName, address } = splitAddress(text)
  const area = tryParseAddress(address)
  const sheet = sheetName === undefined ? workbook.activeSheet : workbook.sheetByName(sheetName)
  return area && sheet && { sheetId: sheet.id, area }
}

function tableBody(table: { area: Area; showHeaders: boolean; showTotals: boolean }): Area {
  const headers = table.showHeaders ? 1 : 0
  const totals = table.showTotals ? 1 : 0
  return {
    ...table.area,
    row: table.area.row + headers,
    rowCount: Math.max(1, table.area.rowCount - headers - totals),
  }
}

/** Names that lead to cells, as the name box lists them. */
export function placeNames(workbook: SimWorkbook): string[] {
  const names = workbook.names.filter(({ visible, formula }) => visible && addressPlace(workbook, formula.slice(1)))
  const tables = workbook.sheets.flatMap((sheet) => sheet.tables)
  return [...new Set([...names, ...tables].map(({ name }) => name))].sort((a, b) => a.localeCompare(b))
}
