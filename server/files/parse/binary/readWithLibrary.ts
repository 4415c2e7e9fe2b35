import type { CellObject, WorkBook, WorkSheet } from "@e965/xlsx"
import { formatArea } from "../../../../shared/address.ts"
import { days1904, libraryFormat, libraryFormula, libraryValue } from "../../../../shared/workbookFile/libraryCell.ts"
import type { ReadBook, SheetFindings } from "../book/readBook.ts"
import { SheetCells } from "../book/sheetCells.ts"
import { SheetMarks } from "../book/sheetMarks.ts"
import { damaged, passwordProtected, unreadable } from "../book/unreadable.ts"

/** Loaded by the first file that needs it: loading it takes longer than reading most other files. */
async function loadLibrary() {
  const { read, set_cptable: setCodepages } = await import("@e965/xlsx")
  setCodepages(await import("@e965/xlsx/dist/cpexcel.full.mjs"))
  return read
}

async function parse(bytes: Uint8Array): Promise<WorkBook> {
  const read = await loadLibrary()
  try {
    return read(bytes, {
      type: "array",
      dense: true,
      cellFormula: true,
      cellNF: true,
      cellHTML: false,
      cellText: false,
      cellStyles: true, // hidden rows and columns
    })
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw passwordProtected()
    throw damaged(error)
  }
}

/** Reads .xlsb, .xls of every age and the XML form of .xls. @throws AppError unreadable_file. */
export async function readWithLibrary(bytes: Uint8Array): Promise<ReadBook> {
  const book = await parse(bytes)
  const shift = book.Workbook?.WBProps?.date1904 ? days1904 : 0
  const isWorksheet = (name: string): boolean => [undefined, "sheet"].includes(book.Sheets[name]?.["!type"])
  const names = book.SheetNames.filter(isWorksheet)
  if (names.length === 0) throw unreadable("The file has no worksheet; upload a workbook with cells.")
  return {
    // Its shared strings, among others, stay in variables of the library.
    leavesTraces: true,
    names: readNames(book),
    sheets: names.map((name) => {
      const visibility =
        visibilities.at(book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)]?.Hidden ?? 0) ?? "visible"
      const read = (): SheetFindings => {
        const sheet = book.Sheets[name]
        if (!sheet) throw damaged(new Error("a sheet is missing"))
        return readSheet(sheet, shift)
      }
      return { name: name.slice(0, 255), visibility, size: 1, read }
    }),
  }
}

const visibilities = ["visible", "hidden", "very_hidden"] as const

function readNames(book: WorkBook): ReadBook["names"] {
  return (book.Workbook?.Names ?? []).flatMap(({ Name: name, Ref: formula, Sheet: index, ...rest }) => {
    const sheet = index === undefined ? null : book.SheetNames[index]
    const isHidden = "Hidden" in rest && rest.Hidden === true
    return !formula || isHidden || name.startsWith("_xlnm.") || sheet === undefined
      ? []
      : [{ name, formula: `=${formula}`, sheet }]
  })
}

function readSheet(sheet: WorkSheet, shift: number): SheetFindings {
  const cells = new SheetCells()
  const marks = new SheetMarks()
  const lines: (CellObject | undefined)[][] = sheet["!data"] ?? []
  lines.forEach((line, row) =>
    line.forEach((cell, column) => {
      if (!cell) return
      cells.add({
        row,
        column,
        value: libraryValue(cell, shift),
        isError: cell.t === "e",
        formula: libraryFormula(cell, row, column),
        format: libraryFormat(cell),
      })
    }),
  )
  for (const { s, e } of sheet["!merges"] ?? [])
    marks.merge(formatArea({ row: s.r, column: s.c, rowCount: e.r - s.r + 1, columnCount: e.c - s.c + 1 }))
  const rows: ({ hidden?: boolean } | undefined)[] = sheet["!rows"] ?? []
  rows.forEach((line, row) => line?.hidden && marks.hideRow(row))
  const columns: ({ hidden?: boolean } | undefined)[] = sheet["!cols"] ?? []
  columns.forEach((line, column) => line?.hidden && marks.hideColumns(column, column))
  marks.filter(sheet["!autofilter"]?.ref)
  return { cells, definitions: { tables: [], charts: [], pivots: [], ...marks.definitions }, notes: [] }
}
