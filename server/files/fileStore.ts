import { z } from "zod"
import { errorCodes, type ErrorCode } from "../../shared/errors.ts"
import { ofOwner, sameOwner, type OwnerQueries } from "../database/ownerQueries.ts"
import { ofFile, type FileKey } from "./filePlace.ts"
import { sheetReportSchema, type SheetReport } from "./sheetReport.ts"

const fileRow = z.object({
  file_id: z.string(),
  name: z.string(),
  size: z.number(),
  status: z.enum(["uploaded", "reading", "stored", "failed"]),
  progress: z.number(),
  attempts: z.number(),
  code: z.enum(errorCodes).nullable(),
  reason: z.string().nullable(),
  sheets: z.array(sheetReportSchema),
  uploaded_at: z.date(),
  /** Of the workbook's sheets: how many were stored, prepared for search, and could not be. */
  stored: z.number(),
  prepared: z.number(),
  unprepared: z.number(),
})
export type FileRow = z.infer<typeof fileRow>

const columns = `file_id, name, size, status, progress, attempts, code, reason, sheets, uploaded_at, w.*
  from files f, lateral (
    select count(*)::integer as stored,
      count(*) filter (where index_revision = revision and index_state in ('indexed', 'failed'))::integer as prepared,
      count(*) filter (where index_revision = revision and index_state = 'failed')::integer as unprepared
    from workbook_sheets s
    where f.status = 'stored' and s.content is not null
      and ${sameOwner("s", "f")} and s.workbook_id = f.file_id
  ) w`

/** Undefined when there is none, or when its bytes are still arriving. */
export async function readFileRow(rows: OwnerQueries, { fileId }: FileKey): Promise<FileRow | undefined> {
  const [found] = await rows.query(`select ${columns} where ${ofFile} and status <> 'receiving'`, [fileId])
  return found === undefined ? undefined : fileRow.parse(found)
}

/** Last uploaded first. */
export async function listFileRows(rows: OwnerQueries): Promise<FileRow[]> {
  const found = await rows.query(
    `select ${columns} where ${ofOwner} and status <> 'receiving' order by uploaded_at desc, file_id`,
  )
  return found.map((row) => fileRow.parse(row))
}

/** How many of the owner's files wait to be read, or are. */
export async function countUnread(rows: OwnerQueries): Promise<number> {
  const [found] = await rows.query<{ count: number }>(
    `select count(*)::integer as count from files where ${ofOwner} and status in ('uploaded', 'reading')`,
  )
  return found?.count ?? 0
}

/** Counts one more attempt to read it. False when it is gone. */
export const beginReading = (rows: OwnerQueries, { fileId }: FileKey): Promise<boolean> =>
  change(rows, { fileId }, "status = 'reading', progress = 0, attempts = attempts + 1, sheets = '[]'", [])

export const saveProgress = (
  rows: OwnerQueries,
  { fileId }: FileKey,
  progress: number,
  sheets: readonly SheetReport[],
): Promise<boolean> => change(rows, { fileId }, "progress = $4, sheets = $5", [progress, JSON.stringify(sheets)])

/** Its cells are in the workbook now; the bytes are not needed any more. */
export async function saveStored(
  rows: OwnerQueries,
  { fileId }: FileKey,
  sheets: readonly SheetReport[],
): Promise<boolean> {
  const values = "status = 'stored', progress = 1, used_at = null, sheets = $4"
  if (!(await change(rows, { fileId }, values, [JSON.stringify(sheets)]))) return false
  await deletePieces(rows, { fileId })
  return true
}

export async function saveFailed(
  rows: OwnerQueries,
  { fileId }: FileKey,
  code: ErrorCode,
  reason: string,
): Promise<void> {
  await change(rows, { fileId }, "status = 'failed', code = $4, reason = $5", [code, reason])
  await deletePieces(rows, { fileId })
}

export async function deleteFileRow(rows: OwnerQueries, { fileId }: FileKey): Promise<boolean> {
  return (await rows.query(`delete from files where ${ofFile} returning 1`, [fileId])).length > 0
}

async function change(
  rows: OwnerQueries,
  { fileId }: FileKey,
  set: string,
  values: readonly unknown[],
): Promise<boolean> {
  const changed = await rows.query(
    `update files set ${set}, changed_at = now() where ${ofFile} and status in ('uploaded', 'reading') returning 1`,
    [fileId, ...values],
  )
  return changed.length > 0
}

async function deletePieces(rows: OwnerQueries, { fileId }: FileKey): Promise<void> {
  await rows.query(`delete from file_parts where ${ofFile}`, [fileId])
}
