import type { FileStatus, FileSummary, UploadedFile } from "../../shared/files.ts"
import type { StoredSheetRow, StoredWorkbook } from "../workbooks/storedWorkbook.ts"
import type { FileRow } from "./fileStore.ts"
import type { SheetReport } from "./sheetReport.ts"

/** How much of the way it is to read a file, before its cells are looked at and indexed. */
const readingShare = 0.6

export const summaryOf = (row: FileRow): FileSummary => ({
  fileId: row.file_id,
  fileName: row.name,
  size: row.size,
  status: statusOf(row),
  progress: progressOf(row),
  reason: row.reason,
  code: row.code,
  uploadedAt: row.uploaded_at.toISOString(),
})

/** `workbook` is what the file became, once it has. */
export const describeFile = (row: FileRow, workbook: StoredWorkbook | undefined): UploadedFile => ({
  ...summaryOf(row),
  sheets: row.sheets.map((report) => {
    const sheet = workbook?.sheets.find(({ sheetId }) => sheetId === report.sheetId)
    const { name, visibility, usedRange, cells, sum } = report
    return {
      name,
      ...sheetStatusOf(row, report, sheet),
      visibility,
      usedRange,
      cells,
      sum,
      tables: (sheet?.layout?.tables ?? []).map((table) => ({
        name: table.name,
        address: table.address,
        columns: table.columns.map(({ name, kind }) => ({ name, kind })),
      })),
    }
  }),
})

export function statusOf(row: FileRow): FileStatus {
  switch (row.status) {
    case "uploaded":
      return "UPLOADED"
    case "reading":
      return "PROCESSING"
    case "failed":
      return "FAILED"
    case "stored":
      if (row.prepared < row.stored) return "PROCESSING"
      return row.unprepared > 0 || row.sheets.some(({ reason }) => reason !== null) ? "PARTIAL" : "COMPLETED"
  }
}

function progressOf({ status, progress, stored, prepared }: FileRow): number {
  if (status !== "stored") return readingShare * progress
  return stored === 0 ? 1 : readingShare + (1 - readingShare) * (prepared / stored)
}

const unsearchable = "It was read, but could not be prepared for questions and search."

function sheetStatusOf(
  row: FileRow,
  { state, reason }: SheetReport,
  sheet: StoredSheetRow | undefined,
): Pick<UploadedFile["sheets"][number], "status" | "reason"> {
  if (state === "failed") return { status: "FAILED", reason }
  if (row.status === "failed") return { status: "FAILED", reason: row.reason }
  if (row.status !== "stored" || !sheet) return { status: "PROCESSING", reason }
  if (sheet.index === "failed")
    return { status: "PARTIAL", reason: reason ?? `${unsearchable} ${sheet.problem ?? ""}`.trim() }
  if (sheet.index !== "indexed") return { status: "PROCESSING", reason }
  return { status: reason === null ? "COMPLETED" : "PARTIAL", reason }
}
