import { limits } from "../../shared/limits.ts"
import { ticketsIn } from "../auth/tickets.ts"
import type { Config } from "../config/config.ts"
import { conversationsIn } from "../conversation/conversations.ts"
import { createApp } from "../http/app.ts"
import { collectionsIn } from "../knowledge/collections/collections.ts"
import { OpenPanes } from "../session/pane/openPanes.ts"
import { createUpgradeHandler } from "../session/upgradeHandler.ts"
import { createLog } from "../telemetry/log.ts"
import { createMetrics } from "../telemetry/metrics.ts"
import { listWorkbooks } from "../workbooks/listWorkbooks.ts"
import { listen, type Listening } from "./listen.ts"
import type { OnClose } from "./onClose.ts"
import { openKnowledge } from "./openKnowledge.ts"
import { openModels } from "./openModels.ts"
import { openSessions } from "./openSessions.ts"
import { openSignIn } from "./openSignIn.ts"
import { openStores } from "./openStores.ts"
import { openWorkers } from "./openWorkers.ts"
import type { Replacements } from "./replacements.ts"
import { settingsOf } from "./settingsOf.ts"
import { startJobs } from "./startJobs.ts"

export interface RunningServer extends Listening {
  readonly model: string | null
  /** Starts ahead what the first upload and the first large question would wait for, once the analysis has started. */
  warmUp(): Promise<void>
  /** Ends running turns with a clear error, then everything else. */
  close(): Promise<void>
}

/** Puts the parts together and listens. @throws AppError with one sentence when something is in the way. */
export async function startServer(config: Config, replacements: Replacements = {}): Promise<RunningServer> {
  const opened: Parameters<OnClose>[0][] = []
  const close = async (): Promise<void> => {
    for (const closePart of opened.splice(0).reverse()) await closePart()
  }
  try {
    return { ...(await open(config, replacements, (closePart) => void opened.push(closePart))), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function open(
  config: Config,
  replacements: Replacements,
  onClose: OnClose,
): Promise<Omit<RunningServer, "close">> {
  const log = replacements.log ?? createLog(config.logLevel)
  const heartbeatMs = replacements.heartbeatMs ?? limits.heartbeatMs
  const { database, cache } = await openStores(config, replacements, log, onClose)
  const conversations = conversationsIn(database)
  const signIn = await openSignIn(config, log)
  const { analyzer, fileReaders, messageReaders, warmUp } = openWorkers(replacements, onClose)
  const metrics = createMetrics(() => analyzer.queueLength)
  const { model, embedder } = await openModels(config, replacements, metrics)
  const sources = { database, analyzer, embedder, log }
  const { stored, knowledge, workbooks } = openKnowledge(sources, onClose)
  const { jobs, files, forget } = await startJobs(
    { ...sources, stored, knowledge, workbooks, metrics, parse: fileReaders.parse },
    onClose,
  )
  const live = openSessions(
    { workbooks, cache, analyzer, conversations, log, metrics, heartbeatMs, model },
    config,
    replacements,
  )
  const settings = settingsOf(config, model?.name ?? null)
  const tickets = ticketsIn(cache)
  const paneParts = {
    tickets,
    metrics,
    heartbeatMs,
    openPanes: new OpenPanes(),
    messageReaders,
    live,
    conversations,
    log,
  }
  const app = createApp({
    ...paneParts,
    ...signIn,
    config,
    settings,
    cache,
    analyzer,
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
  const upgradeHandler = createUpgradeHandler({ ...paneParts, allowedOrigins: config.allowedOrigins })
  const listening = await listen(config, app, upgradeHandler.upgrade, onClose)
  onClose(async () => {
    await live.stop(replacements.stopGraceMs ?? limits.stopGraceMs)
    upgradeHandler.close()
  })
  return { ...listening, model: settings.model, warmUp }
}
