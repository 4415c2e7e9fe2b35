import { superlatives } from "./lexicon.ts"
import { stemOf, wordsOf } from "./words.ts"

/** A question about the workbook itself and not about what can be computed from it. */
export type PlaceQuestion =
  | { readonly kind: "list" }
  /** `certain`: it asks for a sheet or a table; "where" may also ask for a value of the selection. */
  | {
      readonly kind: "find"
      readonly subject: string
      readonly stems: readonly string[]
      readonly certain: boolean
    }

const thing = "(?:work)?sheets?|tabs?|tables?|files?"

const listing: readonly RegExp[] = [
  new RegExp(
    `^(?:what|which|how many) (?:${thing})(?: and (?:${thing}))? (?:are (?:there|in|here|available|stored)|exist|do (?:i|we|you) (?:have|see|know)|can you see|does (?:it|this|the|my) .*(?:have|hold|contain))`,
    "i",
  ),
  new RegExp(
    `^(?:list|show|name|give me)(?: me)?(?: all)?(?: of)?(?: the| my)? (?:${thing})(?: and (?:${thing}))?(?: (?:in|of) (?:this|the|my) (?:workbook|file))?\\W*$`,
    "i",
  ),
  /^what(?:'s| is| does| do)? ?(?:in|inside)? ?(?:this|the|my) (?:whole |entire )?(?:workbook|file|spreadsheet)(?: (?:contain|hold|have|about))?\W*$/i,
  /^(?:describe|summari[sz]e|explain|give me an overview of) (?:this|the|my) (?:whole |entire )?(?:workbook|file|spreadsheet)\W*$/i,
  /^what (?:do|can) you see\b/i,
  /^what data (?:is|are|do (?:i|we|you)) (?:there|have|see|in (?:this|the|my) (?:workbook|file))/i,
]

const finding: readonly { readonly pattern: RegExp; readonly certain: boolean }[] = [
  {
    pattern: new RegExp(
      `^(?:(?:in|on|from) )?(?:which|what) (?:${thing}) (?:has|have|holds?|contains?|shows?|lists?|includes?|mentions?|is|are|do|does|can|could|would|with|about|for|of)\\b(?<subject>.*)$`,
      "i",
    ),
    certain: true,
  },
  {
    pattern: new RegExp(
      `^is there (?:a|an|any) (?:${thing}) (?:with|about|for|of|on|that has|containing)\\b(?<subject>.*)$`,
      "i",
    ),
    certain: true,
  },
  {
    pattern:
      /^where(?:'s| is| are| can i (?:find|see)| (?:do|does|did) (?:i|we|you|one) (?:find|see|have|keep|store|put)| (?:would|could|should) (?:i|we) (?:find|look for))\b(?<subject>.*)$/i,
    certain: false,
  },
]

/** Words that say nothing of what is looked for. */
const empty = new Set(
  "the a an of for in on at to and or is are was were be my our your this that these those it its there here i we you find found see shown show stored kept located live lives data information info figure value workbook file sheet tab table column cell all any do does can could would with about have has contain listed list please".split(
    " ",
  ),
)

/** Undefined for everything that is to be computed: "which sheet has the highest total" is. */
export function placeQuestion(content: string): PlaceQuestion | undefined {
  const text = content
    .trim()
    .replace(/^(?:please|ok|hi|hello|hey)[,!]?\s+/i, "")
    .replace(/^(?:can|could) you (?:tell me|please)\s+/i, "")
  if (listing.some((pattern) => pattern.test(text))) return { kind: "list" }
  for (const { pattern, certain } of finding) {
    const subject = pattern.exec(text)?.groups?.["subject"]
    if (subject === undefined) continue
    const words = wordsOf(subject)
    if (words.some(({ text: word }) => word in superlatives)) return undefined
    const meant = words.filter(({ text: word }) => !empty.has(word) && /[\p{L}\p{N}]/u.test(word))
    const stems = [...new Set(meant.map(({ text: word }) => stemOf(word)))]
    if (stems.length === 0) return undefined
    return { kind: "find", subject: subjectOf(subject), stems, certain }
  }
  return undefined
}

const subjectOf = (text: string): string =>
  text
    .replace(/[?!.\s]+$/, "")
    .replace(/^\s*(?:i |we |you )?(?:find |see )?(?:the |a |an |my |our )?/i, "")
    .replace(/\s+(?:in|on|of) (?:this|the|my) (?:workbook|file|sheet)$/i, "")
    .replace(/\s+(?:stored|kept|located|listed|shown|found|in|on)$/i, "")
    .trim()
