import { z } from "zod"
import { problemSchema, settingsSchema } from "../../../shared/conversation.ts"
import { errorCodes } from "../../../shared/errors.ts"

const { authMode, answeredBy } = settingsSchema.shape

/** `GET /health`: the process is alive, whatever it lacks. */
export const healthSchema = z.object({
  status: z.literal("ok"),
  version: z.string(),
  uptimeSeconds: z.number().int(),
  authMode,
  answeredBy,
})
export type Health = z.infer<typeof healthSchema>

const checkSchema = z.object({
  ok: z.boolean(),
  /** How long the answer took, or how long we waited for it. */
  ms: z.number().int(),
})
export type Check = z.infer<typeof checkSchema>

const checksSchema = z.object({ database: checkSchema, cache: checkSchema })
export type Checks = z.infer<typeof checksSchema>

/** `GET /ready`: new requests may be sent here. */
export const readySchema = z.object({ status: z.literal("ready"), checks: checksSchema })

/** Why not, as a problem; an operator need not read the sentence to know what is missing. */
export const notReadySchema = problemSchema.extend({
  missing: z.array(z.enum(["database", "cache"])).optional(),
  checks: checksSchema.optional(),
})
export type NotReady = z.infer<typeof notReadySchema>

/** `GET /health/detailed`, for operators. */
export const healthDetailsSchema = healthSchema.extend({
  node: z.string(),
  memory: z.object({ residentBytes: z.number().int(), heapUsedBytes: z.number().int() }),
  checks: checksSchema,
  analysisQueueLength: z.number().int(),
  /** Null where answers are computed without one. */
  model: z
    .object({
      name: z.string(),
      /** Null until it was asked for the first time. */
      lastCall: z
        .object({ outcome: z.enum(["ok", ...errorCodes]), ms: z.number().int(), endedAt: z.iso.datetime() })
        .nullable(),
    })
    .nullable(),
})
export type HealthDetails = z.infer<typeof healthDetailsSchema>

/** The parts that do not answer. */
export const missingIn = ({ database, cache }: Checks): NonNullable<NotReady["missing"]> => [
  ...(database.ok ? [] : ["database" as const]),
  ...(cache.ok ? [] : ["cache" as const]),
]
