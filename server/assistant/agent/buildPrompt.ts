import type { Intent } from "../../../shared/answer.ts"
import { clip } from "../../../shared/clip.ts"
import type { RangeProfile } from "../../../shared/profile.ts"
import type { QueryResult } from "../../../shared/query.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { ModelMessage } from "../../models/languageModel.ts"
import { presentHit } from "../tools/foundChunks.ts"
import { fenced, type Fence } from "./promptFence.ts"
import { systemText } from "./promptText.ts"
import { estimateTokens } from "../../../shared/estimateTokens.ts"
import { describeColumn, rangeSummary } from "../tools/compactProfile.ts"
import type { Question, WorkbookHit } from "../question/question.ts"
import { workbookText } from "./workbookText.ts"

export interface PromptInput {
  readonly question: Pick<Question, "content" | "history" | "workbook">
  readonly intent: Intent
  /** Undefined when nothing was selected. */
  readonly profile: RangeProfile | undefined
  /** A few rows as they stand in the sheet. */
  readonly samples: QueryResult | undefined
  /** What an index found for the question, nearest first. */
  readonly found?: readonly WorkbookHit[]
  /** ISO date. */
  readonly today: string
  readonly fence: Fence
  /** Tokens of the whole prompt, as estimateTokens counts them. */
  readonly budget?: number
}

/** Leaves room for tool results and the answer in a model with 16,000 tokens of context. */
const defaultBudget = 8000
const historyCharacters = 2000
export const sampleColumns = 30
/** The most a part may take of what is left when its turn comes, so that a wide sheet keeps some rows and some history. */
const columnShare = 0.75
const foundShare = 0.5
const mapShare = 0.4
const mapTokens = 1200

export interface Prompt {
  readonly messages: ModelMessage[]
  /** Those of the found pieces that are in it. */
  readonly hits: readonly WorkbookHit[]
}

/**
 * The messages that open a turn. What does not fit the budget is left out in this order: old history, found pieces, sample
 * rows, details of columns, columns, details of the map. Rules and question always stay.
 */
export function buildPrompt(input: PromptInput): Prompt {
  const { question, intent, profile, samples, today, fence } = input
  const system = systemText({ intent, kind: profile?.kind, workbook: question.workbook, today, fence })
  let left = (input.budget ?? defaultBudget) - estimateTokens(system) - estimateTokens(question.content) - 20
  const map = workbookText(question.workbook, Math.min(mapTokens, Math.floor(left * mapShare)))
  left -= estimateTokens(map)
  const data: Record<string, unknown> = {}
  if (profile) {
    Object.assign(data, sheetData(profile, Math.floor(left * columnShare)))
    const rows = samples ? sampleRows(samples, Math.floor((left - tokensOf(data)) / 2)) : {}
    Object.assign(data, rows)
  }
  const hits = foundWithin(input.found ?? [], profile, Math.floor((left - tokensOf(data)) * foundShare))
  if (hits.length > 0) data["found"] = hits.map(presentHit)
  const texts = [Object.keys(data).length > 0 ? JSON.stringify(data) : "", map].filter((text) => text !== "")
  const shown = texts.length > 0 ? fenced(fence, texts.join("\n")) : ""
  left -= estimateTokens(shown)
  const messages: ModelMessage[] = [
    { role: "system", content: system },
    ...recentHistory(question.history, left),
    // Beside the question and not in the system message: cells must not speak with its authority.
    { role: "user", content: shown ? `${shown}\n\n${question.content}` : question.content },
  ]
  return { messages, hits }
}

const tokensOf = (value: unknown): number => estimateTokens(JSON.stringify(value))

/** Found pieces that fit: headers and statistics first, then the nearest; without what the description of the selection says already. */
function foundWithin(
  found: readonly WorkbookHit[],
  profile: RangeProfile | undefined,
  budget: number,
): readonly WorkbookHit[] {
  const isSummary = ({ type }: WorkbookHit): boolean => type === "header" || type === "statistics"
  const described = (hit: WorkbookHit): boolean =>
    isSummary(hit) && hit.sheet === profile?.worksheet && hit.tableAddress === profile.tableAddress
  const news = found.filter((hit) => !described(hit))
  let left = budget
  return [...news.filter(isSummary), ...news.filter((hit) => !isSummary(hit))].filter((hit) => {
    const tokens = tokensOf(presentHit(hit)) + 1
    if (tokens > left) return false
    left -= tokens
    return true
  })
}

/** Columns with all details, else with name and kind, else as many names as fit. */
function sheetData(profile: RangeProfile, budget: number): Record<string, unknown> {
  const { notes, correlations, trends, ...summary } = rangeSummary(profile)
  const names = profile.columns.map(({ name, kind, address }) => ({ name: clip(name, 60), kind, cells: address }))
  const full = {
    ...summary,
    notes,
    correlations,
    trends,
    columns: profile.columns.map((column) => describeColumn(column, profile.worksheet)),
  }
  if (fits(full, budget)) return full
  const brief = { ...summary, columns: names, more: "describe_range gives the statistics of columns" }
  if (fits(brief, budget)) return brief
  let fitting = 0
  let tokens = estimateTokens(JSON.stringify(summary)) + 40
  for (const column of names) {
    tokens += estimateTokens(JSON.stringify(column)) + 1
    if (tokens > budget) break
    fitting += 1
  }
  const more = `${names.length - fitting} more columns are not listed; describe_range gives any of them by name`
  return { ...summary, columns: names.slice(0, fitting), more }
}

function sampleRows(samples: QueryResult, budget: number): Record<string, unknown> {
  const columns = samples.columns.slice(0, sampleColumns)
  const rows = samples.rows.map((row) => ({
    row: row.sheetRow,
    values: columns.map((column, index) => clip(quotable(row.values[index] ?? null, column), 60)),
  }))
  for (let count = rows.length; count > 0; count--) {
    const shown = { firstRows: { columns: columns.map(({ name }) => clip(name, 60)), rows: rows.slice(0, count) } }
    if (fits(shown, budget)) return shown
  }
  return {}
}

const fits = (value: unknown, budget: number): boolean => estimateTokens(JSON.stringify(value)) <= budget

/** The newest turns that fit, oldest first; never an answer without its question. */
function recentHistory(history: Question["history"], budget: number): ModelMessage[] {
  const kept: ModelMessage[] = []
  let left = budget
  for (const { role, content } of history.toReversed()) {
    const text = clip(content, historyCharacters)
    left -= estimateTokens(text) + 4
    if (left < 0) break
    if (text) kept.unshift({ role, content: text })
  }
  while (kept[0]?.role === "assistant") kept.shift()
  return kept
}
