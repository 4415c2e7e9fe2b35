import type { Intent } from "../../shared/answer.ts"

/** Replaced by the offline analyst's author. */
export function detectIntent(question: string): Intent {
  return /formula/i.test(question) ? "formula_help" : "analysis"
}
