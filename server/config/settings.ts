import { z } from "zod"
import { isLoopback } from "./isLoopback.ts"

const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const
export type LogLevel = (typeof logLevels)[number]

const integer = (name: string, least: number, most: number) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
      `${name} must be a whole number from ${least} to ${most}.`,
    )
    .transform(Number)

const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, { error: `${name} must be one of ${values.join(", ")}.` })

const address = (name: string) =>
  z
    .string()
    .refine((text) => /^https?:$/.test(urlOf(text)?.protocol ?? ""), `${name} must be an http or https address.`)

const origins = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim().replace(/\/$/, "")))
  .refine(
    (list) => list.every((origin) => urlOf(origin)?.origin === origin),
    "ALLOWED_ORIGINS must be origins such as https://chat.example.com, separated by commas.",
  )

/** Whoever answers at this address decides who may sign in. */
const authority = z
  .string()
  .transform((text) => text.replace(/\/+$/, ""))
  .refine((text) => {
    const url = urlOf(text)
    return url?.origin === text && (url.protocol === "https:" || isLoopback(url.hostname))
  }, "AZURE_AUTHORITY must be an https address without a path, such as https://login.microsoftonline.us.")

const serverAddress = (name: string, protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => protocols.includes(urlOf(text)?.protocol ?? ""),
      `${name} must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}.`,
    )

const tenantIds = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim().toLowerCase()))
  .refine(
    (list) => list.every((id) => z.guid().safeParse(id).success),
    "AZURE_TENANT_ID must be the tenant's id (a GUID), or several separated by commas; common and organizations would let everybody in.",
  )

/** Every setting by its name in the environment, checked by itself. */
export const settingsSchema = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: integer("PORT", 0, 65_535).default(3000),
  TLS: oneOf("TLS", ["dev", "off"]).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  DATA_DIR: z.string().default(".data"),
  AUTH_MODE: oneOf("AUTH_MODE", ["local", "entra"]).optional(),
  DATABASE_URL: serverAddress("DATABASE_URL", ["postgres:", "postgresql:"]).optional(),
  REDIS_URL: serverAddress("REDIS_URL", ["redis:", "rediss:"]).optional(),
  AZURE_TENANT_ID: tenantIds.optional(),
  AZURE_CLIENT_ID: z.guid("AZURE_CLIENT_ID must be the application's id (a GUID).").optional(),
  AZURE_AUTHORITY: authority.default("https://login.microsoftonline.com"),
  AZURE_APP_ID_URI: z
    .string()
    .regex(
      /^api:\/\/\S+[^/\s]$/,
      "AZURE_APP_ID_URI must be the application's ID URI, such as api://chat.example.com/<client id>.",
    )
    .optional(),
  ALLOWED_ORIGINS: origins.default([]),
  LLM_PROVIDER: oneOf("LLM_PROVIDER", ["offline", "openai", "azure"]).optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: address("OPENAI_BASE_URL").optional(),
  OPENAI_MODEL: z.string().optional(),
  OPENAI_API_VERSION: z.string().default("2024-10-21"),
  EMBEDDING_PROVIDER: oneOf("EMBEDDING_PROVIDER", ["built-in", "openai", "transformers"]).default("built-in"),
  EMBEDDING_MODEL: z.string().optional(),
  RETENTION_DAYS: z
    .union([z.literal("off"), integer("RETENTION_DAYS", 1, 36_500)], {
      error: "RETENTION_DAYS must be a whole number of days, or off.",
    })
    .default("off"),
  RATE_LIMIT: z
    .union([z.literal("off"), integer("RATE_LIMIT", 1, 100_000)], {
      error: "RATE_LIMIT must be a whole number of questions a minute, or off.",
    })
    .default(10),
  METRICS_TOKEN: z.string().min(16, "METRICS_TOKEN must have at least 16 characters.").optional(),
  LOG_LEVEL: oneOf("LOG_LEVEL", logLevels).default("info"),
})
export type Settings = z.infer<typeof settingsSchema>

/** The readers of a group of settings return it, or the sentence that says what is wrong with it. */
export type OrProblem<T> = T | string

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
