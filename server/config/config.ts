import { existsSync, readFileSync } from "node:fs"
import { parse } from "dotenv"
import { z } from "zod"
import type { OpenAiService } from "../models/openaiClient.ts"
import { isModelFolder } from "../models/transformersEmbedder.ts"

export interface Config {
  readonly host: string
  readonly port: number
  readonly tls: TlsConfig
  readonly dataDir: string
  /** Undefined is the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Undefined is a cache in this process. */
  readonly redisUrl: string | undefined
  /** True unless NODE_ENV is production: serves the playground and Office.js itself. */
  readonly development: boolean
  readonly auth: AuthConfig
  readonly allowedOrigins: readonly string[]
  readonly model: ModelConfig
  readonly embedding: EmbeddingConfig
  /** Questions a minute and owner; null is no limit. */
  readonly questionsPerMinute: number | null
  /** Days after its last use that a chat is kept; null is for ever. */
  readonly retentionDays: number | null
  /** Who brings it may read the metrics; undefined lets only programs on this machine read them. */
  readonly metricsToken: string | undefined
  readonly logLevel: LogLevel
}

export type TlsConfig =
  | { readonly kind: "dev" }
  | { readonly kind: "off" }
  | { readonly kind: "files"; readonly certificate: string; readonly key: string }

export type AuthConfig = { readonly mode: "local" } | EntraConfig

export interface EntraConfig {
  readonly mode: "entra"
  /** Tenants (GUIDs) whose people may sign in; never all of them. */
  readonly tenantIds: readonly [string, ...string[]]
  readonly clientId: string
  /** `https://login.microsoftonline.com`, or a national cloud's. */
  readonly authority: string
  /** The application's own name for itself, which single sign-on of Office wants with the host: `api://chat.example.com/<client id>`. */
  readonly appIdUri: string
}

export type ModelConfig = { readonly provider: "offline" } | OpenAiService

export type EmbeddingConfig =
  | { readonly provider: "built-in" }
  /** A model's name, or a folder that holds one. */
  | { readonly provider: "transformers"; readonly model: string }
  | Extract<OpenAiService, { provider: "openai" }>

const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const
export type LogLevel = (typeof logLevels)[number]

export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: readonly string[] }

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

const schema = z.object({
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
type Settings = z.infer<typeof schema>

/** The process's environment over the `.env` file of the working directory; `--production` on the command line is NODE_ENV=production. */
export function loadConfig(): ReadConfig {
  const file = existsSync(".env") ? parse(readFileSync(".env")) : {}
  const chosen = process.argv.includes("--production") ? { NODE_ENV: "production" } : {}
  return readConfig({ ...file, ...process.env, ...chosen }, Object.keys(file))
}

/** `fileNames` are the names set in `.env`, where an unknown name is a mistake (the process's environment holds many). */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  fileNames: readonly string[] = [],
): ReadConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const problems = [
    ...fileNames
      .filter((name) => !(name in schema.shape))
      .map((name) => `${name} in .env is not a setting of this program: see .env.example.`),
  ]
  const parsed = schema.safeParse(set)
  if (!parsed.success)
    return { ok: false, problems: [...problems, ...parsed.error.issues.map((issue) => issue.message)] }
  const settings = parsed.data
  const tls = readTls(settings)
  const auth = readAuth(settings)
  const model = readModel(settings)
  const embedding = readEmbedding(settings)
  problems.push(...[tls, auth, model, embedding].filter((part) => typeof part === "string"))
  if (
    problems.length > 0 ||
    typeof tls === "string" ||
    typeof auth === "string" ||
    typeof model === "string" ||
    typeof embedding === "string"
  )
    return { ok: false, problems }
  return {
    ok: true,
    config: {
      host: settings.HOST,
      port: settings.PORT,
      tls,
      dataDir: settings.DATA_DIR,
      databaseUrl: settings.DATABASE_URL,
      redisUrl: settings.REDIS_URL,
      development: settings.NODE_ENV !== "production",
      auth,
      allowedOrigins: settings.ALLOWED_ORIGINS,
      model,
      embedding,
      questionsPerMinute: settings.RATE_LIMIT === "off" ? null : settings.RATE_LIMIT,
      retentionDays: settings.RETENTION_DAYS === "off" ? null : settings.RETENTION_DAYS,
      metricsToken: settings.METRICS_TOKEN,
      logLevel: settings.LOG_LEVEL,
    },
  }
}

/** The readers of a group of settings return it, or the sentence that says what is wrong with it. */
type OrProblem<T> = T | string

function readTls({ TLS, TLS_CERT, TLS_KEY }: Settings): OrProblem<TlsConfig> {
  if (!TLS_CERT && !TLS_KEY) return { kind: TLS ?? "dev" }
  if (!TLS_CERT || !TLS_KEY) return "TLS_CERT and TLS_KEY must be set together."
  if (TLS) return `TLS=${TLS} and TLS_CERT exclude each other: remove one.`
  for (const [name, file] of Object.entries({ TLS_CERT, TLS_KEY }))
    if (!existsSync(file)) return `${name} names the file ${file}, which does not exist.`
  return { kind: "files", certificate: TLS_CERT, key: TLS_KEY }
}

/** True for addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)

function readAuth(settings: Settings): OrProblem<AuthConfig> {
  const { AZURE_TENANT_ID: [tenantId, ...otherTenants] = [], AZURE_CLIENT_ID: clientId } = settings
  const mode = settings.AUTH_MODE ?? "local"
  if (mode === "entra") {
    if (tenantId && clientId)
      return {
        mode,
        tenantIds: [tenantId, ...otherTenants],
        clientId: clientId.toLowerCase(),
        authority: settings.AZURE_AUTHORITY,
        appIdUri: settings.AZURE_APP_ID_URI ?? `api://${clientId.toLowerCase()}`,
      }
    return "AUTH_MODE=entra needs AZURE_TENANT_ID and AZURE_CLIENT_ID."
  }
  if (isLoopback(settings.HOST) && settings.NODE_ENV !== "production") return { mode }
  return (
    "Local sign-in lets anybody in, so it works only on this machine and outside production: " +
    "set AUTH_MODE=entra with AZURE_TENANT_ID and AZURE_CLIENT_ID, or HOST=127.0.0.1 without NODE_ENV=production."
  )
}

function readModel(settings: Settings): OrProblem<ModelConfig> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = settings
  const provider = settings.LLM_PROVIDER ?? (apiKey || baseUrl ? "openai" : "offline")
  switch (provider) {
    case "offline":
      return { provider }
    case "openai":
      if (!apiKey && !baseUrl) return "LLM_PROVIDER=openai needs OPENAI_API_KEY or OPENAI_BASE_URL."
      if (baseUrl && !model) return "OPENAI_BASE_URL needs OPENAI_MODEL, the name of a model it serves."
      return { provider, apiKey, baseUrl, model: model ?? "gpt-4.1-mini" }
    case "azure":
      if (!apiKey || !baseUrl || !model)
        return (
          "LLM_PROVIDER=azure needs OPENAI_API_KEY, OPENAI_BASE_URL (https://<resource>.openai.azure.com) " +
          "and OPENAI_MODEL (the deployment)."
        )
      return { provider, apiKey, endpoint: baseUrl, deployment: model, apiVersion: settings.OPENAI_API_VERSION }
  }
}

function readEmbedding(settings: Settings): OrProblem<EmbeddingConfig> {
  const {
    EMBEDDING_PROVIDER: provider,
    EMBEDDING_MODEL: model,
    OPENAI_API_KEY: apiKey,
    OPENAI_BASE_URL: baseUrl,
  } = settings
  if (provider === "built-in")
    return model ? "EMBEDDING_MODEL needs EMBEDDING_PROVIDER=openai or transformers." : { provider }
  if (provider === "transformers") {
    if (model && isModelFolder(model) && !existsSync(model))
      return `EMBEDDING_MODEL names the folder ${model}, which does not exist.`
    return { provider, model: model ?? "Xenova/all-MiniLM-L6-v2" }
  }
  if (!apiKey && !baseUrl) return "EMBEDDING_PROVIDER=openai needs OPENAI_API_KEY or OPENAI_BASE_URL."
  if (baseUrl && !model) return "OPENAI_BASE_URL needs EMBEDDING_MODEL, the name of an embedding model it serves."
  return { provider, apiKey, baseUrl, model: model ?? "text-embedding-3-small" }
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
