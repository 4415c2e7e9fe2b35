import { AppError } from "../../shared/errors.ts"
import type { RangeAnalyzer } from "./rangeAnalysis.ts"

/** Replaced by the analyzer's author: ranges cannot be analysed yet. */
export function createAnalyzer(): RangeAnalyzer {
  return {
    open: () => Promise.reject(new AppError("internal", "Ranges cannot be analysed yet.")),
    close: () => Promise.resolve(),
  }
}
