import { z } from "zod"
import { errorCodes } from "./errors.ts"
import { idSchema } from "./id.ts"
import { cellCountsSchema, visibilitySchema } from "./workbookMap.ts"

/** `PARTIAL`: some sheets could be read and others not; `FAILED`: none. */
const fileStatuses = ["UPLOADED", "PROCESSING", "COMPLETED", "PARTIAL", "FAILED"] as const
export const fileStatus = z.enum(fileStatuses)
export type FileStatus = z.infer<typeof fileStatus>

/** One uploaded file, as it is listed. Its `fileId` is also the id of the workbook it became. */
export const fileSummarySchema = z.object({
  fileId: idSchema,
  fileName: z.string(),
  /** Bytes. */
  size: z.number().int(),
  status: fileStatus,
  /** 0 … 1 while it is processed: reading, then storing and indexing. */
  progress: z.number().min(0).max(1),
  /** Why it failed, as a sentence that says what to do. */
  reason: z.string().nullable(),
  code: z.enum(errorCodes).nullable(),
  uploadedAt: z.iso.datetime(),
})
export type FileSummary = z.infer<typeof fileSummarySchema>

/** What `POST /api/files/upload` replies. */
export const uploadReplySchema = fileSummarySchema.pick({ fileId: true, fileName: true, status: true })

export const fileListSchema = z.object({ files: z.array(fileSummarySchema) })

/** `GET /api/files/{id}`. `sum` adds numbers and date serials. */
export const fileSchema = fileSummarySchema.extend({
  sheets: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["PROCESSING", "COMPLETED", "PARTIAL", "FAILED"]),
      /** Why a part of it is missing. */
      reason: z.string().nullable(),
      visibility: visibilitySchema,
      usedRange: z.string().nullable(),
      cells: cellCountsSchema,
      sum: z.number(),
      tables: z.array(
        z.object({
          name: z.string(),
          address: z.string(),
          columns: z.array(z.object({ name: z.string(), kind: z.string() })),
        }),
      ),
    }),
  ),
})
export type UploadedFile = z.infer<typeof fileSchema>
