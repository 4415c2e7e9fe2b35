import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { RangeProfile } from "../../shared/profile.ts"
import type { WorkerAnalyzer } from "./workerAnalyzer.ts"

/** The profile of the range in the body, the unparsed JSON of a `RangeContent`. @throws AppError timeout, cancelled, range_too_large, range_empty. */
export async function profileRange(
  analyzer: Pick<WorkerAnalyzer, "openJson">,
  body: Buffer | undefined,
  signal: AbortSignal,
): Promise<RangeProfile> {
  if (!body) throw new AppError("invalid_request", "The body must be the JSON of a range.")
  const ended = new AbortController()
  signal.addEventListener("abort", () => ended.abort(signal.reason), { once: true })
  if (signal.aborted) ended.abort(signal.reason)
  const late = AbortSignal.timeout(limits.analysisMs)
  late.addEventListener("abort", () =>
    ended.abort(new AppError("timeout", "The range could not be analysed in time; send a smaller one.")),
  )
  // A copy of its own, because the bytes are handed over to the worker.
  const analysis = await analyzer.openJson(new Uint8Array(body), ended.signal)
  try {
    return await analysis.profile(ended.signal)
  } finally {
    await analysis.close()
  }
}
