import { z } from "zod"
import { errorCodes, type ErrorCode } from "../../shared/errors.ts"
import type { Queries } from "../database/database.ts"
import { fileValues, ofFile, type FilePlace } from "./filePlace.ts"
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
      and (s.tenant_id, s.user_id, s.workbook_id) = (f.tenant_id, f.user_id, f.file_id)
  ) w`

/** Undefined when there is none, or when its bytes are still arriving. */
export async function readFileRow(rows: Queries, place: FilePlace): Promise<FileRow | undefined> {
  const [found] = await rows.query(`select ${columns} where ${ofFile} and status <> 'receiving'`, fileValues(place))
  return found === undefined ? undefined : fileRow.parse(found)
}

/** Last uploaded first. */
export async function listFileRows(rows: Queries, { owner }: Pick<FilePlace, "owner">): Promise<FileRow[]> {
  const found = await rows.query(
    `select ${columns} where tenant_id = $1 and user_id = $2 and status <> 'receiving' order by uploaded_at desc, file_id`,
    [owner.tenantId, owner.userId],
  )
  return found.map((row) => fileRow.parse(row))
}

/** How many of the owner's files wait to be read, or are. */
export async function countUnread(rows: Queries, { owner }: Pick<FilePlace, "owner">): Promise<number> {
  const [found] = await rows.query<{ count: number }>(
    "select count(*)::integer as count from files where tenant_id = $1 and user_id = $2 and status in ('uploaded', 'reading')",
    [owner.tenantId, owner.userId],
  )
  return found?.count ?? 0
}

/** Counts one more attempt to read it. False when it is gone. */
export const beginReading = (rows: Queries, place: FilePlace): Promise<boolean> =>
  change(rows, place, "status = 'reading', progress = 0, attempts = attempts + 1, sheets = '[]'", [])

export const saveProgress = (
  rows: Queries,
  place: FilePlace,
  progress: number,
  sheets: readonly SheetReport[],
): Promise<boolean> => change(rows, place, "progress = $4, sheets = $5", [progress, JSON.stringify(sheets)])

/** Its cells are in the workbook now; the bytes are not needed any more. */
export async function saveStored(rows: Queries, place: FilePlace, sheets: readonly SheetReport[]): Promise<boolean> {
  const values = "status = 'stored', progress = 1, used_at = null, sheets = $4"
  if (!(await change(rows, place, values, [JSON.stringify(sheets)]))) return false
  await deleteParts(rows, place)
  return true
}

export async function saveFailed(rows: Queries, place: FilePlace, code: ErrorCode, reason: string): Promise<void> {
  await change(rows, place, "status = 'failed', code = $4, reason = $5", [code, reason])
  await deleteParts(rows, place)
}

export async function deleteFileRow(rows: Queries, place: FilePlace): Promise<boolean> {
  return (await rows.query(`delete from files where ${ofFile} returning 1`, fileValues(place))).length > 0
}

async function change(rows: Queries, place: FilePlace, set: string, values: readonly unknown[]): Promise<boolean> {
  const changed = await rows.query(
    `update files set ${set}, changed_at = now() where ${ofFile} and status in ('uploaded', 'reading') returning 1`,
    [...fileValues(place), ...values],
  )
  return changed.length > 0
}

async function deleteParts(rows: Queries, place: FilePlace): Promise<void> {
  await rows.query(`delete from file_parts where ${ofFile}`, fileValues(place))
}
