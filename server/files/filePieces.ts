import { createHash } from "node:crypto"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { Database } from "../database/database.ts"
import { ownerColumns, ownerValues } from "../database/ownerQueries.ts"
import { ofFile, type FilePlace } from "./filePlace.ts"

/** Bytes of one stored piece: what one upload holds in memory. */
const pieceBytes = 1024 * 1024

export interface ReceivedBytes {
  readonly size: number
  /** SHA-256, as base64url. */
  readonly hash: string
}

/** Stores bytes as they arrive, in pieces. @throws AppError message_too_large, storage_unavailable. */
export async function storePieces(
  database: Database,
  place: FilePlace,
  bytes: AsyncIterable<Buffer>,
): Promise<ReceivedBytes> {
  const hash = createHash("sha256")
  let size = 0
  let position = 0
  let held: Buffer[] = []
  let heldBytes = 0
  const store = async (): Promise<void> => {
    const piece = Buffer.concat(held)
    held = []
    heldBytes = 0
    await database.asOwner(place.owner, async (rows) => {
      await rows.query(
        `insert into file_parts (${ownerColumns}, file_id, position, bytes) values (${ownerValues}, $3, $4, $5)`,
        [place.fileId, position++, piece.toString("base64")],
      )
      await rows.query(`update files set changed_at = now() where ${ofFile}`, [place.fileId])
    })
  }
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > limits.uploadBytes) throw fileTooLarge()
    hash.update(chunk)
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes >= pieceBytes) await store()
  }
  if (heldBytes > 0) await store()
  return { size, hash: hash.digest("base64url") }
}

/** The bytes again, piece by piece. */
export async function* readPieces(database: Database, place: FilePlace): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const [piece] = await database.asOwner(place.owner, (rows) =>
      rows.query<{ bytes: string }>(`select bytes from file_parts where ${ofFile} and position = $4`, [
        place.fileId,
        position,
      ]),
    )
    if (!piece) return
    yield Buffer.from(piece.bytes, "base64")
  }
}

export const fileTooLarge = (): AppError =>
  new AppError(
    "message_too_large",
    `The file is larger than ${limits.uploadBytes / 1024 ** 2} MB; upload a smaller one, or parts of it.`,
  )
