import { mapText } from "../../tables/map/mapText.ts"
import type { QuestionWorkbook } from "../question/question.ts"

/** The map of the workbooks for a prompt, and what their reader must know; empty when there are none. */
export function workbookText(workbook: QuestionWorkbook | undefined, tokenBudget: number): string {
  if (!workbook) return ""
  const map = workbook.maps.length > 0 ? mapText(workbook.maps, tokenBudget) : ""
  return [map, ...workbook.notes.map((note) => `Note: ${note}`)].filter((line) => line !== "").join("\n")
}
