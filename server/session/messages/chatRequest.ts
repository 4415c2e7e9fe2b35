import { z } from "zod"
import { answerSummarySchema, intents } from "../../../shared/answer.ts"
import { limits } from "../../../shared/limits.ts"
import { selectionSchema, workbookScopeSchema } from "../../../shared/protocol.ts"

const question = z.string().trim().min(1).max(limits.questionCharacters)

/** `POST /api/chat`. The question is `message`, or `content` as on the socket. */
export const chatRequestSchema = z
  .object({
    message: question.optional(),
    content: question.optional(),
    /** Without it a new chat begins. */
    sessionId: z.string().max(64).optional(),
    selection: selectionSchema.optional(),
    /** What is stored and may be used: a workbook that was synced, uploaded files. */
    workbook: workbookScopeSchema.pick({ id: true, files: true }).optional(),
  })
  .refine((body) => (body.message ?? body.content) !== undefined, { path: ["message"], message: "is missing" })
  .refine((body) => !body.selection || body.selection.content, {
    path: ["selection", "content"],
    message: "is missing: without a pane the cells must come with the question",
  })
export type ChatRequest = z.infer<typeof chatRequestSchema>

const { sources, proofs, unverified, confidence, answeredBy } = answerSummarySchema.shape

export const chatReplySchema = z.object({
  response: z.string(),
  metadata: z.object({
    sessionId: z.string(),
    requestId: z.string(),
    intent: z.enum(intents),
    answeredBy,
    model: z.string().optional(),
    notice: z.string().optional(),
    sources,
    proofs,
    unverified,
    confidence,
  }),
})
export type ChatReply = z.infer<typeof chatReplySchema>
