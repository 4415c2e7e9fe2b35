import type { WorkbookScope } from "../../shared/protocol.ts"
import type { WorkbookSync } from "../sync/workbookSync.ts"
import type { FileList } from "./fileList.ts"

/** Milliseconds for which a question waits until the last edits are stored. */
const patienceMs = 1_500

/** What a question asked now may use beside the selection. Sends the last edits first; `pending` means that some are still unsent. A workbook that is not included is not used, even if it is stored. */
export async function questionScope(
  sync: Pick<WorkbookSync, "view" | "flush">,
  files: Pick<FileList, "usable">,
): Promise<WorkbookScope> {
  const { workbookId, consent } = sync.view()
  const included = consent === "included"
  const pending = included && (await sync.flush(patienceMs))
  const used = files.usable()
  return {
    ...(included && { id: workbookId }),
    ...(pending && { pending }),
    ...(used.length > 0 && { files: [...used] }),
  }
}
