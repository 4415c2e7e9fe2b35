import type { SimWorkbook } from "../workbook/contract.ts"

/** What the page offers on `window` to tests and to the curious in the browser's console. */
export interface SimulatedExcel {
  readonly workbook: SimWorkbook
  /** Opens a file as *Open…* does; rejects with what the page shows when it cannot. */
  readonly open: (bytes: Uint8Array, fileName: string) => Promise<void>
  /** Shows a workbook made by a script instead of a file. */
  readonly show: (workbook: SimWorkbook) => void
}

declare global {
  interface Window {
    simulatedExcel?: SimulatedExcel
  }
}
