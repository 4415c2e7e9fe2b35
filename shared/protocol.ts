import { z } from "zod"
import { answerSummarySchema, intents, sourceSchema } from "./answer.ts"
import { errorCodes } from "./errors.ts"
import { idSchema } from "./id.ts"
import { limits } from "./limits.ts"
import { rangeAddress, rangeContentSchema, worksheetName } from "./workbook.ts"

/** Version of the socket messages; a client with another one is refused with `unsupported_version`. */
export const protocolVersion = 1

const v = z.literal(protocolVersion)
const id = idSchema
const seq = z.number().int().nonnegative()
const errorCode = z.enum(errorCodes)

/** What was selected when a question was asked. `content` is left out when it is larger than `limits.cellsPerMessage`: the server then reads it in blocks. */
export const selectionSchema = z.object({
  worksheet: worksheetName,
  address: rangeAddress,
  rowCount: z.number().int().min(1).max(limits.sheetRows),
  columnCount: z.number().int().min(1).max(limits.sheetColumns),
  content: rangeContentSchema.optional(),
})
export type Selection = z.infer<typeof selectionSchema>

/** What the question may use beside the selection: the stored sheets of the workbook that the user included, and uploaded files. */
export const workbookScopeSchema = z.object({
  /** The same for as long as it is the same workbook; left out when the user includes none of it. */
  id: id.optional(),
  /** True while edits are not stored yet: what is computed from the stored sheets may be out of date. */
  pending: z.boolean().optional(),
  /** Uploaded files. */
  files: z.array(id).max(limits.filesPerQuestion).optional(),
})
export type WorkbookScope = z.infer<typeof workbookScopeSchema>

const userMessage = z.object({
  v,
  type: z.literal("user_message"),
  /** Made by the pane; sending it twice starts one turn only. */
  messageId: id,
  content: z.string().trim().min(1).max(limits.questionCharacters),
  selection: selectionSchema.optional(),
  workbook: workbookScopeSchema.optional(),
})
export const clientMessageSchema = z.discriminatedUnion("type", [
  userMessage,
  z.object({ v, type: z.literal("stop"), requestId: id.optional() }),
  /** Asks for every kept message after this sequence number; 0 for all. */
  z.object({ v, type: z.literal("resume"), afterSeq: seq }),
  /** `seq` is the last message seen: the server may forget everything up to it. */
  z.object({ v, type: z.literal("heartbeat"), seq: seq.optional() }),
  /** A fresh ticket, bought with a fresh token: the connection goes on after the end of the one it began with. */
  z.object({ v, type: z.literal("renew"), ticket: z.string().max(128) }),
  z.object({ v, type: z.literal("range_content"), readId: id, content: rangeContentSchema }),
  z.object({ v, type: z.literal("range_failed"), readId: id, code: errorCode, message: z.string().max(500) }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

const turn = { v, seq, requestId: id }
export const serverMessageSchema = z.discriminatedUnion("type", [
  z.object({
    v,
    type: z.literal("connection_established"),
    sessionId: id,
    serverTime: z.iso.datetime(),
    /** Milliseconds between heartbeats; a peer that is silent for two of them is dropped. */
    heartbeatInterval: z.number().int(),
    /** Milliseconds until the sign-in behind this connection ends; without `renew` it is closed then. */
    signedInForMs: z.number().int(),
    lastSeq: seq,
    /** The turn that is running now, if any. */
    requestId: id.nullable(),
  }),
  z.object({ ...turn, type: z.literal("assistant_response_start"), messageId: id, intent: z.enum(intents) }),
  z.object({ ...turn, type: z.literal("assistant_response_chunk"), content: z.string(), chunkIndex: z.number().int() }),
  /** What the turn is waiting for: "Reading Orders, 3 of 8 blocks". `progress` is 0 … 1 when it is known. */
  z.object({
    ...turn,
    type: z.literal("typing_indicator"),
    label: z.string(),
    progress: z.number().min(0).max(1).nullable(),
  }),
  z.object({ ...turn, type: z.literal("tool_started"), toolCallId: id, tool: z.string(), summary: z.string() }),
  z.object({
    ...turn,
    type: z.literal("tool_finished"),
    toolCallId: id,
    tool: z.string(),
    summary: z.string(),
    ranges: z.array(sourceSchema),
    durationMs: z.number(),
    ok: z.boolean(),
  }),
  z.object({ ...turn, type: z.literal("assistant_response_complete"), ...answerSummarySchema.shape }),
  z.object({ ...turn, type: z.literal("read_range"), readId: id, worksheet: worksheetName, address: rangeAddress }),
  /** With `requestId` and `seq` it ends that turn; without, it refuses a message or closes the session. */
  z.object({
    v,
    type: z.literal("error"),
    seq: seq.optional(),
    requestId: id.optional(),
    /** The user_message that was refused before it became a turn. */
    messageId: id.optional(),
    code: errorCode,
    message: z.string(),
    retryable: z.boolean(),
  }),
  z.object({ v, type: z.literal("heartbeat"), serverTime: z.iso.datetime() }),
  /** The answer to `renew`. */
  z.object({ v, type: z.literal("renewed"), signedInForMs: z.number().int() }),
])
export type ServerMessage = z.infer<typeof serverMessageSchema>

export type ParsedMessage<T> =
  { ok: true; message: T } | { ok: false; code: "invalid_request" | "unsupported_version"; reason: string }

function parse<T>(schema: z.ZodType<T>, text: string): ParsedMessage<T> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, code: "invalid_request", reason: "The message is not JSON." }
  }
  const version = typeof json === "object" && json !== null && "v" in json ? json.v : undefined
  if (version !== protocolVersion)
    return {
      ok: false,
      code: "unsupported_version",
      reason: `This side speaks version ${protocolVersion} of the protocol; please reload.`,
    }
  const result = schema.safeParse(json)
  if (result.success) return { ok: true, message: result.data }
  const issue = result.error.issues[0]
  return {
    ok: false,
    code: "invalid_request",
    reason: `${issue?.path.join(".") || "message"}: ${issue?.message ?? "invalid"}`,
  }
}

export const parseClientMessage = (text: string): ParsedMessage<ClientMessage> => parse(clientMessageSchema, text)
export const parseServerMessage = (text: string): ParsedMessage<ServerMessage> => parse(serverMessageSchema, text)
