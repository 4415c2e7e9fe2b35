import type { MapSheet, WorkbookMap } from "../../../../shared/workbookMap.ts"
import type { AwkwardSheet } from "../../../../eval/awkwardSheets/awkwardSheet.ts"
import { sheetOf } from "../../../../eval/awkwardSheets/awkwardSheet.ts"
import { readLayout } from "../../../../server/tables/layout/readLayout.ts"

/** A map of sheets given by their rows. */
export function mapOf(
  sheets: Readonly<Record<string, Pick<AwkwardSheet, "rows" | "formats" | "formulas" | "definitions">>>,
  more: Partial<WorkbookMap> = {},
): WorkbookMap {
  return {
    workbookId: "w1",
    name: "Budget.xlsx",
    names: [],
    sheets: Object.entries(sheets).map(([name, content], at): MapSheet => {
      const sheet = { ...sheetOf(content), name }
      return {
        sheetId: `s${at}`,
        name,
        visibility: "visible",
        usedRange: `A1:B${content.rows.length}`,
        layout: readLayout(sheet),
        charts: sheet.definitions.charts,
        pivots: sheet.definitions.pivots,
        storedAt: "2026-01-01T00:00:00Z",
        index: "indexed",
        problem: null,
        chunkCount: 0,
      }
    }),
    ...more,
  }
}
