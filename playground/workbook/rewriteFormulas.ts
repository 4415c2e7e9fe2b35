import type { Book } from "./book.ts"
import { saved, type Swap } from "./history.ts"
import type { Sheet } from "./sheet.ts"

/** Rewrites every formula of the workbook, names included, and gives the way back. `home` is the formula's own sheet. */
export function rewriteFormulas(
  book: Book,
  rewrite: (formula: string, home: Sheet | undefined, row: number) => string,
): Swap {
  const cells: { sheet: Sheet; row: number; column: number; formula: string }[] = []
  for (const sheet of book.sheets)
    for (const [row, line] of sheet.formulas.rows)
      line.forEach((formula, column) => {
        if (formula === undefined) return
        const after = rewrite(formula, sheet, row)
        if (after === formula) return
        cells.push({ sheet, row, column, formula })
        sheet.formulas.set(row, column, after)
      })
  const names = saved(
    () => book.names,
    (items) => (book.names = items),
  )
  book.names = book.names.map((name) => {
    const formula = rewrite(name.formula, undefined, 0)
    return formula === name.formula ? name : { ...name, formula }
  })
  return () => {
    names()
    for (const cell of cells) {
      const now = cell.sheet.formulas.get(cell.row, cell.column)
      cell.sheet.formulas.set(cell.row, cell.column, cell.formula)
      cell.formula = now ?? cell.formula
    }
  }
}
