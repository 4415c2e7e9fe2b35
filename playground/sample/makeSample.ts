import { newBook } from "../workbook/book.ts"
import type { SimWorkbook } from "../workbook/contract.ts"
import { Workbook } from "../workbook/workbook.ts"
import { addExpenses } from "./expenses.ts"
import { addNotes } from "./notes.ts"
import { addOrders } from "./orders.ts"
import { addStaff } from "./staff.ts"
import { addSummary } from "./summary.ts"
import { addTargets } from "./targets.ts"

/** The sample workbook of the playground: the same cells every time. Load the calculation engine first, its formulas are zero otherwise. */
export function makeSample(): SimWorkbook {
  const book = newBook()
  const { lastOrder } = addOrders(book)
  addTargets(book)
  addExpenses(book)
  addSummary(book, lastOrder)
  addStaff(book)
  addNotes(book)
  const workbook = new Workbook("Contoso Outdoor.xlsx", book)
  workbook.calculate()
  return workbook
}
