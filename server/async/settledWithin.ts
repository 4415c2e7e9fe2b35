import { withTimeout } from "./withTimeout.ts"

/** Resolves when the work has ended, well or not, and after so many milliseconds at the latest. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<void> {
  await withTimeout(work, ms, () => new Error("The work goes on.")).catch(() => undefined)
}
