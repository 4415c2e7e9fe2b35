import { createHash } from "node:crypto"
import { Router } from "express"
import { z } from "zod"
import { parseAddress } from "../../shared/address.ts"
import { addressOfBlock, blockHash, blockNumber, blockSchema } from "../../shared/block.ts"
import { AppError } from "../../shared/errors.ts"
import { idSchema } from "../../shared/id.ts"
import { parseInput } from "../../shared/parseInput.ts"
import { blocksFit, sheetContentSchema, workbookOutlineSchema } from "../../shared/sync.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Jobs } from "../jobs/jobs.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { mapOf } from "./mapOf.ts"
import type { StoredWorkbooks } from "./storedWorkbooks.ts"

export interface WorkbookRouteParts {
  readonly stored: StoredWorkbooks
  readonly jobs: Pick<Jobs, "send">
  /** Deletes everything that is held of it. */
  readonly forget: (place: WorkbookPlace) => Promise<void>
}

/** `/api/workbooks`, for a signed-in owner: how the pane keeps what is stored in step with Excel. A block comes as bytes, the rest as JSON. */
export function workbookRoutes({ stored, jobs, forget }: WorkbookRouteParts): Router {
  const router = Router()
  router.param("workbookId", checked("workbookId", idSchema))
  router.param("sheetId", checked("sheetId", idSchema))
  router.param("hash", checked("hash", blockHash))

  router.get("/:workbookId", async (request, response) => {
    const workbook = await stored.read({ owner: ownerOf(response), ...request.params })
    if (!workbook) throw new AppError("not_found", "This workbook is not stored.")
    response.json(mapOf(workbook))
  })
  router.put("/:workbookId", async (request, response) => {
    const place = { owner: ownerOf(response), ...request.params }
    await stored.putWorkbook(place, "pane", parseInput(workbookOutlineSchema, request.body))
    await prepare(jobs, place)
    response.status(204).end()
  })
  router.put("/:workbookId/sheets/:sheetId", async (request, response) => {
    const { workbookId, sheetId } = request.params
    const place = { owner: ownerOf(response), workbookId }
    const content = parseInput(sheetContentSchema, request.body)
    if (!blocksFit(content))
      throw new AppError(
        "invalid_request",
        "blocks: must lie between the fixed lines of a sheet and inside usedRange, each of them once.",
      )
    const sheet = await stored.putSheet(place, sheetId, content)
    if (sheet.missing.length === 0) await prepare(jobs, place)
    response.json(sheet)
  })
  router.put("/:workbookId/blocks/:hash", async (request, response) => {
    const { workbookId, hash } = request.params
    const place = { owner: ownerOf(response), workbookId }
    await stored.putBlock(place, hash, checkedBlock(hash, request.body as unknown))
    response.status(204).end()
  })
  router.delete("/:workbookId", async (request, response) => {
    await forget({ owner: ownerOf(response), ...request.params })
    response.status(204).end()
  })
  return router
}

const prepare = (jobs: Pick<Jobs, "send">, place: WorkbookPlace): Promise<void> =>
  jobs.send("prepare_workbook", place, placeKey(place))

const checked =
  (name: string, schema: z.ZodType<string>) =>
  (...[, , next, value]: Parameters<Parameters<Router["param"]>[1]>): void => {
    parseInput(z.object({ [name]: schema }), { [name]: value as unknown })
    next()
  }

/** @throws AppError invalid_request when the body has another hash or is no block. */
function checkedBlock(hash: string, body: unknown): string {
  if (!Buffer.isBuffer(body)) throw new AppError("invalid_request", "The body is missing: send the block's text.")
  if (createHash("sha256").update(body).digest("base64url") !== hash)
    throw new AppError("invalid_request", "The block has another hash than its address says: read the cells again.")
  const text = body.toString()
  try {
    const { address, values, formulas, numberFormats } = blockSchema.parse(JSON.parse(text))
    const { rowCount, columnCount } = parseAddress(address)
    if (addressOfBlock(text) !== address || blockNumber(parseAddress(address)) === undefined)
      throw new Error("It does not begin with the address of a block.")
    for (const rows of [values, formulas ?? values, numberFormats ?? values])
      if (rows.length !== rowCount || rows.some((row) => row.length !== columnCount))
        throw new Error(`It does not have the size of ${address}.`)
  } catch (cause) {
    throw new AppError("invalid_request", "The body is no block of cells.", { cause })
  }
  return text
}
