import type { z } from "zod"
import { AppError } from "./errors.ts"

/** What came from outside, checked once. @throws AppError invalid_request that names the field and what is wrong with it. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new AppError("invalid_request", `${issue?.path.join(".") || "body"}: ${issue?.message ?? "invalid"}`)
}
