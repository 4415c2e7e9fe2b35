import type { SimWorkbook } from "../workbook/contract.ts"

/** What is worth knowing about the workbook that is open, for the status bar; empty when there is nothing. */
export function openNotes(workbook: SimWorkbook): string {
  const kept = workbook.unreproduced.length
  const hidden = workbook.sheets.filter((sheet) => sheet.visibility !== "Visible").length
  return [
    kept > 0 &&
      (kept === 1
        ? "1 formula keeps the file's own result: the simulator cannot calculate it"
        : `${kept.toLocaleString()} formulas keep the file's own results: the simulator cannot calculate them`),
    hidden > 0 && (hidden === 1 ? "1 sheet is hidden" : `${hidden} sheets are hidden`),
  ]
    .filter((note) => note !== false)
    .join(" · ")
}
