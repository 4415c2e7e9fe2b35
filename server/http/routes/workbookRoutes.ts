import { z } from "zod"
import { blockHash, blockSchema } from "../../../shared/block.ts"
import { AppError } from "../../../shared/errors.ts"
import { idSchema } from "../../../shared/id.ts"
import { limits } from "../../../shared/limits.ts"
import { blocksFit, sheetContentSchema, storedSheetSchema, workbookOutlineSchema } from "../../../shared/sync.ts"
import { workbookMapSchema } from "../../../shared/workbookMap.ts"
import type { Jobs } from "../../jobs/jobs.ts"
import { placeKey, type WorkbookPlace } from "../../knowledge/index/sheetPlace.ts"
import { checkedBlock } from "../../workbooks/checkedBlock.ts"
import { mapOf } from "../../workbooks/mapOf.ts"
import type { StoredWorkbooks } from "../../workbooks/storedWorkbooks.ts"
import { cellsBody, jsonBody } from "../routing/bodies.ts"
import { signedIn } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface WorkbookParts {
  readonly stored: StoredWorkbooks
  readonly jobs: Pick<Jobs, "send">
  /** Deletes everything that is held of it. */
  readonly forget: (place: WorkbookPlace) => Promise<void>
}

const route = routesNeeding<WorkbookParts>()
const params = z.object({ workbookId: idSchema })
const whole = { maxBytes: limits.messageBytes }

/** How the pane keeps what is stored of a whole workbook in step with Excel. */
export const workbookRoutes = [
  route({
    id: "putWorkbook",
    tag: "Workbooks",
    method: "put",
    path: "/api/workbooks/{workbookId}",
    summary: "Say which sheets of a workbook are included",
    description: "What is stored of any other sheet is deleted.",
    ...signedIn,
    params,
    body: jsonBody("WorkbookOutline", workbookOutlineSchema, whole),
    reply: { status: 204, description: "Stored." },
    problems: ["storage_unavailable"],
    handle: async ({ stored, jobs }, { owner, params: { workbookId }, body }) => {
      const place = { owner, workbookId }
      await stored.putWorkbook(place, "pane", body)
      await prepare(jobs, place)
    },
  }),
  route({
    id: "putSheet",
    tag: "Workbooks",
    method: "put",
    path: "/api/workbooks/{workbookId}/sheets/{sheetId}",
    summary: "Say what a sheet holds, its cells as hashes of blocks",
    description:
      "With no block missing the sheet is stored as told. Otherwise it stays as it was: send the missing blocks, then put the sheet again.",
    ...signedIn,
    params: params.extend({ sheetId: idSchema }),
    body: jsonBody("SheetContent", sheetContentSchema, whole),
    reply: {
      status: 200,
      description: "What is missing, or the sheet's new revision.",
      json: { name: "StoredSheet", schema: storedSheetSchema },
    },
    problems: ["not_found", "storage_unavailable"],
    handle: async ({ stored, jobs }, { owner, params: { workbookId, sheetId }, body }) => {
      if (!blocksFit(body))
        throw new AppError(
          "invalid_request",
          "blocks: must lie between the fixed lines of a sheet and inside usedRange, each of them once.",
        )
      const place = { owner, workbookId }
      const sheet = await stored.putSheet(place, sheetId, body)
      if (sheet.missing.length === 0) await prepare(jobs, place)
      return sheet
    },
  }),
  route({
    id: "putBlock",
    tag: "Workbooks",
    method: "put",
    path: "/api/workbooks/{workbookId}/blocks/{hash}",
    summary: "Send the cells of one block",
    description: "The address ends with the SHA-256 of the body's bytes, as base64url.",
    access: "signedIn",
    // A first sync of a large workbook is thousands of blocks; few of them are under way at once.
    rateLimit: "none",
    params: params.extend({ hash: blockHash }),
    body: cellsBody("Block", blockSchema, { ...whole, large: "blocks" }),
    reply: { status: 204, description: "Stored." },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ stored }, { owner, params: { workbookId, hash }, body }) =>
      stored.putBlock({ owner, workbookId }, hash, checkedBlock(hash, body)),
  }),
  route({
    id: "readWorkbook",
    tag: "Workbooks",
    method: "get",
    path: "/api/workbooks/{workbookId}",
    summary: "Read what is known of a workbook: sheets, tables, columns, freshness and index",
    ...signedIn,
    params,
    reply: {
      status: 200,
      description: "The map of the workbook.",
      json: { name: "WorkbookMap", schema: workbookMapSchema },
    },
    problems: ["not_found", "storage_unavailable"],
    handle: async ({ stored }, { owner, params: { workbookId } }) => {
      const workbook = await stored.read({ owner, workbookId })
      if (!workbook) throw new AppError("not_found", "This workbook is not stored.")
      return mapOf(workbook)
    },
  }),
  route({
    id: "deleteWorkbook",
    tag: "Workbooks",
    method: "delete",
    path: "/api/workbooks/{workbookId}",
    summary: "Delete everything that is stored of a workbook",
    ...signedIn,
    params,
    reply: { status: 204, description: "Deleted." },
    problems: ["storage_unavailable"],
    handle: ({ forget }, { owner, params: { workbookId } }) => forget({ owner, workbookId }),
  }),
]

const prepare = (jobs: Pick<Jobs, "send">, place: WorkbookPlace): Promise<void> =>
  jobs.send("prepare_workbook", place, placeKey(place))
