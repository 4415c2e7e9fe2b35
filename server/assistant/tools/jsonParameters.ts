import { z } from "zod"

/** JSON Schema of a tool's arguments, without the dialect's address, which some servers refuse. */
export function jsonParameters(schema: z.ZodType): Record<string, unknown> {
  return Object.fromEntries(Object.entries(z.toJSONSchema(schema)).filter(([key]) => key !== "$schema"))
}
