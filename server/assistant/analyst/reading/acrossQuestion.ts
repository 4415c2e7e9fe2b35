import type { ScopeTable } from "../../question/scope.ts"
import { superlatives } from "./lexicon.ts"
import { bareSheet } from "./namedTables.ts"

/** A question over several sheets at once; `rest` is what it asks of each of them. */
export interface AcrossQuestion {
  readonly rest: string
  /** Which of the sheets is asked for, by the highest or the lowest figure. */
  readonly which: "asc" | "desc" | undefined
  /** The tables that may be meant: those of the months, where months are asked for. */
  readonly tables: readonly ScopeTable[]
}

/** Sheets that are called after parts of a year are also named by what these are. */
const periods: readonly { readonly noun: string; readonly pattern: RegExp }[] = [
  {
    noun: "months?",
    pattern: /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?![a-z])|^(19|20)\d\d-(0[1-9]|1[0-2])$/i,
  },
  { noun: "quarters?", pattern: /^(q|quarter ?)[1-4](?!\d)|(?<![a-z])q[1-4]$/i },
  { noun: "years?", pattern: /^(fy ?)?(19|20)\d\d$/i },
]

/** "Total revenue over all sheets", "which sheet has the highest total revenue?"; undefined for a question about one table. */
export function acrossQuestion(content: string, tables: readonly ScopeTable[]): AcrossQuestion | undefined {
  // "Which table has the highest bill?" of a restaurant.
  if (tables.some(({ table }) => table.columns.some(({ name }) => /\b(sheet|tab|table|worksheet)s?\b/i.test(name))))
    return undefined
  const isPeriod = ({ pattern }: (typeof periods)[number], { sheet }: ScopeTable): boolean =>
    pattern.test(bareSheet(sheet.name).trim())
  const called = periods.filter((period) => tables.filter((table) => isPeriod(period, table)).length > 1)
  const noun = `(?<noun>(?:work)?(?:sheet|book)s?|tabs?|tables?${called.map((each) => `|${each.noun}`).join("")})`
  const meant = (word = ""): readonly ScopeTable[] => {
    const period = called.find((each) => new RegExp(`^${each.noun}$`, "i").test(word))
    return period ? tables.filter((table) => isPeriod(period, table)) : tables
  }
  const asked = new RegExp(`^\\W*(?:(?:in|on) )?(?:which|what) ${noun} (?:has|have|had|shows?|with|is|was)\\b`, "i")
  const which = asked.exec(content)
  if (which) {
    const words = content.replace(asked, " ").split(/(?=\s)/)
    const at = words.findIndex((word) => superlativeOf(word) !== undefined)
    const direction = superlativeOf(words[at] ?? "")
    const rest = tidy(words.filter((_, i) => i !== at).join(""))
    const counted = rest.replace(/^(?:the )?(?:number of )?(rows?|records?|entries)\b/i, "how many $1")
    return direction && { rest: counted, which: direction, tables: meant(which.groups?.["noun"]) }
  }
  const all = new RegExp(
    `\\b(?:(?:over|across|in|on|from|for|of|by|through(?:out)?) )?(?:(?:all|every|each|any)(?: of)?(?: the| my| our| these)?(?: \\d+| twelve| four)? |(?:across|over|throughout) (?:the |my |our )(?:whole |entire )?|(?:the |this |my |our )?(?:whole|entire|complete) |(?:per|by) )${noun}\\b(?: together| combined)?`,
    "i",
  )
  const found = all.exec(content)
  return found
    ? { rest: tidy(content.replace(all, " ")), which: undefined, tables: meant(found.groups?.["noun"]) }
    : undefined
}

const superlativeOf = (word: string): "asc" | "desc" | undefined =>
  Object.entries(superlatives).find(([text]) => text === word.toLowerCase().replace(/[^a-z]/g, ""))?.[1].direction

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim()
