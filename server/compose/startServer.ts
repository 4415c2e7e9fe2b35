import { createServer as createHttpServer, type Server } from "node:http"
import { createServer as createHttpsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { mkdir } from "node:fs/promises"
import { limits } from "../../shared/limits.ts"
import { AppError } from "../../shared/errors.ts"
import { createAnalyzer, type WorkerAnalyzer } from "../analysis/workerAnalyzer.ts"
import { explainRefusals, requestTimes, serverOptions } from "../http/listening/httpGuard.ts"
import { createApp } from "../http/app.ts"
import { answer } from "../assistant/answer.ts"
import { entraExpectations } from "../auth/entra.ts"
import { entraKeys } from "../auth/entraKeys.ts"
import { ownKeys } from "../auth/keySource.ts"
import { localExpectations, openLocalIssuer } from "../auth/localIssuer.ts"
import { ticketsIn } from "../auth/tickets.ts"
import { tokenVerifier } from "../auth/verifyToken.ts"
import type { Cache } from "../cache/cache.ts"
import { gracefulClose } from "../http/listening/gracefulClose.ts"
import { isLoopback, type Config } from "../config/config.ts"
import { conversationsIn } from "../conversation/conversations.ts"
import { expiringChats, startRetention } from "../conversation/retention.ts"
import type { Database } from "../database/database.ts"
import { migrate } from "../database/migrate.ts"
import { openPgDatabase } from "../database/pgDatabase.ts"
import { openPgliteDatabase } from "../database/pgliteDatabase.ts"
import { collectionsIn } from "../knowledge/collections/collections.ts"
import { expiringCollections } from "../knowledge/collections/collectionStore.ts"
import { indexCollection } from "../knowledge/collections/indexCollection.ts"
import { expiringSheets } from "../knowledge/index/expiringSheets.ts"
import { knowledgeIn } from "../knowledge/knowledge.ts"
import { startReindexing } from "../knowledge/reindex/startReindexing.ts"
import type { LanguageModel } from "../models/languageModel.ts"
import { openCache } from "./openCache.ts"
import { openModel } from "./openModel.ts"
import { instrumentedModel } from "./instrumentedModel.ts"
import { instrumentedTools } from "./instrumentedTools.ts"
import { openEmbedder } from "./openEmbedder.ts"
import { LiveSessions } from "../session/liveSessions.ts"
import { openMessageReaders } from "../session/messages/openMessageReaders.ts"
import { questionLimiter } from "../session/turn/questionLimiter.ts"
import { OpenPanes } from "../session/pane/openPanes.ts"
import { createUpgradeHandler } from "../session/upgradeHandler.ts"
import { turnWorkbooks } from "../session/turn/turnWorkbook.ts"
import { createLog, describeError, type Log } from "../telemetry/log.ts"
import { createMetrics } from "../telemetry/metrics.ts"
import { loadCertificate } from "../http/listening/tls.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import { bossJobs } from "../jobs/bossJobs.ts"
import { openWorkbooks } from "../workbooks/openWorkbooks.ts"
import { filesIn } from "../files/files.ts"
import { openFileReaders } from "../files/parse/openFileReaders.ts"
import { expiringFiles, sweepFiles } from "../files/sweepFiles.ts"
import { startSweeping } from "../workbooks/startSweeping.ts"
import { sweepBlocks } from "../workbooks/blockStore.ts"
import { listWorkbooks } from "../workbooks/listWorkbooks.ts"
import { prepareWorkbook } from "../workbooks/prepareWorkbook.ts"
import { expiringWorkbooks, workbooksIn } from "../workbooks/storedWorkbooks.ts"

/** Workbooks that are looked at and indexed side by side: of two people, neither waits for the other's. */
const preparedAtOnce = 2

export interface RunningServer {
  /** `https://localhost:3000`, without a slash at the end. */
  readonly url: string
  readonly model: string | null
  /** File of the authority that a browser must trust, when the certificate is a development one. */
  readonly authority: string | undefined
  /** Starts ahead what the first upload and the first large question would wait for, once the analysis has started. */
  warmUp(): Promise<void>
  /** Ends running turns with a clear error, then everything else. */
  close(): Promise<void>
}

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

/** Puts the parts together and listens. @throws AppError with one sentence when something is in the way. */
export async function startServer(config: Config, replacements: Replacements = {}): Promise<RunningServer> {
  const opened: (() => Promise<void> | void)[] = []
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    return await open(config, replacements, opened, closeAll)
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function open(
  config: Config,
  replacements: Replacements,
  opened: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<RunningServer> {
  const log = replacements.log ?? createLog(config.logLevel)
  const heartbeatMs = replacements.heartbeatMs ?? limits.heartbeatMs
  const database = replacements.database ?? (await openDatabase(config, opened))
  const cache = replacements.cache ?? openCache(config, log)
  if (!replacements.cache) opened.push(() => cache.close())
  const conversations = conversationsIn(database)
  if (config.retentionDays !== null)
    opened.push(
      startRetention({
        database,
        log,
        days: config.retentionDays,
        expiring: [expiringChats, expiringSheets, expiringWorkbooks, expiringFiles, expiringCollections],
      }),
    )
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const issuer = config.auth.mode === "local" ? await openLocalIssuer(config.dataDir) : undefined
  const verify = issuer
    ? tokenVerifier(ownKeys(issuer.jwks.keys), localExpectations)
    : config.auth.mode === "entra"
      ? tokenVerifier(
          entraKeys({
            ...config.auth,
            onFailure: (error) => log.warn("keys not fetched", { error: describeError(error) }),
          }),
          entraExpectations(config.auth),
        )
      : undefined
  if (!verify) throw new AppError("internal", "No way to sign in is configured.")
  const analyzer = replacements.analyzer ?? createAnalyzer()
  opened.push(() => analyzer.close())
  const fileReaders = openFileReaders()
  opened.push(() => fileReaders.close())
  const messageReaders = openMessageReaders()
  opened.push(() => messageReaders.close())
  const metrics = createMetrics(() => analyzer.queueLength)
  const unmeasured = replacements.model ?? openModel(config.model)
  const model = unmeasured && instrumentedModel(unmeasured, metrics)

  const tickets = ticketsIn(cache)
  const embedder = await openEmbedder(config)
  const knowledge = knowledgeIn({
    database,
    embedder,
    onEmbedderFailure: (error) => log.warn("query not embedded", { error: describeError(error) }),
  })
  const stored = workbooksIn(database)
  const workbooks = turnWorkbooks({
    openStored: (request) => openWorkbooks({ stored, analyzer: analyzer.workbooks }, request),
    knowledge,
    log,
  })
  opened.push(() => workbooks.close())
  const jobs = bossJobs({ database, log, onDone: (name, outcome, seconds) => metrics.job({ name, outcome, seconds }) })
  opened.push(() => jobs.stop())
  const forget = async (place: WorkbookPlace): Promise<void> => {
    await stored.delete(place)
    await knowledge.forget(place)
    analyzer.workbooks.forget(placeKey(place))
  }
  // Indexing keeps out of the way of questions that wait for their first words.
  const inBackground: typeof knowledge = {
    ...knowledge,
    index: (place, chunks, ...rest) => knowledge.index(place, workbooks.inBackground(chunks), ...rest),
  }
  await jobs.work("prepare_workbook", preparedAtOnce, (place, signal) =>
    prepareWorkbook({ stored, analyzer: analyzer.workbooks, knowledge: inBackground, log }, place, signal),
  )
  await jobs.work("index_collection", 1, (place, signal) =>
    indexCollection({ database, knowledge: inBackground }, place, signal),
  )
  await jobs.work("reindex", 1, async (place, signal) => {
    await knowledge.embedAnew(place, signal, () => workbooks.whenIdle())
  })
  opened.push(startReindexing({ database, jobs, embedder: embedder.name, log }))
  const files = await filesIn({ database, stored, jobs, forget, parse: fileReaders.parse, log })
  const sweep = async (): Promise<void> => {
    await sweepFiles({ database, jobs })
    await sweepBlocks(database)
  }
  opened.push(startSweeping(sweep, log))
  const live = new LiveSessions({
    workbooks,
    cache,
    analyzer,
    answer: (question, signal) =>
      instrumentedTools(answer({ model, today: new Date().toISOString().slice(0, 10) }, question, signal), metrics),
    answeredBy: model ? "model" : "offline",
    conversations,
    countQuestion: questionLimiter(cache, config.questionsPerMinute),
    log,
    metrics,
    heartbeatMs,
    turnMs: replacements.turnMs ?? limits.turnMs,
  })
  const settings = {
    authMode: config.auth.mode,
    answeredBy: model ? ("model" as const) : ("offline" as const),
    model: model?.name ?? null,
    embeddedBy: config.embedding.provider === "openai" ? config.embedding.model : null,
    cellsPerQuestion: limits.cellsPerQuestion,
    entra:
      config.auth.mode === "entra"
        ? {
            clientId: config.auth.clientId,
            // Which of several tenants a person is of shows only when they sign in; their token tells the server.
            authority: `${config.auth.authority}/${config.auth.tenantIds.length === 1 ? config.auth.tenantIds[0] : "organizations"}`,
            scope: `${config.auth.appIdUri}/access_as_user`,
          }
        : null,
  }
  const lines = new OpenPanes()
  const app = createApp({
    config,
    settings,
    verify,
    issuer,
    tickets,
    cache,
    heartbeatMs,
    messageReaders,
    conversations,
    live,
    lines,
    analyzer,
    log,
    metrics,
    database,
    stored,
    jobs,
    forget,
    files,
    knowledge,
    collections: collectionsIn({ database, jobs, embedder: embedder.name }),
    workbooksOf: (owner) => listWorkbooks(database, owner),
    lastModelCall: () => model?.lastCall ?? null,
    stopping: () => live.stopping,
  })
  const certificate = await loadCertificate(config.tls, config.dataDir)
  const server = certificate
    ? createHttpsServer({ ...serverOptions(requestTimes), cert: certificate.cert, key: certificate.key }, app)
    : createHttpServer(serverOptions(requestTimes), app)
  explainRefusals(server)
  const closeServer = gracefulClose(server)
  const door = createUpgradeHandler({
    tickets,
    metrics,
    live,
    lines,
    messageReaders,
    conversations,
    log,
    allowedOrigins: config.allowedOrigins,
    heartbeatMs,
  })
  server.on("upgrade", door.upgrade)
  const port = await listen(server, config)
  opened.push(closeServer)
  opened.push(async () => {
    await live.stop(replacements.stopGraceMs ?? limits.stopGraceMs)
    door.close()
  })
  const host = isLoopback(config.host) ? "localhost" : config.host.includes(":") ? `[${config.host}]` : config.host
  return {
    url: `${certificate ? "https" : "http"}://${host}:${port}`,
    model: settings.model,
    authority: certificate?.authority,
    warmUp: async () => {
      await analyzer.ready()
      fileReaders.warm()
      messageReaders.warm()
    },
    close,
  }
}

async function openDatabase(config: Config, opened: (() => Promise<void> | void)[]): Promise<Database> {
  const database = await (config.databaseUrl === undefined
    ? openPgliteDatabase(config.dataDir)
    : openPgDatabase(config.databaseUrl))
  opened.push(() => database.close())
  await migrate(database)
  return database
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
    server.listen(port, host, () => {
      server.removeAllListeners("error")
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): AppError {
  const sentence =
    cause.code === "EADDRINUSE"
      ? `Port ${port} is already in use: stop the other program or set PORT=${port + 1}.`
      : `The server cannot listen on ${host}:${port} (${cause.code ?? cause.message}): set HOST and PORT.`
  return new AppError("invalid_request", sentence, { cause })
}
