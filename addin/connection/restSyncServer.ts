import { AppError } from "../../shared/errors.ts"
import { storedSheetSchema } from "../../shared/sync.ts"
import type { SyncServer } from "../sync/syncServer.ts"
import type { AuthorizedFetch } from "./authorizedFetch.ts"
import { gzip } from "./gzip.ts"
import { readReply } from "./readReply.ts"

/** Longer than for other calls: a block may be some megabytes on a slow line. */
const requestTimeoutMs = 60_000

/** Stored workbooks over REST, with the pane's own sign-in. */
export function restSyncServer(call: AuthorizedFetch): SyncServer {
  let sentBytes = 0
  const pathOf = (workbookId: string): string => `/api/workbooks/${encodeURIComponent(workbookId)}`
  const send = async (
    method: string,
    path: string,
    text: string | undefined,
    signal?: AbortSignal,
  ): Promise<Response> => {
    const body = text === undefined ? undefined : await gzip(text)
    sentBytes += body?.length ?? 0
    // Not AbortSignal.any, which Safari has only had since 17.4.
    const ending = new AbortController()
    const end = (): void => ending.abort()
    const timer = setTimeout(end, requestTimeoutMs)
    signal?.addEventListener("abort", end)
    if (signal?.aborted) end()
    try {
      return await call(path, { method, ...(body !== undefined && { body }), signal: ending.signal })
    } catch (thrown) {
      throw signal?.aborted ? new AppError("cancelled", "Stopped.", { cause: thrown }) : thrown
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener("abort", end)
    }
  }
  return {
    get sentBytes() {
      return sentBytes
    },
    putWorkbook: async (workbookId, outline, signal) => {
      await send("PUT", pathOf(workbookId), JSON.stringify(outline), signal)
    },
    putSheet: async (workbookId, sheetId, content, signal) => {
      const path = `${pathOf(workbookId)}/sheets/${encodeURIComponent(sheetId)}`
      return readReply(storedSheetSchema, await send("PUT", path, JSON.stringify(content), signal))
    },
    putBlock: async (workbookId, hash, text, signal) => {
      await send("PUT", `${pathOf(workbookId)}/blocks/${hash}`, text, signal)
    },
    deleteWorkbook: async (workbookId) => {
      await send("DELETE", pathOf(workbookId), undefined)
    },
  }
}
