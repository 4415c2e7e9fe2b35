import { AppError } from "../../shared/errors.ts"
import { describeError, type Log } from "../telemetry/log.ts"
import type { Cache } from "./cache.ts"

/** How often a shared store that is away is asked whether it is back. */
const probeMs = 500

/** A shared store that may be away; who asks it must go on without it. */
export interface SharedStore {
  readonly away: () => boolean
  /** What it answers; undefined while it is away. */
  readonly ask: <T>(work: (shared: Cache) => Promise<T>) => Promise<T | undefined>
  /** True when it has done it. */
  readonly does: (work: (shared: Cache) => Promise<void>) => Promise<boolean>
  /** Told of every outage as it is noticed, and of its end. */
  readonly onChange: (change: { readonly lost?: () => void; readonly back?: () => void }) => void
  /** Stops looking for it; the store itself stays its owner's to close. */
  readonly close: () => void
}

/** Notices when the store is lost, says so once, and looks for it until it is back. */
export function sharedStore(shared: Cache, log: Log): SharedStore {
  let away = false
  let closed = false
  let probe: NodeJS.Timeout | undefined
  const changes: Parameters<SharedStore["onChange"]>[0][] = []

  const lookLater = (): void => {
    probe = setTimeout(() => void look(), probeMs).unref()
  }
  const look = async (): Promise<void> => {
    try {
      await shared.ready()
    } catch {
      // Said once, when it was lost.
      if (!closed) lookLater()
      return
    }
    if (closed) return
    away = false
    log.info("shared cache is back")
    for (const { back } of changes) back?.()
  }
  /** @throws the error when it tells of no outage. */
  const leave = (error: unknown): void => {
    if (!(error instanceof AppError && error.code === "storage_unavailable")) throw error
    if (away || closed) return
    away = true
    for (const { lost } of changes) lost?.()
    log.warn("shared cache lost: going on in this process", { error: describeError(error) })
    lookLater()
  }
  const ask = async <T>(work: (shared: Cache) => Promise<T>): Promise<T | undefined> => {
    if (away) return undefined
    try {
      return await work(shared)
    } catch (error) {
      leave(error)
      return undefined
    }
  }

  return {
    away: () => away,
    ask,
    does: async (work) => (await ask((store) => work(store).then(() => true))) ?? false,
    onChange: (change) => void changes.push(change),
    close: () => {
      closed = true
      clearTimeout(probe)
    },
  }
}
