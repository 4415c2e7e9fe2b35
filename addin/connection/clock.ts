/** Time as the connection needs it, so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since any moment; setting the device's clock changes nothing. */
  now(): number
  /** Runs something later; returns the way to call it off. */
  after(milliseconds: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
