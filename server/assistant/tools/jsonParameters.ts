import { z } from "zod"

/** JSON Schema of a tool's arguments, without the parts that some servers refuse. */
export function jsonParameters(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema)
  return parameters
}
