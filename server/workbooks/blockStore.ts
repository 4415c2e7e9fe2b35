import { promisify } from "node:util"
import { deflateRaw, inflateRaw } from "node:zlib"
import { AppError } from "../../shared/errors.ts"
import type { Database } from "../database/database.ts"
import { ownerColumns, type OwnerQueries } from "../database/ownerQueries.ts"
import { ofWorkbook, type WorkbookKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Blocks read at once: a few hundred kilobytes, so that a large sheet is never in memory as a whole. */
const blocksAtOnce = 8

/** Bytes of one block's text once inflated: a block of the longest cells there can be would be half a gigabyte. */
const mostBytes = 64 * 1024 * 1024

/** @throws AppError not_found without the workbook. */
export async function putBlock(database: Database, place: WorkbookPlace, hash: string, text: string): Promise<void> {
  const body = (await deflate(text, { level: 1 })).toString("base64")
  await database.asOwner(place.owner, async (rows) => {
    const stored = await rows.query(
      `insert into workbook_blocks as b (${ownerColumns}, workbook_id, hash, body, loose_since)
       select ${ownerColumns}, workbook_id, $4, $5, now() from workbooks where ${ofWorkbook}
       on conflict (${ownerColumns}, workbook_id, hash) do update
         set loose_since = case when b.loose_since is null then null else now() end
       returning 1`,
      [place.workbookId, hash, body],
    )
    if (stored.length === 0) throw noWorkbook()
  })
}

/** Which of the hashes the workbook has no block for; the others stay for a while, also those that no sheet holds. */
export async function missingBlocks(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  hashes: readonly string[],
): Promise<readonly string[]> {
  await rows.query(
    `update workbook_blocks set loose_since = now()
     where ${ofWorkbook} and hash = any($4::text[]) and loose_since < now() - interval '30 minutes'`,
    [workbookId, hashes],
  )
  const known = await rows.query<{ hash: string }>(
    `select hash from workbook_blocks where ${ofWorkbook} and hash = any($4::text[])`,
    [workbookId, hashes],
  )
  const has = new Set(known.map(({ hash }) => hash))
  return [...new Set(hashes)].filter((hash) => !has.has(hash))
}

/** A sheet holds them now. */
export async function holdBlocks(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  hashes: readonly string[],
): Promise<void> {
  await rows.query(
    `update workbook_blocks set loose_since = null
     where ${ofWorkbook} and hash = any($4::text[]) and loose_since is not null`,
    [workbookId, hashes],
  )
}

/** A sheet has let go of them; another one may hold them. */
export async function releaseBlocks(
  rows: OwnerQueries,
  { workbookId }: WorkbookKey,
  dropped: readonly string[],
): Promise<void> {
  if (dropped.length === 0) return
  await rows.query(
    `update workbook_blocks set loose_since = now() where ${ofWorkbook} and hash = any($4::text[])
     and hash not in (select unnest(blocks) from workbook_sheets where ${ofWorkbook})`,
    [workbookId, dropped],
  )
}

/**
 * Forgets blocks that no sheet has held for an hour. Whoever reads an older state of a sheet, or has just been told that a block
 * need not be sent, still finds it.
 */
export async function sweepBlocks(database: Database): Promise<void> {
  await database.asMaintenance((rows) =>
    rows.query("delete from workbook_blocks where loose_since < now() - interval '1 hour'", []),
  )
}

/** The texts of blocks, in this order. @throws AppError not_found when one is gone. */
export async function* readBlocks(
  database: Database,
  place: WorkbookPlace,
  hashes: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let from = 0; from < hashes.length; from += blocksAtOnce) {
    if (signal.aborted) throw new AppError("cancelled", "The reading was stopped.", { cause: signal.reason })
    const some = hashes.slice(from, from + blocksAtOnce)
    const found = await database.asOwner(place.owner, (rows) =>
      rows.query<{ hash: string; body: string }>(
        `select hash, body from workbook_blocks where ${ofWorkbook} and hash = any($4::text[])`,
        [place.workbookId, some],
      ),
    )
    const bodies = new Map(found.map(({ hash, body }) => [hash, body]))
    for (const hash of some) {
      const body = bodies.get(hash)
      if (!body) throw new AppError("not_found", "The sheet was changed while it was read. Please ask again.")
      yield (await inflate(Buffer.from(body, "base64"), { maxOutputLength: mostBytes })).toString()
    }
  }
}

export const noWorkbook = (): AppError =>
  new AppError("not_found", "This workbook is not stored: send its outline first.")
