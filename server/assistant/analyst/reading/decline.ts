import type { ColumnProfile, RangeProfile } from "../../../../shared/profile.ts"
import { asksForFormula } from "./formula.ts"
import { nameOf } from "./draft.ts"
import { partsOf } from "./words.ts"
import { isAdditive, isCategory, isUnique, likelyMeasures } from "./roles.ts"

const imperative =
  /^(?:please |kindly |now |can you |could you |would you |will you |i want you to |i'd like you to |let's )*/i
const writing =
  /^(delete|remove|insert|write|put|change|set|replace|fill|clear|update|move|copy|paste|hide|unhide|freeze|merge|rename|add (?!up\b)|create|make|build|enter|type|edit|fix|convert|clean|split|sort (?:the|my|this|these|all) (?:rows?|table|data|range|sheet|column)|filter (?:the|my|this) (?:table|data|range|sheet)|highlight|format|colou?r|bold|protect|save|send|email|export|download|translate|round)\b/i

const greeting =
  /^(hi|hello|hey|thanks?|thank you|good (morning|afternoon|evening)|help( me)?|who are you|what (can|do) you do|what can i ask( you)?|how (do|can) you (work|help)( me)?|what are you|test)(?: there| you| please)?[\s!?.]*$/i

/** Of a column of a map only the name is known. */
export type KnownColumn = Pick<ColumnProfile, "name" | "topValues">

interface Refusal {
  readonly pattern: RegExp
  readonly reason: string
}

const refusals: readonly Refusal[] = [
  {
    pattern:
      /\b(ignore|disregard|forget)\b.{0,40}\b(instructions?|rules|prompts?|above|previous)\b|\bsystem prompt\b|\bapi[- ]?keys?\b|\bpasswords?\b|\byou are now\b|\bpretend\b|\bjailbreak|<script|\bact as\b/i,
    reason: "I only compute over the cells of your range and follow no other instructions",
  },
  {
    pattern:
      /\b(charts?|graphs?|plot|plots|visuali[sz]e|visuali[sz]ation|draw|diagram|sparklines?|histogram|dashboard|pivot ?tables?)\b/i,
    reason: "I draw no charts or pivot tables, but I can compute the table for one, such as a total by month",
  },
  {
    pattern:
      /\b(forecast|predict|prediction|projection|project(ed)? (the|for)|extrapolate|next (month|quarter|year|week)|tomorrow|in the future|will (be|we|it|they|sales|revenue)|going to be|expected? to)\b/i,
    reason: "I cannot forecast: I only compute what the cells say",
  },
  {
    pattern:
      /^\s*(why|explain why)\b|\b(what caused|reasons? (for|why)|what explains|should (we|i)|what if|(you|please) recommend|recommend (me|us|a|an)\b|advice|advise|suggest (a|an|how|what))\b/i,
    reason: "I cannot give reasons or advice without a language model: I only compute what the cells say",
  },
  {
    pattern:
      /\b(weather|stock price|exchange rate|news|capital of|president|who (is|was) the (ceo|president)|joke|poem|story|essay|wikipedia|internet|google|search the web)\b/i,
    reason: "I know only the cells of your range, nothing of the world outside",
  },
  {
    pattern: /\b(vba|macros?|python|javascript|sql|code|script)\b/i,
    reason: "I cannot write programs without a language model",
  },
]

/**
 * Why a question cannot be answered by computing alone, or undefined. Looks at the wording only, except that a word of the
 * table itself (a header "Chart", a value "Python") is no reason to refuse.
 */
export function refusalOf(question: string, columns: readonly KnownColumn[]): string | undefined {
  const held = new Set(
    columns.flatMap(({ name, topValues }) => [name, ...topValues.map(({ value }) => String(value))]).flatMap(partsOf),
  )
  const refusal = refusals.find(({ pattern }) => {
    const said = pattern.exec(question)?.[0]
    return said !== undefined && !partsOf(said).every((part) => held.has(part))
  })
  if (refusal) return refusal.reason
  if (asksForFormula(question)) return undefined
  const bare = question.trim().replace(imperative, "")
  if (
    writing.test(bare) &&
    !isHeader(bare, columns) &&
    !/\b(list|summary|overview|comparison|table of)\b/i.test(bare.slice(0, 40))
  )
    return "I do not change cells or their format: I only read them"
  return greeting.test(bare) ? "I compute exact answers over the cells you select" : undefined
}

/** "Email of Chen Wei" where a column is called Email; "email me the table" is a command all the same. */
function isHeader(question: string, columns: readonly KnownColumn[]): boolean {
  const [verb = "", next = ""] = partsOf(question)
  const isCommand =
    /^(me|us|it|this|that|these|those|them|him|her|the|my|our|all|every|a|an|row|rows|cell|cells)$/.test(next)
  return !isCommand && columns.some(({ name }) => partsOf(name).includes(verb))
}

/** Markdown of a plain refusal with what can be asked instead, in the range's own column names. */
export function declineText(reason: string, profile: RangeProfile | undefined): string {
  if (!profile) return `${reason}.`
  const examples = exampleQuestions(profile)
  const columns = profile.columns.slice(0, 15).map(nameOf).join(", ")
  const list = examples.map((example) => `- ${example}`).join("\n")
  return `${reason}.\n\nThis range has the columns ${columns}${profile.columns.length > 15 ? " and more" : ""}. I can answer questions such as:\n\n${list}`
}

/** Questions about this range that the offline analyst answers. */
function exampleQuestions({ columns }: RangeProfile): string[] {
  const [measure] = likelyMeasures(columns)
  const category = columns.find(
    (column) => isCategory(column) && !isUnique(column) && column.distinct > 1 && column.distinct <= 50,
  )
  const date = columns.find(({ kind }) => kind === "date")
  const value = category?.topValues[0]?.value
  const examples: string[] = []
  if (measure) examples.push(`What is the ${isAdditive(measure) ? "total" : "average"} ${nameOf(measure)}?`)
  if (measure && category)
    examples.push(`${isAdditive(measure) ? "Total" : "Average"} ${nameOf(measure)} by ${nameOf(category)}`)
  if (category && value !== undefined)
    examples.push(`How many rows have ${nameOf(category)} "${String(value).replace(/[\\`*_[\]<>|#~"]/g, "")}"?`)
  if (measure && date) examples.push(`How did ${nameOf(measure)} change by month?`)
  examples.push("Are there missing values?", "Describe this table")
  return examples.slice(0, 5)
}
