import { blockSchema } from "../../shared/block.ts"
import { sheetContentSchema, storedSheetSchema, workbookOutlineSchema } from "../../shared/sync.ts"
import { workbookMapSchema } from "../../shared/workbookMap.ts"
import type { Operation } from "./operation.ts"

/** How the pane keeps a whole workbook in step with Excel. */
export const workbookOperations: readonly Operation[] = [
  {
    id: "putWorkbook",
    tag: "Workbooks",
    method: "put",
    path: "/api/workbooks/{workbookId}",
    summary: "Say which sheets of a workbook are included",
    description: "What is stored of any other sheet is deleted.",
    signIn: "required",
    body: { name: "WorkbookOutline", schema: workbookOutlineSchema },
    reply: { status: 204, description: "Stored." },
    problems: ["storage_unavailable"],
  },
  {
    id: "putSheet",
    tag: "Workbooks",
    method: "put",
    path: "/api/workbooks/{workbookId}/sheets/{sheetId}",
    summary: "Say what a sheet holds, its cells as hashes of blocks",
    description:
      "With no block missing the sheet is stored as told. Otherwise it stays as it was: send the missing blocks, then put the sheet again.",
    signIn: "required",
    body: { name: "SheetContent", schema: sheetContentSchema },
    reply: {
      status: 200,
      description: "What is missing, or the sheet's new revision.",
      json: { name: "StoredSheet", schema: storedSheetSchema },
    },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "putBlock",
    tag: "Workbooks",
    method: "put",
    path: "/api/workbooks/{workbookId}/blocks/{hash}",
    summary: "Send the cells of one block",
    description: "The address ends with the SHA-256 of the body's bytes, as base64url.",
    signIn: "required",
    body: { name: "Block", schema: blockSchema },
    reply: { status: 204, description: "Stored." },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "readWorkbook",
    tag: "Workbooks",
    method: "get",
    path: "/api/workbooks/{workbookId}",
    summary: "Read what is known of a workbook: sheets, tables, columns, freshness and index",
    signIn: "required",
    reply: {
      status: 200,
      description: "The map of the workbook.",
      json: { name: "WorkbookMap", schema: workbookMapSchema },
    },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "deleteWorkbook",
    tag: "Workbooks",
    method: "delete",
    path: "/api/workbooks/{workbookId}",
    summary: "Delete everything that is stored of a workbook",
    signIn: "required",
    reply: { status: 204, description: "Deleted." },
    problems: ["storage_unavailable"],
  },
]
