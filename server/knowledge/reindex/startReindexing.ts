import type { Queries } from "../../database/queries.ts"
import type { Database } from "../../database/database.ts"
import { ownerColumns, ownerOfRow, type OwnerRow } from "../../database/ownerQueries.ts"
import type { Jobs } from "../../jobs/jobs.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import { placeKey, type WorkbookPlace } from "../index/sheetPlace.ts"

/** Again and again: while servers are replaced one after the other, an old one may take a job, or write vectors of its own. */
const everyMs = 5 * 60_000

export interface ReindexParts {
  readonly database: Database
  readonly jobs: Pick<Jobs, "send">
  /** The present embedder's name. */
  readonly embedder: string
  readonly log: Log
}

/** Has everything embedded anew that another embedder embedded, now and again. Returns the way to stop. */
export function startReindexing(parts: ReindexParts): () => Promise<void> {
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  const pass = async (): Promise<void> => {
    try {
      const workbooks = await sendStale(parts, stopping.signal)
      if (workbooks > 0) parts.log.info("embedded anew", { workbooks })
    } catch (error) {
      parts.log.warn("embedders not compared", { error: describeError(error) })
    }
  }
  const run = (): void => {
    running ??= pass().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(run, everyMs).unref()
  run()
  return async () => {
    clearInterval(timer)
    stopping.abort()
    await running
  }
}

/** Workbooks that are looked up at once. */
const pageSize = 200

/** Sends a job for every workbook, whoever's it is, of which another embedder embedded something; returns how many. */
export async function sendStale(
  { database, jobs, embedder }: Omit<ReindexParts, "log">,
  signal: AbortSignal,
): Promise<number> {
  let sent = 0
  let after: WorkbookPlace | undefined
  while (!signal.aborted) {
    const page = await database.asMaintenance((rows) => staleWorkbooks(rows, embedder, after))
    for (const place of page) await jobs.send("reindex", place, placeKey(place))
    sent += page.length
    after = page.at(-1)
    if (page.length < pageSize) break
  }
  return sent
}

async function staleWorkbooks(
  rows: Queries,
  embedder: string,
  after: WorkbookPlace | undefined,
): Promise<WorkbookPlace[]> {
  const found = await rows.query<OwnerRow & { workbook_id: string }>(
    `select distinct ${ownerColumns}, workbook_id from segments
     where embedder is distinct from $1 and ($2::text is null or (${ownerColumns}, workbook_id) > ($2, $3, $4))
     order by 1, 2, 3 limit ${pageSize}`,
    [embedder, after?.owner.tenantId ?? null, after?.owner.userId ?? null, after?.workbookId ?? null],
  )
  return found.map((row) => ({ owner: ownerOfRow(row), workbookId: row.workbook_id }))
}
