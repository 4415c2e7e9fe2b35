import type { Database } from "../database/database.ts"
import { ownerColumns, ownerOfRow, type OwnerRow } from "../database/ownerQueries.ts"
import type { Jobs } from "../jobs/jobs.ts"
import { sendRead } from "./sendRead.ts"

/** After how long without a byte, or a step, somebody must have died over a file. */
const leftAfter = "10 minutes"

export interface SweepParts {
  readonly database: Database
  readonly jobs: Pick<Jobs, "send">
}

/** Deletes what stopped arriving, and has read what nobody reads. */
export async function sweepFiles({ database, jobs }: SweepParts): Promise<void> {
  const left = await database.asMaintenance(async (rows) => {
    await rows.query(
      `delete from files where status = 'receiving' and changed_at < now() - interval '${leftAfter}'`,
      [],
    )
    return rows.query<OwnerRow & { file_id: string; size: number }>(
      `select ${ownerColumns}, file_id, size from files
       where status in ('uploaded', 'reading') and changed_at < now() - interval '${leftAfter}'`,
      [],
    )
  })
  for (const row of left) await sendRead(jobs, { owner: ownerOfRow(row), fileId: row.file_id }, row.size)
}

/** What retention deletes when nobody has used it for long: files that became no workbook. */
export const expiringFiles = { table: "files", usedAt: "used_at" }
