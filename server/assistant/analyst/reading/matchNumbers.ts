import type { Condition } from "../../../../shared/query.ts"
import type { Word } from "./words.ts"

export type Comparison = Extract<Condition["operator"], "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "between">

/** "over 1,000", "between 5 and 10", "at least 20 %": words `from` … `to - 1`. */
export interface NumberMatch {
  readonly comparison: Comparison
  readonly numbers: readonly number[]
  readonly sign: Word["sign"]
  readonly from: number
  readonly to: number
  /** A header word that the comparison itself implies: "older than" -> age. */
  readonly hint?: string | undefined
}

const leads: readonly (readonly [string, Comparison, string?])[] = [
  ["no less than", "ge"],
  ["no fewer than", "ge"],
  ["no more than", "le"],
  ["not more than", "le"],
  ["not less than", "ge"],
  ["not over", "le"],
  ["not above", "le"],
  ["not under", "ge"],
  ["not below", "ge"],
  ["not equal to", "ne"],
  ["greater than or equal to", "ge"],
  ["more than or equal to", "ge"],
  ["less than or equal to", "le"],
  ["more than", "gt"],
  ["greater than", "gt"],
  ["higher than", "gt"],
  ["larger than", "gt"],
  ["bigger than", "gt"],
  ["better than", "gt"],
  ["longer than", "gt", "duration"],
  ["older than", "gt", "age"],
  ["heavier than", "gt", "weight"],
  ["taller than", "gt", "height"],
  ["in excess of", "gt"],
  ["over", "gt"],
  ["above", "gt"],
  ["exceeding", "gt"],
  ["exceeds", "gt"],
  ["exceed", "gt"],
  ["exceeded", "gt"],
  [">", "gt"],
  ["less than", "lt"],
  ["fewer than", "lt"],
  ["lower than", "lt"],
  ["smaller than", "lt"],
  ["worse than", "lt"],
  ["shorter than", "lt", "duration"],
  ["younger than", "lt", "age"],
  ["cheaper than", "lt", "price"],
  ["lighter than", "lt", "weight"],
  ["under", "lt"],
  ["below", "lt"],
  ["<", "lt"],
  ["at least", "ge"],
  ["minimum of", "ge"],
  [">=", "ge"],
  ["≥", "ge"],
  ["at most", "le"],
  ["up to", "le"],
  ["maximum of", "le"],
  ["<=", "le"],
  ["≤", "le"],
  ["equal to", "eq"],
  ["equals", "eq"],
  ["exactly", "eq"],
  ["=", "eq"],
]
const leadWords = leads.map(([text, comparison, hint]) => ({ words: text.split(" "), comparison, hint }))

const trails: readonly (readonly [string, Comparison])[] = [
  ["or more", "ge"],
  ["or above", "ge"],
  ["or higher", "ge"],
  ["or over", "ge"],
  ["or greater", "ge"],
  ["or better", "ge"],
  ["and above", "ge"],
  ["and over", "ge"],
  ["and up", "ge"],
  ["or less", "le"],
  ["or fewer", "le"],
  ["or lower", "le"],
  ["or below", "le"],
  ["or under", "le"],
  ["or worse", "le"],
  ["and below", "le"],
  ["and under", "le"],
]
const trailWords = trails.map(([text, comparison]) => ({ words: text.split(" "), comparison }))

const says = (words: readonly Word[], at: number, texts: readonly string[]): boolean =>
  texts.every((text, offset) => words[at + offset]?.text === text)

const opposite = { gt: "le", ge: "lt", lt: "ge", le: "gt", eq: "ne", ne: "eq" } as const

/** Every comparison with a number; dates have been claimed before. */
export function matchNumbers(words: readonly Word[], isFree: (at: number) => boolean): NumberMatch[] {
  const found: NumberMatch[] = []
  for (let at = 0; at < words.length; at++) {
    const match = numberAt(words, at)
    if (!match || !Array.from({ length: match.to - at }, (_, offset) => at + offset).every(isFree)) continue
    found.push(match)
    at = match.to - 1
  }
  return found
}

function numberAt(words: readonly Word[], at: number): NumberMatch | undefined {
  const first = words[at]?.text
  if (first === "between" || first === "from") {
    const [low, joint, high] = [words[at + 1], words[at + 2]?.text, words[at + 3]]
    if (low?.number !== undefined && high?.number !== undefined && /^(and|to)$/.test(joint ?? ""))
      return {
        comparison: "between",
        numbers: [Math.min(low.number, high.number), Math.max(low.number, high.number)],
        sign: high.sign ?? low.sign,
        from: at,
        to: at + 4,
      }
  }
  for (const { words: lead, comparison, hint } of leadWords) {
    if (!says(words, at, lead)) continue
    let place = at + lead.length
    while (/^(a|the|an|value|of)$/.test(words[place]?.text ?? "")) place++
    const number = words[place]
    if (number?.number === undefined) continue
    const flipped = words[at - 1]?.text === "not" && comparison !== "between"
    return {
      comparison: flipped ? opposite[comparison] : comparison,
      numbers: [number.number],
      sign: number.sign,
      from: flipped ? at - 1 : at,
      to: place + 1,
      hint,
    }
  }
  if (first === "negative" || first === "positive")
    return { comparison: first === "negative" ? "lt" : "gt", numbers: [0], sign: undefined, from: at, to: at + 1 }
  const number = words[at]
  if (number?.number === undefined) return undefined
  const trail = trailWords.find(({ words: texts }) => says(words, at + 1, texts))
  return trail && { comparison: trail.comparison, numbers: [number.number], sign: number.sign, from: at, to: at + 3 }
}
