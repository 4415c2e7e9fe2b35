import { describeError, type Log } from "../telemetry/log.ts"

const everyMs = 5 * 60_000

/** Clears away what was left behind, now and again. Returns the way to stop, which waits for what is under way. */
export function startSweeping(sweep: () => Promise<void>, log: Log): () => Promise<void> {
  let running: Promise<void> | undefined
  const run = (): void => {
    running ??= sweep()
      .catch((error: unknown) => log.warn("not swept", { error: describeError(error) }))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(run, everyMs).unref()
  run()
  return async () => {
    clearInterval(timer)
    await running
  }
}
