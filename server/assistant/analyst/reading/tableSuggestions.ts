import type { Suggestion } from "../../../../shared/answer.ts"
import { clip } from "../../../../shared/clip.ts"
import { limits } from "../../../../shared/limits.ts"
import type { ScopeTable } from "../../question/scope.ts"

const shownAtMost = 6
const labelCharacters = 80

/** The question once more for each table that could be meant. */
export function tableSuggestions(content: string, tables: readonly ScopeTable[]): Suggestion[] {
  const question = content.replace(/[\s?.!]+$/, "")
  return tables
    .slice(0, shownAtMost)
    .map(({ table }) => ({
      label: clip(table.title ?? table.name, labelCharacters),
      question: `${question} in the table ${table.name}`,
    }))
    .filter((each) => each.question.length <= limits.questionCharacters)
}
