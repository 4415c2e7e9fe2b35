import { existsSync, readFileSync } from "node:fs"
import { parse } from "dotenv"
import { readAuth, type AuthConfig } from "./readAuth.ts"
import { readEmbedding, readModel, type EmbeddingConfig, type ModelConfig } from "./readModels.ts"
import { readTls, type TlsConfig } from "./readTls.ts"
import { settingsSchema, type LogLevel } from "./settings.ts"

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

export type ReadConfig = { ok: true; config: Config } | { ok: false; problems: readonly string[] }

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
      .filter((name) => !(name in settingsSchema.shape))
      .map((name) => `${name} in .env is not a setting of this program: see .env.example.`),
  ]
  const parsed = settingsSchema.safeParse(set)
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
