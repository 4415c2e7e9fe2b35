import { createAnalyzer, type WorkerAnalyzer } from "../analysis/workerAnalyzer.ts"
import { openFileReaders } from "../files/parse/openFileReaders.ts"
import { openMessageReaders } from "../session/messages/openMessageReaders.ts"
import type { OnClose } from "./onClose.ts"
import type { Replacements } from "./replacements.ts"

export interface Workers {
  readonly analyzer: WorkerAnalyzer
  readonly fileReaders: ReturnType<typeof openFileReaders>
  readonly messageReaders: ReturnType<typeof openMessageReaders>
  /** Starts the readers ahead, once the analysis has started. */
  readonly warmUp: () => Promise<void>
}

/** What computes and parses outside this thread. */
export function openWorkers(replacements: Pick<Replacements, "analyzer">, onClose: OnClose): Workers {
  const analyzer = replacements.analyzer ?? createAnalyzer()
  onClose(() => analyzer.close())
  const fileReaders = openFileReaders()
  onClose(() => fileReaders.close())
  const messageReaders = openMessageReaders()
  onClose(() => messageReaders.close())
  return {
    analyzer,
    fileReaders,
    messageReaders,
    warmUp: async () => {
      await analyzer.ready()
      fileReaders.warm()
      messageReaders.warm()
    },
  }
}
