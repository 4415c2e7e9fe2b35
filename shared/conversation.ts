import { z } from "zod"
import { answerSummarySchema, intents, stepSchema } from "./answer.ts"
import { errorCodes } from "./errors.ts"

export const sessionSchema = z.object({ sessionId: z.string(), title: z.string(), createdAt: z.iso.datetime() })
export type Session = z.infer<typeof sessionSchema>

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
