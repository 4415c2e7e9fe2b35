import { Router } from "express"
import { limits } from "../../shared/limits.ts"
import { parseInput } from "../../shared/parseInput.ts"
import { rangeContentSchema } from "../../shared/workbook.ts"
import type { RangeAnalyzer } from "./rangeAnalysis.ts"

/** `POST /api/analysis/range`: the profile of the range in the body. */
export function analysisRoutes(analyzer: RangeAnalyzer): Router {
  const router = Router()
  router.post("/range", async (request, response) => {
    const content = parseInput(rangeContentSchema, request.body)
    const gone = new AbortController()
    response.on("close", () => gone.abort())
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(limits.analysisMs)])
    const analysis = await analyzer.open([content], signal)
    try {
      response.json(await analysis.profile(signal))
    } finally {
      await analysis.close()
    }
  })
  return router
}
