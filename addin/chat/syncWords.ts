import type { SyncView } from "../sync/workbookSync.ts"

/** `40 %`, or nothing while it is not known. */
const share = (progress: number | null): string => (progress === null ? "" : ` ${Math.round(progress * 100)} %`)

/** How far the sync is, in few enough words for the status line; null where there is nothing to tell. */
export function syncWords({ consent, phase, progress, pending }: SyncView): string | null {
  if (consent !== "included") return null
  switch (phase) {
    case "off":
      return null
    case "starting":
    case "syncing":
      // A single edit under way is no news.
      return progress === null && pending ? "Workbook included" : `Including the workbook${share(progress)}`
    case "paused":
      return "Including is paused"
    case "failed":
      return "Including has stopped"
    case "upToDate":
      return "Workbook included"
  }
}

/** Names of the sheets that are included, or will be. */
export const includedSheets = ({ consent, sheets }: SyncView): readonly string[] =>
  consent === "included" ? sheets.filter(({ included }) => included).map(({ name }) => name) : []
