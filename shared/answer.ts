import { z } from "zod"
import { limits } from "./limits.ts"

export const intents = ["formula_help", "visualization", "analysis", "formatting", "general"] as const
export type Intent = (typeof intents)[number]

/** Cells an answer rests on. */
export const sourceSchema = z.object({ sheet: z.string(), address: z.string() })
export type Source = z.infer<typeof sourceSchema>

/** Where one figure of an answer comes from: how it stands in the text, the exact value, the operation and its ranges. */
export const proofSchema = z.object({
  value: z.union([z.number(), z.string()]),
  text: z.string(),
  operation: z.string(),
  ranges: z.array(sourceSchema),
})
export type Proof = z.infer<typeof proofSchema>

const answeredBy = z.enum(["model", "offline", "declined"])

/** One tool call as shown under an answer. */
export const stepSchema = z.object({
  tool: z.string(),
  /** What was done, in plain words. */
  summary: z.string(),
  ranges: z.array(sourceSchema),
  durationMs: z.number(),
  ok: z.boolean(),
})
export type Step = z.infer<typeof stepSchema>

export const usageSchema = z.object({ inputTokens: z.number().int(), outputTokens: z.number().int() })
export type Usage = z.infer<typeof usageSchema>

/** A question that an answer offers as a button: another reading, a table to choose, or what can be asked next. */
export const suggestionSchema = z.object({
  /** What the button says. */
  label: z.string().trim().min(1).max(80),
  /** What is asked when it is pressed: a whole question, which is understood without the one before it. */
  question: z.string().trim().min(1).max(limits.questionCharacters),
})
export type Suggestion = z.infer<typeof suggestionSchema>

export const answerSummarySchema = z.object({
  sources: z.array(sourceSchema),
  proofs: z.array(proofSchema),
  /** Figures in the text that no tool result holds; shown as unverified. */
  unverified: z.array(z.string()),
  confidence: z.number().min(0).max(1),
  usage: usageSchema.nullable(),
  processingTimeMs: z.number(),
  answeredBy,
  model: z.string().nullable(),
  /** Why the answer is not the model's when one is configured, as a sentence; null otherwise. */
  notice: z.string().nullable(),
  /** Cut short: by the user's stop, or because the model stopped in mid-sentence. */
  ended: z.enum(["complete", "stopped", "cut"]),
  /** The most useful first. */
  suggestions: z.array(suggestionSchema).max(6).optional(),
})
export type AnswerSummary = z.infer<typeof answerSummarySchema>
