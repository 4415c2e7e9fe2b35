import type { SyncView } from "../sync/workbookSync.ts"

/** `40 %`, or nothing while it is not known. */
const share = (progress: number | null): string => (progress === null ? "" : ` ${Math.round(progress * 100)} %`)

const settled = { words: "workbook included", settled: true } as const

/** Progress of the sync in a few words for the status line; null when there is nothing to report. After the first sync, edits in progress are not reported. */
export function syncWords({
  consent,
  phase,
  progress,
  syncedAt,
}: Pick<SyncView, "consent" | "phase" | "progress" | "syncedAt">): { words: string; settled: boolean } | null {
  if (consent !== "included" || phase === "off") return null
  switch (phase) {
    case "starting":
    case "syncing":
      return syncedAt === null ? { words: `Including the workbook${share(progress)}`, settled: false } : settled
    case "paused":
      return { words: "Including is paused", settled: false }
    case "failed":
      return { words: "Including has stopped", settled: false }
    case "upToDate":
      return settled
  }
}

/** Names of the sheets that are included, or will be. */
export const includedSheets = ({ consent, sheets }: SyncView): readonly string[] =>
  consent === "included" ? sheets.filter(({ included }) => included).map(({ name }) => name) : []
