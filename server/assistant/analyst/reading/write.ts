import { citationLink } from "../../../../shared/address.ts"
import type { Source } from "../../../../shared/answer.ts"
import type { AnswerTable, Draft } from "./draft.ts"
import type { Plan } from "./task.ts"

/** The parts of a finished answer in the order in which they are streamed. */
export function* writtenParts(draft: Draft, plan: Plan): Generator<string> {
  for (const warning of draft.warnings ?? []) yield `${escapeLine(warning)}\n\n`
  yield `${draft.sentence}\n\n`
  if (draft.table) yield `${tableText(draft.table)}\n\n`
  yield closing(draft, plan)
}

function closing(draft: Draft, plan: Plan): string {
  const assumed = plan.assumptions.length > 0 ? ` ${plan.assumptions.map(escapeLine).join(" ")}` : ""
  const other = plan.alternatives[0] ? ` If you meant something else, ${escapeLine(plan.alternatives[0])}.` : ""
  const lines = [`I understood: ${draft.understood}.${assumed}${other}`]
  const notes = [...new Set(draft.notes)].slice(0, 8)
  if (notes.length > 0) lines.push(notes.map((note) => `- ${note}`).join("\n"))
  if (draft.sources.length > 0) lines.push(`Cells: ${citations(draft.sources)}`)
  return lines.join("\n\n")
}

const escapeLine = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|#~]/g, "\\$&")

const citations = (sources: readonly Source[]): string =>
  sources
    .slice(0, 8)
    .map(({ sheet, address }) => citationLink(sheet, address))
    .join(", ")

/** A table of GitHub-flavoured markdown; its cells are safe already. */
function tableText({ head, rows, numeric }: AnswerTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`
  return [
    line(head.map((cell) => cell || " ")),
    line(head.map((_, at) => (numeric.includes(at) ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n")
}
