import { unlessAborted } from "./unlessAborted.ts"

/** The items of a source; as soon as the signal aborts its reason is thrown, even when the source does not listen to it. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const reason = (): Error => (signal.reason instanceof Error ? signal.reason : new Error("aborted"))
  let finished = false
  try {
    signal.throwIfAborted()
    for (;;) {
      const next = await unlessAborted(iterator.next(), signal, reason)
      if (next.done) {
        finished = true
        return
      }
      yield next.value
    }
  } finally {
    // Not awaited: a source that is stuck would hold us too. What it still throws belongs to a turn that has ended.
    if (!finished) void iterator.return?.().catch(() => undefined)
  }
}
