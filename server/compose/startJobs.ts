import { filesIn, type FileParts, type Files } from "../files/files.ts"
import { sweepFiles } from "../files/sweepFiles.ts"
import { bossJobs } from "../jobs/bossJobs.ts"
import type { Jobs } from "../jobs/jobs.ts"
import { indexCollection } from "../knowledge/collections/indexCollection.ts"
import { placeKey, type WorkbookPlace } from "../knowledge/index/sheetPlace.ts"
import type { Knowledge } from "../knowledge/knowledge.ts"
import { startReindexing } from "../knowledge/reindex/startReindexing.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import { sweepBlocks } from "../workbooks/blockStore.ts"
import { prepareWorkbook } from "../workbooks/prepareWorkbook.ts"
import { startSweeping } from "../workbooks/startSweeping.ts"
import type { OnClose } from "./onClose.ts"
import type { KnowledgeSources, OpenKnowledge } from "./openKnowledge.ts"

/** Workbooks that are looked at and indexed side by side: of two people, neither waits for the other's. */
const preparedAtOnce = 2

export interface JobSources extends KnowledgeSources, OpenKnowledge {
  readonly metrics: Metrics
  readonly parse: FileParts["parse"]
}

export interface StartedJobs {
  readonly jobs: Jobs
  readonly files: Files
  /** Deletes everything that is held of a workbook. */
  readonly forget: (place: WorkbookPlace) => Promise<void>
}

/** Takes every kind of job, and starts what sends some now and again. */
export async function startJobs(sources: JobSources, onClose: OnClose): Promise<StartedJobs> {
  const { database, analyzer, embedder, stored, knowledge, metrics, parse, log } = sources
  const jobs = bossJobs({ database, log, onDone: (name, outcome, seconds) => metrics.job({ name, outcome, seconds }) })
  onClose(() => jobs.stop())
  await takeIndexing(sources, jobs)
  onClose(startReindexing({ database, jobs, embedder: embedder.name, log }))
  const forget = async (place: WorkbookPlace): Promise<void> => {
    await stored.delete(place)
    await knowledge.forget(place)
    analyzer.workbooks.forget(placeKey(place))
  }
  const files = await filesIn({ database, stored, jobs, forget, parse, log })
  const sweep = async (): Promise<void> => {
    await sweepFiles({ database, jobs })
    await sweepBlocks(database)
  }
  onClose(startSweeping(sweep, log))
  return { jobs, files, forget }
}

async function takeIndexing(
  { database, analyzer, stored, knowledge, workbooks, log }: JobSources,
  jobs: Jobs,
): Promise<void> {
  // Indexing keeps out of the way of questions that wait for their first words.
  const inBackground: Knowledge = {
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
}
