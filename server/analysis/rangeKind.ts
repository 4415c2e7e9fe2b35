import { isNumericKind } from "../../shared/cell.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { TableShape } from "../../shared/workbook.ts"

/** What sort of table it is, from the kinds of its columns. */
export function rangeKind({ columns, rowCount }: TableShape): RangeProfile["kind"] {
  const filled = columns.filter((column) => column.kind !== "empty")
  if (filled.length === 0) return "empty"
  if (filled.length === 1 || rowCount <= 1) return "basic"
  const numeric = filled.filter((column) => isNumericKind(column.kind)).length
  if (numeric > 0 && filled.some((column) => column.kind === "date")) return "temporal"
  if (numeric * 10 >= filled.length * 7) return "numerical"
  const categories = filled.filter((column) => column.kind === "text" || column.kind === "boolean").length
  return numeric === 0 && categories > 0 ? "categorical" : "mixed"
}
