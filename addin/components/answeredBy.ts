import type { AnswerSummary } from "../../shared/answer.ts"

/** Who answered, in a few words. */
export function answeredBy({ answeredBy: by, model, ended }: AnswerSummary): string {
  if (ended === "stopped") return "Stopped"
  return { model: model ?? "Model", offline: "Computed without a model", declined: "Not answered" }[by]
}
