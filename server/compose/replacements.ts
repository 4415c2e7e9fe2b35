import type { WorkerAnalyzer } from "../analysis/workerAnalyzer.ts"
import type { Cache } from "../cache/cache.ts"
import type { Database } from "../database/database.ts"
import type { LanguageModel } from "../models/languageModel.ts"
import type { Log } from "../telemetry/log.ts"

/** What a test may put in place of the real thing (a database stays its own to migrate and close), and times it may shorten. */
export interface Replacements {
  readonly database?: Database
  readonly cache?: Cache
  readonly analyzer?: WorkerAnalyzer
  readonly model?: LanguageModel
  readonly log?: Log
  readonly heartbeatMs?: number
  readonly turnMs?: number
  readonly stopGraceMs?: number
}
