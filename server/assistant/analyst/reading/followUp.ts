import type { Question } from "../../question/question.ts"
import type { Understanding } from "./understand.ts"

const opening = /^(and|but|what about|how about|only|now|same|or|then)\b/i

/** "And in East?" leans on the question before it. */
const isFollowUp = (question: string): boolean => opening.test(question.trim())

/** The present question after those it leans on, oldest first; earlier ones only while each leans on the one before. */
export function questionChain({ content, history }: Pick<Question, "content" | "history">): string[] {
  const chain = [content]
  const asked = history.filter(({ role }) => role === "user").map((message) => message.content)
  while (isFollowUp(chain[0] ?? "") && asked.length > 0 && chain.length < 6) chain.unshift(asked.pop() ?? "")
  return chain
}

/**
 * The earlier question with the filters of the later one: a new filter replaces the earlier ones on its column. Undefined when
 * the later question says more than filters and so stands for itself.
 */
export function carriedOver(earlier: Understanding, later: Understanding): Understanding | undefined {
  if (later.mentions.length > 0 || later.filters.length === 0) return undefined
  const replaced = new Set(later.filters.map(({ column }) => column))
  const kept = earlier.filters.filter(({ column }) => !replaced.has(column))
  const shift = earlier.words.length
  return {
    ...earlier,
    filters: [...kept, ...later.filters.map((filter) => ({ ...filter, at: filter.at + shift }))],
    assumptions: [
      ...earlier.assumptions,
      ...later.assumptions,
      `I carried on from "${earlier.words.map(({ raw }) => raw).join(" ")}".`,
    ],
    alternatives: [...earlier.alternatives, ...later.alternatives],
    guessed: earlier.guessed || later.guessed,
    unknown: [...earlier.unknown, ...later.unknown],
  }
}
