import { citationLink, intersect, parseAddress } from "../../../../shared/address.ts"
import type { Source } from "../../../../shared/answer.ts"
import { quickSearch } from "../../question/quickSearch.ts"
import { scopeTables, type ScopeTable } from "../../question/scope.ts"
import type { Question, QuestionWorkbook } from "../../question/question.ts"
import type { TurnEvent } from "../../question/turnEvent.ts"
import { plain, plural } from "./draft.ts"
import { questionChain } from "./followUp.ts"
import { bareSheet, namedTables, type NamedTables } from "./namedTables.ts"
import { rankTables, strangeWords, type RankedTable } from "./rankTables.ts"
import { headerStems } from "./roles.ts"
import { readQuestion, type QuestionReading } from "./readQuestion.ts"

type Understood = Extract<QuestionReading, { kind: "understood" }>

/** The table that a question is about, or why none was taken. */
export type TableChoice =
  | { readonly kind: "chosen"; readonly reading: Understood; readonly table: ScopeTable | undefined }
  /** Tables of different columns that explain the question equally well. */
  | {
      readonly kind: "several"
      readonly readings: readonly { readonly reading: Understood; readonly table: ScopeTable }[]
    }
  /** No table of the workbook could be meant: what the selection said of the question counts. */
  | { readonly kind: "selection"; readonly reading: QuestionReading }
  | {
      readonly kind: "declined"
      readonly reason: string
      readonly sources: readonly Source[]
      /** Tables that could be meant. */
      readonly tables: readonly ScopeTable[]
    }

/** Tables that are opened for one question, and listed where it could mean several. */
const openedAtMost = 6
const listedAtMost = 8

interface Tried {
  readonly table: ScopeTable
  readonly reading: QuestionReading
}

/**
 * Finds the table of the selection and the workbook that a question is about: the one it names, else the selection when that knows
 * every word, else the table that explains most of them. Where several explain it equally well none is taken.
 * @throws AppError as opening and analysing tables does.
 */
export async function* chooseTable(
  question: Question,
  workbook: QuestionWorkbook,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, TableChoice> {
  const tables = scopeTables(workbook)
  const chain = questionChain(question)
  const parsed = chain.map((content) => namedTables(content, workbook, tables))
  const named = parsed.findLast((each) => each.named)?.named
  if (named && named.tables.length === 0)
    return declined(
      `I can compute over one table at a time, and the question names ${named.names.map(plain).join(" and ")}`,
    )
  const rest = parsed.map((each) => each.rest)
  const around = cellTable(question, tables)
  const ownTable = question.range && !isCell(question) ? question.range : undefined

  // A name that the selection takes for one of its own values names no place there.
  const own = ownTable && !named?.explicit ? yield* readQuestion(ownTable, chain, ownName(question), signal) : undefined
  if (own?.kind === "understood" && (!named || explainsNames(own, named)))
    return { kind: "chosen", reading: own, table: undefined }
  if (own?.kind === "declined" && own.final) return { kind: "selection", reading: own }

  const open: Open = async function* (table, content) {
    const tried = yield* tryTable(workbook, table, content, signal)
    return { table, reading: withoutForeignWords(tried.reading, table, tables) }
  }
  if (around && !named) {
    const { reading } = yield* open(around, chain)
    if (reading.kind === "understood") return { kind: "chosen", reading, table: around }
  }
  const content = (named ? rest : chain).at(-1) ?? ""
  const hits = strangeWords(content, tables) ? await quickSearch(question, signal, ["data"]) : []
  const ranked = rankTables(content, named?.tables ?? tables, hits)
  const tried = yield* tryBest(ranked, named ? rest : chain, open)
  if (tried === "too many") return ambiguous(ranked.filter(({ score }) => score === ranked[0]?.score))
  const rivals = named && !named.explicit ? yield* rivalsOf(named, tables, chain, open) : []
  const fitting = [...tried, ...rivals].filter(
    (each): each is Tried & { reading: Understood } => each.reading.kind === "understood",
  )
  const best = Math.max(...fitting.map(({ reading, table }) => quality(reading, table, ranked)))
  const equal = fitting.filter(({ reading, table }) => quality(reading, table, ranked) === best)
  const [first] = equal
  if (first && equal.length === 1) return { kind: "chosen", ...first }
  if (first && !areAlike(equal.map(({ table }) => table)) && equal.every(({ reading }) => explains(reading)))
    return { kind: "several", readings: equal }
  if (first) return ambiguous(equal.map(({ table }) => table))
  if (own) return { kind: "selection", reading: own }
  return misunderstood(tried, ranked)
}

const isCell = ({ range }: Question): boolean => {
  const area = range && parseAddress(range.table.address)
  return area?.rowCount === 1 && area.columnCount === 1
}

/** The table around a single selected cell, which says where and not what. */
function cellTable(question: Question, tables: readonly ScopeTable[]): ScopeTable | undefined {
  const { range } = question
  if (!range || !isCell(question)) return undefined
  const cell = parseAddress(range.table.address)
  return tables.find(
    ({ sheet, table }) => sheet.name === range.table.worksheet && intersect(cell, parseAddress(table.address)),
  )
}

/** The sheet's name says what the rows are only where the sheet holds nothing else. */
export const ownName = ({ range }: Question): string =>
  range?.table.otherTables.length === 0 ? range.table.worksheet : ""

export const calledBy = ({ sheet, table }: ScopeTable): string =>
  [bareSheet(sheet.name), table.name, table.title ?? ""].join(" ")

async function* tryTable(
  workbook: QuestionWorkbook,
  table: ScopeTable,
  chain: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Tried> {
  const range = await workbook.openTable(table.table.name, signal)
  const reading = yield* readQuestion(range, chain, calledBy(table), signal)
  return { table, reading: table.table.kind === "key_value" ? askingValue(reading) : reading }
}

/** "Revenue per department" is not about a table that only has a synonym of "department" where another one has departments. */
function withoutForeignWords(
  reading: QuestionReading,
  { table }: ScopeTable,
  tables: readonly ScopeTable[],
): QuestionReading {
  if (reading.kind !== "understood" || !reading.understanding.guessed) return reading
  const { words, claimed } = reading.understanding
  const holds = (columns: readonly { readonly name: string }[], stem: string): boolean =>
    columns.some(({ name }) => headerStems(name).includes(stem))
  const foreign = words.filter(
    ({ stem }, at) =>
      claimed[at] === "column" &&
      !holds(table.columns, stem) &&
      tables.some(({ table: other }) => holds(other.columns, stem)),
  )
  if (foreign.length === 0) return reading
  const { range, profile } = reading
  return { range, profile, kind: "unknown", words: foreign.map(({ raw }) => raw) }
}

/** "What is the VAT rate?" of a list of names and values asks for the value beside the name. */
function askingValue(reading: QuestionReading): QuestionReading {
  if (reading.kind !== "understood") return reading
  const { task, filters } = reading.plan
  if (task.kind !== "rows" || task.asked.length > 0) return reading
  const asked = reading.profile.columns.filter((column) => !filters.some((filter) => filter.column === column))
  return { ...reading, plan: { ...reading.plan, task: { ...task, asked } } }
}

type Open = (table: ScopeTable, chain: readonly string[]) => AsyncGenerator<TurnEvent, Tried>

/** Tables are opened from the best score down until one explains the question; those with its score are tried too. */
async function* tryBest(
  ranked: readonly RankedTable[],
  chain: readonly string[],
  open: Open,
): AsyncGenerator<TurnEvent, readonly Tried[] | "too many"> {
  const [best] = ranked
  if (best && ranked.filter(({ score }) => score === best.score).length > openedAtMost) return "too many"
  const tried: Tried[] = []
  for (const [index, table] of ranked.slice(0, openedAtMost).entries()) {
    const before = ranked[index - 1]
    const explained = tried.some(({ reading }) => reading.kind === "understood")
    if (explained && before && table.score < before.score) break
    tried.push(yield* open(table, chain))
  }
  return tried
}

/** "In North" may be a sheet, and a value of another table that then says so. */
async function* rivalsOf(
  named: NamedTables,
  tables: readonly ScopeTable[],
  chain: readonly string[],
  open: Open,
): AsyncGenerator<TurnEvent, Tried[]> {
  const others = tables.filter((table) => !named.tables.includes(table))
  const rivals: Tried[] = []
  for (const table of rankTables(chain.at(-1) ?? "", others, []).slice(0, 3)) {
    if (table.score === 0) break
    const tried = yield* open(table, chain)
    if (tried.reading.kind === "understood" && explainsNames(tried.reading, named)) rivals.push(tried)
  }
  return rivals
}

/** True when every word of the names is a value or a date of the table. */
function explainsNames({ understanding: { words, claimed } }: Understood, { names }: NamedTables): boolean {
  const said = names.join(" ").toLowerCase()
  return words.every(({ text }, at) => !said.includes(text) || /value|date/.test(claimed[at] ?? ""))
}

/** True where a column or a value of the table is asked for, not only its rows. */
const explains = ({ understanding }: Understood): boolean =>
  understanding.claimed.some((as) => as === "column" || as === "value")

/** How well a table explains a question: the words it holds, less where some were guessed. */
function quality({ understanding }: Understood, { sheet, table }: ScopeTable, ranked: readonly RankedTable[]): number {
  const explained = understanding.claimed.filter((as) => as === "column" || as === "value").length
  const score = ranked.find((each) => each.sheet === sheet && each.table === table)?.score ?? 0
  return explained + score - (understanding.guessed ? 0.5 : 0)
}

const declined = (
  reason: string,
  tables: readonly ScopeTable[] = [],
  meant: readonly ScopeTable[] = [],
): TableChoice => ({
  kind: "declined",
  reason,
  sources: tables.slice(0, listedAtMost).map(sourceOf),
  tables: meant,
})

export const sourceOf = ({ sheet, table }: ScopeTable): Source => ({ sheet: sheet.name, address: table.address })

/** `Orders ([Orders!A1:F200](cell:…))`. */
export const tableLink = (place: ScopeTable): string => {
  const { sheet, address } = sourceOf(place)
  return `${plain(place.table.title ?? place.table.name)} (${citationLink(sheet, address)})`
}

const listOf = (tables: readonly ScopeTable[]): string => {
  const more = tables.length - listedAtMost
  return `${tables.slice(0, listedAtMost).map(tableLink).join(", ")}${more > 0 ? ` and ${more} more` : ""}`
}

const ambiguous = (tables: readonly ScopeTable[]): TableChoice =>
  declined(
    `The question could be about ${plural(tables.length, "table")}: ${listOf(tables)}. Name the one you mean, as in "in the table ${plain(tables[0]?.table.name ?? "")}", ${areAlike(tables) ? 'ask "over all sheets" for them together, ' : ""}or select its cells`,
    tables,
    tables,
  )

/** Tables of the same columns, as sheets of one month each have them. */
const areAlike = (tables: readonly ScopeTable[]): boolean =>
  new Set(tables.map(({ table }) => JSON.stringify(table.columns.map(({ name }) => name.toLowerCase())))).size === 1

function misunderstood(tried: readonly Tried[], ranked: readonly RankedTable[]): TableChoice {
  const [first] = tried
  if (!first) return declined("There are no tables in this workbook that I could compute over")
  const { reading, table } = first
  const near = ranked.filter(({ score }) => score > 0)
  const reason =
    reading.kind === "unknown"
      ? `I did not understand ${reading.words
          .slice(0, 5)
          .map((word) => `"${plain(word)}"`)
          .join(" and ")} in ${tableLink(table)}`
      : reading.kind === "declined"
        ? reading.reason
        : ""
  if (reading.kind === "declined" && reading.final) return declined(reason)
  const others = (near.length > 0 ? near : ranked).filter(({ table: other }) => other !== table.table)
  return declined(`${reason}${others.length > 0 ? `. There are also ${listOf(others)}` : ""}`, [table, ...others])
}
