import { setMaxListeners } from "node:events"
import { parseAddress } from "../../../shared/address.ts"
import { toAppError } from "../../../shared/errors.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { Knowledge } from "../../knowledge/knowledge.ts"
import type { SheetPlace } from "../../knowledge/index/sheetPlace.ts"
import { describeError, type Log } from "../../telemetry/log.ts"
import type { BackgroundGate } from "./backgroundGate.ts"
import { settledWithin } from "../../async/settledWithin.ts"

/** The index of one selection while its question is answered. A failure costs the index, never the answer. */
export interface IndexedSelection {
  /** Of the chunks that are stored by now; of a small selection after a short wait. */
  hashes(): Promise<ReadonlySet<string>>
  /** The answer has begun: what takes long may be stored now. */
  begin(): void
  /** Resolves when the selection's cells are no longer needed. */
  done(): Promise<void>
}

export interface SelectionIndex {
  index(place: SheetPlace, range: RangeAnalysis): IndexedSelection
  /** Stops what is being stored. */
  close(): Promise<void>
}

/** A selection of so many cells is indexed before the answer begins, which takes milliseconds; a larger one beside it. */
const smallSelection = 2000

/** How long a search waits for a small selection. */
const selectionMs = 50

export interface SelectionIndexParts {
  readonly knowledge: Pick<Knowledge, "index">
  /** Large selections are stored in the background. */
  readonly background: BackgroundGate
  readonly log: Log
}

export function selectionIndex({ knowledge, background, log }: SelectionIndexParts): SelectionIndex {
  const closing = new AbortController()
  // Every selection that is being stored listens, and stops to when it is: Node takes more than ten for a leak.
  setMaxListeners(0, closing.signal)
  /** By sheet: a newer selection of the same sheet makes the older one pointless. */
  const underWay = new Map<string, AbortController>()
  const storing = new Set<Promise<unknown>>()

  async function store(place: SheetPlace, range: RangeAnalysis): Promise<ReadonlySet<string>> {
    const key = JSON.stringify(place)
    underWay.get(key)?.abort()
    const stop = new AbortController()
    underWay.set(key, stop)
    const end = (): void => stop.abort()
    closing.signal.addEventListener("abort", end, { once: true })
    const startedAt = performance.now()
    const chunks = range.chunks(stop.signal)
    const work = knowledge.index(place, isSmall(range) ? chunks : background.inBackground(chunks), stop.signal)
    storing.add(work)
    try {
      const { hashes, written } = await work
      const ms = Math.round(performance.now() - startedAt)
      log.debug("selection indexed", { chunks: hashes.size, written, ms })
      return hashes
    } catch (error) {
      if (!stop.signal.aborted) log.warn("index failed", { code: toAppError(error).code, error: describeError(error) })
      return new Set()
    } finally {
      storing.delete(work)
      closing.signal.removeEventListener("abort", end)
      if (underWay.get(key) === stop) underWay.delete(key)
    }
  }

  return {
    index(place, range) {
      let hashes: ReadonlySet<string> = new Set()
      let work: Promise<void> | undefined
      const begin = (): void => {
        work ??= store(place, range).then((stored) => {
          hashes = stored
        })
      }
      if (isSmall(range)) begin()
      return {
        begin,
        async hashes() {
          if (work && isSmall(range)) await settledWithin(work, selectionMs)
          return hashes
        },
        done: async () => work,
      }
    },
    async close() {
      closing.abort()
      await Promise.allSettled([...storing])
    },
  }
}

function isSmall(range: RangeAnalysis): boolean {
  const area = parseAddress(range.table.address)
  return area.rowCount * area.columnCount <= smallSelection
}
