const firstMs = 500
const longestMs = 20_000

/** Milliseconds to wait before reconnect number `attempt` (from 0): doubling, at most 20 s, with jitter so that many panes do not return at once. */
export const backoff = (attempt: number, random: number): number =>
  Math.round(Math.min(longestMs, firstMs * 2 ** attempt) * (0.5 + random / 2))
