import { randomUUID } from "node:crypto"
import type { Owner } from "../auth/owner.ts"
import type { Database } from "../database/database.ts"
import { ofOwner, ownerColumns, ownerValues, type OwnerQueries } from "../database/ownerQueries.ts"
import { codeOf } from "../database/storageFault.ts"
import { storePieces, type ReceivedBytes } from "./filePieces.ts"
import { ofFile, type FilePlace } from "./filePlace.ts"
import { deleteFileRow } from "./fileStore.ts"

const uniqueViolation = "23505"

export interface ReceivedFile {
  readonly place: FilePlace
  readonly size: number
  /** False when the owner had uploaded the same bytes before: it is that file. */
  readonly isNew: boolean
}

/** Bytes that nobody sees until they have all come. */
export interface ArrivingFile {
  readonly place: FilePlace
  readonly received: ReceivedBytes
}

/** Stores the bytes of a new file as they arrive. What does not arrive whole leaves nothing. @throws AppError. */
export async function storeArriving(
  database: Database,
  owner: Owner,
  name: string,
  bytes: AsyncIterable<Buffer>,
): Promise<ArrivingFile> {
  const place = { owner, fileId: randomUUID() }
  await database.asOwner(owner, (rows) =>
    rows.query(
      `insert into files (${ownerColumns}, file_id, name, size, status, uploaded_at, changed_at, used_at)
       values (${ownerValues}, $3, $4, 0, 'receiving', now(), now(), now())`,
      [place.fileId, name],
    ),
  )
  try {
    return { place, received: await storePieces(database, place, bytes) }
  } catch (error) {
    await dropArriving(database, place)
    throw error
  }
}

/** A database that is away keeps it for a while: see sweepFiles.ts. */
export async function dropArriving(database: Database, place: FilePlace): Promise<void> {
  await database.asOwner(place.owner, (rows) => deleteFileRow(rows, place)).catch(() => false)
}

/** Makes it a file of its owner, unless there is one of the same bytes. */
export async function acceptFile(database: Database, { place, received }: ArrivingFile): Promise<ReceivedFile> {
  const { owner } = place
  const { size, hash } = received
  for (;;) {
    try {
      await database.asOwner(owner, async (rows) => {
        await forgetFailed(rows, hash)
        await rows.query(
          `update files set status = 'uploaded', size = $4, hash = $5, uploaded_at = now(), changed_at = now() where ${ofFile}`,
          [place.fileId, size, hash],
        )
      })
      return { place, size, isNew: true }
    } catch (error) {
      if (codeOf(error) !== uniqueViolation) throw error
    }
    const [same] = await database.asOwner(owner, (rows) =>
      rows.query<{ file_id: string }>(
        `select file_id from files where ${ofOwner} and hash = $3 and status <> 'failed'`,
        [hash],
      ),
    )
    // Otherwise it has failed or was deleted meanwhile.
    if (same) {
      await database.asOwner(owner, (rows) => deleteFileRow(rows, place))
      return { place: { owner, fileId: same.file_id }, size, isNew: false }
    }
  }
}

/** Uploaded again, the file gets another chance. */
async function forgetFailed(rows: OwnerQueries, hash: string): Promise<void> {
  await rows.query(`delete from files where ${ofOwner} and hash = $3 and status = 'failed'`, [hash])
}
