import { createWorkbook, type NewWorkbook } from "../../../playground/workbook/createWorkbook.ts"
import type { SimWorkbook } from "../../../playground/workbook/contract.ts"
import { openExcel, type OfficeInNodeOptions } from "../../support/officeInNode.ts"

export interface OpenedExcel {
  readonly workbook: SimWorkbook
  close(): void
}

/** Opens a simulated workbook with the genuine Office.js behind the globals that the pane uses. */
export async function excelInNode(sheets: NewWorkbook["sheets"], options?: OfficeInNodeOptions): Promise<OpenedExcel> {
  const workbook = createWorkbook({ fileName: "Test.xlsx", ...(sheets && { sheets }) })
  const office = await openExcel(workbook, options)
  const { Excel, Office, OfficeExtension } = office
  Object.assign(globalThis, { Excel, Office, OfficeExtension })
  return {
    workbook,
    close: () => {
      for (const name of ["Excel", "Office", "OfficeExtension"]) Reflect.deleteProperty(globalThis, name)
      office.close()
    },
  }
}
