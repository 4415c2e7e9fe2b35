import { Router } from "express"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { WorkerAnalyzer } from "./workerAnalyzer.ts"

/** `POST /range`: the profile of the range in the body, which comes as unparsed bytes. */
export function analysisRoutes(analyzer: WorkerAnalyzer): Router {
  const router = Router()
  router.post("/range", async (request, response) => {
    const body: unknown = request.body
    if (!Buffer.isBuffer(body)) throw new AppError("invalid_request", "The body must be the JSON of a range.")
    const gone = new AbortController()
    response.on("close", () => gone.abort(new AppError("cancelled", "The request was given up.")))
    const late = AbortSignal.timeout(limits.analysisMs)
    late.addEventListener("abort", () =>
      gone.abort(new AppError("timeout", "The range could not be analysed in time; send a smaller one.")),
    )
    // A copy of its own, because the bytes are handed over to the worker.
    const analysis = await analyzer.openJson(new Uint8Array(body), gone.signal)
    try {
      response.json(await analysis.profile(gone.signal))
    } finally {
      await analysis.close()
    }
  })
  return router
}
