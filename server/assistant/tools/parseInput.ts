import type { z } from "zod"
import { AppError } from "../../../shared/errors.ts"

/**
 * What the model wrote, checked. Unknown keys are refused instead of dropped: a misspelt condition would otherwise give a
 * wrong answer. @throws AppError invalid_request with a sentence for the model.
 */
export function parseInput<T>(tool: string, schema: z.ZodType<T>, input: unknown): T {
  const given = withoutNulls(input)
  const result = schema.safeParse(given)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw refusal(tool, `${issue?.path.join(".") || "the arguments"}: ${issue?.message ?? "invalid"}`)
  }
  const dropped = droppedKey(given, result.data)
  if (dropped) throw refusal(tool, `there is no argument "${dropped}"`)
  return result.data
}

const refusal = (tool: string, reason: string): AppError =>
  new AppError(
    "invalid_request",
    `The arguments of ${tool} are wrong: ${reason}. Call it again with corrected arguments.`,
  )

/** Models often fill optional arguments with null; a condition's `value` may really be null. */
function withoutNulls(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(withoutNulls)
  if (typeof input !== "object" || input === null) return input
  const kept = Object.entries(input).filter(([key, value]) => value !== null || key === "value")
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNulls(value)]))
}

function droppedKey(given: unknown, parsed: unknown): string | undefined {
  if (typeof given !== "object" || given === null || typeof parsed !== "object" || parsed === null) return undefined
  for (const [key, value] of Object.entries(given)) {
    if (!(key in parsed)) return key
    const inner = droppedKey(value, (parsed as Record<string, unknown>)[key])
    if (inner) return inner
  }
  return undefined
}
