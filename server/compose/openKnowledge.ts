import type { WorkerAnalyzer } from "../analysis/workerAnalyzer.ts"
import type { Database } from "../database/database.ts"
import { knowledgeIn, type Knowledge } from "../knowledge/knowledge.ts"
import type { Embedder } from "../models/embedder.ts"
import { turnWorkbooks, type TurnWorkbooks } from "../session/turn/turnWorkbook.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import { openWorkbooks } from "../workbooks/openWorkbooks.ts"
import { workbooksIn, type StoredWorkbooks } from "../workbooks/storedWorkbooks.ts"
import type { OnClose } from "./onClose.ts"

export interface KnowledgeSources {
  readonly database: Database
  readonly analyzer: WorkerAnalyzer
  readonly embedder: Embedder
  readonly log: Log
}

export interface OpenKnowledge {
  readonly stored: StoredWorkbooks
  readonly knowledge: Knowledge
  readonly workbooks: TurnWorkbooks
}

/** The stored workbooks, their index, and what a turn uses of both. */
export function openKnowledge(
  { database, analyzer, embedder, log }: KnowledgeSources,
  onClose: OnClose,
): OpenKnowledge {
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
  onClose(() => workbooks.close())
  return { stored, knowledge, workbooks }
}
