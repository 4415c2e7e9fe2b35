import type { QuestionWorkbook } from "../../question/question.ts"
import type { ScopeTable } from "../../question/scope.ts"

/** What of the workbook a question names. */
export interface NamedTables {
  /** Those that all the names have in common; none when they have none. */
  readonly tables: readonly ScopeTable[]
  /** As the question says them. */
  readonly names: readonly string[]
  /** True when the question says "sheet", "table" or "file": nothing else can be meant. */
  readonly explicit: boolean
}

interface Name {
  readonly text: string
  readonly tables: readonly ScopeTable[]
}

interface Mention extends Name {
  readonly from: number
  readonly to: number
  readonly explicit: boolean
}

const kinds = "(?:work)?(?:sheet|book)|tab|table|file"
const leads = `(?:\\b(?:in|on|from|within|inside|of|for|at)\\s+)?(?:\\b(?:the|my|our|this|that)\\s+)?`

/** The sheets, tables and files that a question names as the place to look, of `all` tables, and the question without them. */
export function namedTables(
  question: string,
  workbook: QuestionWorkbook,
  all: readonly ScopeTable[],
): { readonly named: NamedTables | undefined; readonly rest: string } {
  const found = namesIn(workbook, all).flatMap((name) => mentionsOf(question, name))
  const kept: Mention[] = []
  // The longest first: "Costs 2024" is not "Costs".
  for (const mention of found.sort((a, b) => b.text.length - a.text.length || b.to - b.from - (a.to - a.from))) {
    const twin = kept.findIndex(({ from, to }) => from < mention.to && mention.from < to)
    const other = kept[twin]
    if (!other) kept.push(mention)
    else if (other.text.toLowerCase() === mention.text.toLowerCase())
      kept[twin] = { ...other, tables: [...new Set([...other.tables, ...mention.tables])] }
  }
  if (kept.length === 0) return { named: undefined, rest: question }
  kept.sort((a, b) => a.from - b.from)
  const tables = kept.reduce<readonly ScopeTable[]>(
    (common, mention) => common.filter((table) => mention.tables.includes(table)),
    all,
  )
  let rest = ""
  let done = 0
  for (const { from, to } of kept) {
    rest += question.slice(done, from)
    done = to
  }
  const names = kept.map(({ text }) => text)
  return {
    named: { tables, names, explicit: kept.some(({ explicit }) => explicit) },
    rest: `${rest} ${question.slice(done)}`.replace(/\s+/g, " ").trim(),
  }
}

/** Every name that tables go by, with the tables that it may mean. */
function namesIn(workbook: QuestionWorkbook, all: readonly ScopeTable[]): Name[] {
  const names = new Map<string, Name>()
  const add = (text: string, tables: readonly ScopeTable[]): void => {
    const key = text.trim().toLowerCase()
    if (key === "" || tables.length === 0) return
    const known = names.get(key)
    names.set(key, { text: text.trim(), tables: [...new Set([...(known?.tables ?? []), ...tables])] })
  }
  for (const map of workbook.maps) {
    const within = all.filter(({ sheet }) => map.sheets.includes(sheet))
    for (const sheet of map.sheets)
      add(
        bareSheet(sheet.name),
        within.filter((table) => table.sheet === sheet),
      )
    if (workbook.maps.length > 1) add(map.name.replace(/\.\w{2,4}$/, ""), within)
    for (const table of within) {
      add(table.table.name, [table])
      if (table.table.title !== null) add(table.table.title, [table])
    }
  }
  return [...names.values()]
}

/** `Orders` of `[Budget.xlsx]Orders`. */
export const bareSheet = (name: string): string => name.replace(/^\[[^\]]*\]/, "")

/**
 * Where a name says where to look: after "in", "on" or "from", or beside "sheet" or "table". A name without any of
 * these may be any word ("total sales"), and one that is a number alone may be a year.
 */
function mentionsOf(question: string, { text, tables }: Name): Mention[] {
  const parts = text
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "")
  const first = parts[0]?.toLowerCase().replace(/s$/, "")
  if (first === undefined || parts.length > 12 || !question.toLowerCase().includes(first)) return []
  const words = parts.join("[^\\p{L}\\p{N}]{0,3}").replace(/s$/i, "s?")
  const pattern = new RegExp(
    `(?<lead>${leads})(?<before>\\b(?:${kinds})\\s+(?:called\\s+|named\\s+)?)?["'“‘]?(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])(?:\\.(?:xls\\w?|csv|tsv))?["'”’]?(?<after>\\s+(?:${kinds})\\b)?`,
    "giu",
  )
  return [...question.matchAll(pattern)].flatMap((match): Mention[] => {
    const { lead = "", before, after } = match.groups ?? {}
    const explicit = before !== undefined || after !== undefined
    const isPlace = /\b(in|on|from|within|inside)\b/i.test(lead) && !/^\d+$/.test(parts.join(""))
    if (!explicit && !isPlace) return []
    return [{ text, tables, from: match.index, to: match.index + match[0].length, explicit }]
  })
}
