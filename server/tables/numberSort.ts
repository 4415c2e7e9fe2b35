import { formatKind } from "../../shared/cell.ts"

/** What a number format makes of a number: sorts that are never added up or shown together. */
export function numberSort(format: string | null | undefined): "percentage" | "date" | "time" | "amount" {
  const kind = formatKind(format)
  return kind === "percentage" || kind === "date" || kind === "time" ? kind : "amount"
}
