import { around } from "./around.ts"
import type { AwkwardSheet } from "./awkwardSheet.ts"
import { headers } from "./headers.ts"
import { sections } from "./sections.ts"
import { several } from "./several.ts"
import { subtotals } from "./subtotals.ts"
import { turned } from "./turned.ts"

/** What `npm run eval:tables` scores, by the sort of trouble. Tests hold the sheets of `awkwardSheets` alone: others may fail. */
export const scoredSheets: Readonly<Record<string, readonly AwkwardSheet[]>> = {
  several,
  headers,
  around,
  turned,
  sections,
  subtotals,
}
