import { around } from "./around.ts"
import type { AwkwardSheet } from "./awkwardSheet.ts"
import { footers } from "./footers.ts"
import { headers } from "./headers.ts"
import { lookalikes } from "./lookalikes.ts"
import { names } from "./names.ts"
import { sections } from "./sections.ts"
import { several } from "./several.ts"
import { sideNotes } from "./sideNotes.ts"
import { strange } from "./strange.ts"
import { subtotals } from "./subtotals.ts"
import { textNumbers } from "./textNumbers.ts"
import { turned } from "./turned.ts"
import { twoLevels } from "./twoLevels.ts"
import { units } from "./units.ts"

/** What `npm run eval:tables` scores, by the sort of trouble. Tests hold all but those that `awkwardSheets` names as misread. */
export const scoredSheets: Readonly<Record<string, readonly AwkwardSheet[]>> = {
  several,
  headers,
  around,
  turned,
  sections,
  subtotals,
  footers,
  units,
  sideNotes,
  twoLevels,
  names,
  textNumbers,
  strange,
  lookalikes,
}
