/** `work` that never runs twice at once: calls during a run are made good by one more run after it. */
export function latestOnly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  const run = async (): Promise<void> => {
    do {
      again = false
      await work()
    } while (again as boolean)
    running = undefined
  }
  return () => {
    again = true
    return (running ??= run())
  }
}
