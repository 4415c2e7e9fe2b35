import type { z } from "zod"
import { AppError } from "../../shared/errors.ts"

/** The JSON of a reply. @throws AppError unsupported_version when it is not what this pane expects. */
export async function readReply<T>(schema: z.ZodType<T>, response: Response): Promise<T> {
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  throw new AppError("unsupported_version", "The server and this pane do not fit together. Please reload the pane.", {
    cause: parsed.error,
  })
}
