import { z } from "zod"
import { answerSummarySchema, intents, stepSchema } from "./answer.ts"
import { errorCodes } from "./errors.ts"
import { idSchema } from "./id.ts"

export const sessionSchema = z.object({
  sessionId: z.string(),
  title: z.string(),
  createdAt: z.iso.datetime(),
  /** When it was started, or something was last asked or answered in it. */
  updatedAt: z.iso.datetime(),
  /** The workbook it is about, as the pane names it; null when it was started without one. */
  workbookId: z.string().nullable(),
  /** Questions and answers. */
  messageCount: z.number().int(),
})
export type Session = z.infer<typeof sessionSchema>

/** `POST /api/conversations/sessions`. Without a title the chat takes the first question's. */
export const newSessionSchema = z.object({
  title: z.string().trim().max(200).optional(),
  workbookId: idSchema.optional(),
})
export type NewSession = z.infer<typeof newSessionSchema>

/** `PATCH /api/conversations/sessions/{id}`. */
export const renameSessionSchema = z.object({
  title: z
    .string()
    .trim()
    .max(200)
    .regex(/[^\p{C}\p{Z}]/u, "must hold a character that can be seen"),
})

/** The query of `GET /api/conversations/sessions`. */
export const sessionQuerySchema = z.object({
  /** Text that the title or a message holds, in upper or lower case. */
  q: z.string().max(200).optional(),
  workbookId: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[\da-f-]{36}$/, "must be the nextCursor of the page before")
    .refine(
      (cursor) => z.iso.datetime().safeParse(cursor.split("_")[0]).success,
      "must be the nextCursor of the page before",
    )
    .optional(),
})
export type SessionQuery = z.infer<typeof sessionQuerySchema>

/** The owner's chats, last used first; `nextCursor` is null on the last page. */
export const sessionListSchema = z.object({ sessions: z.array(sessionSchema), nextCursor: z.string().nullable() })
export type SessionList = z.infer<typeof sessionListSchema>

/** One question or answer of a session's history, oldest first. */
export const historyMessageSchema = z.discriminatedUnion("role", [
  z.object({
    role: z.literal("user"),
    messageId: z.string(),
    createdAt: z.iso.datetime(),
    content: z.string(),
    selection: z
      .object({ worksheet: z.string(), address: z.string(), rowCount: z.number().int(), columnCount: z.number().int() })
      .nullable(),
  }),
  z.object({
    role: z.literal("assistant"),
    requestId: z.string(),
    /** The question it answers. */
    messageId: z.string(),
    createdAt: z.iso.datetime(),
    content: z.string(),
    intent: z.enum(intents),
    steps: z.array(stepSchema),
    /** Null when the turn ended with an error. */
    summary: answerSummarySchema.nullable(),
    error: z.object({ code: z.enum(errorCodes), message: z.string(), retryable: z.boolean() }).nullable(),
  }),
])
export type HistoryMessage = z.infer<typeof historyMessageSchema>

/** The query of `GET /api/chat/history`: without a chat it is the one last used. */
export const historyQuerySchema = z.object({ sessionId: z.string().optional() })

/** The query of `DELETE /api/chat/history`: what is deleted must be named. */
export const clearHistoryQuerySchema = z.object({ sessionId: z.string() })

export const historySchema = z.object({ sessionId: z.string(), messages: z.array(historyMessageSchema) })

/** `application/problem+json` (RFC 9457) with our stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(errorCodes),
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** `GET /api/settings`, open to all: what the pane must know before it can sign in. */
export const settingsSchema = z.object({
  authMode: z.enum(["local", "entra"]),
  answeredBy: z.enum(["model", "offline"]),
  model: z.string().nullable(),
  /** The embedding model in another place that texts of cells and questions are sent to; null where the server embeds them itself. */
  embeddedBy: z.string().nullable(),
  cellsPerQuestion: z.number().int(),
  /** How the pane signs in with Entra; null where the server's own issuer does it. */
  entra: z
    .object({
      clientId: z.string(),
      /** `https://login.microsoftonline.com/<tenant>`. */
      authority: z.string(),
      /** `api://…/access_as_user`. */
      scope: z.string(),
    })
    .nullable(),
})
export type Settings = z.infer<typeof settingsSchema>
