/** The items of a source until the signal aborts: then its reason is thrown at once, even when the source does not listen. */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"))
    signal.addEventListener("abort", stop)
  })
  let finished = false
  try {
    signal.throwIfAborted()
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next.done) {
        finished = true
        return
      }
      yield next.value
    }
  } finally {
    if (stop) signal.removeEventListener("abort", stop)
    // Not awaited: a source that is stuck would hold us too. What it still throws belongs to a turn that has ended.
    if (!finished) void iterator.return?.().catch(() => undefined)
  }
}
