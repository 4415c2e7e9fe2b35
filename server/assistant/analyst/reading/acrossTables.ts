import { isNumericKind } from "../../../../shared/cell.ts"
import { scopeTables, type ScopeTable } from "../../question/scope.ts"
import type { Question, QuestionWorkbook } from "../../question/question.ts"
import type { TurnEvent } from "../../question/turnEvent.ts"
import { acrossQuestion } from "./acrossQuestion.ts"
import { calledBy } from "./chooseTable.ts"
import { rankTables } from "./rankTables.ts"
import { readQuestion, type QuestionReading } from "./readQuestion.ts"
import type { Measure, Task } from "./task.ts"

type Understood = Extract<QuestionReading, { kind: "understood" }>

/** A question that the same columns of several tables answer together, or why they do not. */
export type AcrossTables =
  { readonly kind: "declined"; readonly reason: string; readonly tables: readonly ScopeTable[] } | AskedTables

export interface AskedTables {
  readonly kind: "asked"
  readonly which: "asc" | "desc" | undefined
  /** As one of them was understood. */
  readonly reading: Understood
  readonly task: Extract<Task, { kind: "figures" }>
  readonly tables: readonly ScopeTable[]
  /** Tables with the same column that are not compared: their other columns differ. */
  readonly others: readonly ScopeTable[]
}

/** Tables of different columns that are opened to understand a question, and tables that are asked together. */
const openedAtMost = 6
const tablesAtMost = 100

/** Functions of parts from which that of the whole follows. */
const additive: ReadonlySet<Measure["function"]> = new Set(["sum", "count", "average", "min", "max"])

/** The tables that a question over several sheets means; undefined when it is none, or no two tables fit it. */
export async function* acrossTables(
  { content }: Question,
  workbook: QuestionWorkbook,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, AcrossTables | undefined> {
  const all = scopeTables(workbook).filter(({ table }) => table.kind !== "key_value")
  const asked = acrossQuestion(content, all)
  if (!asked || asked.tables.length < 2) return undefined
  let best: (AskedTables & { readonly isOfOneSort: boolean }) | undefined
  let unlike: ScopeTable | undefined
  for (const place of rankTables(asked.rest, asked.tables, []).slice(0, openedAtMost)) {
    const range = await workbook.openTable(place.table.name, signal)
    const reading = yield* readQuestion(range, [asked.rest], calledBy(place), signal)
    if (reading.kind !== "understood") continue
    const task = figuresOf(reading.plan.task, asked.which !== undefined)
    if (!task) {
      unlike ??= place
      continue
    }
    const used = [
      ...task.measures.map(({ column }) => column),
      ...task.groups.map(({ column }) => column),
      ...reading.plan.filters.map(({ column }) => column),
    ].flatMap((column) => (column ? [column] : []))
    const holding = asked.tables.filter((other) => used.every((column) => holds(other, column)))
    // A summary beside the tables of one sort holds their figures once more.
    const like = holding.filter((other) => isLike(other, place))
    const isOfOneSort = like.length > 1 && used.length > 0
    const tables = isOfOneSort || asked.which === undefined ? like : holding
    const isBetter = isOfOneSort && !best?.isOfOneSort ? true : tables.length > (best?.tables.length ?? 0)
    if (tables.length < 2 || tables.length > tablesAtMost || !isBetter || (best?.isOfOneSort && !isOfOneSort)) continue
    const others = holding.filter((other) => !tables.includes(other))
    best = { isOfOneSort, kind: "asked", which: asked.which, reading, task, tables, others }
  }
  if (best) return best
  if (!unlike && asked.which !== undefined && asked.tables.length === all.length)
    return {
      kind: "declined",
      reason:
        "I compare sheets by a column that two of them or more have, and found none for this; name the column, or one table",
      tables: asked.tables,
    }
  if (!unlike) return undefined
  return {
    kind: "declined",
    reason:
      "Over several tables at once I compute totals, counts, averages, the smallest and the largest; for this, name one table",
    tables: asked.tables,
  }
}

function figuresOf(task: Task, alone: boolean): AskedTables["task"] | undefined {
  const [direction, ...more] = task.kind === "extreme" ? task.directions : []
  if (task.kind === "extreme" && task.count === 1 && more.length === 0)
    return figuresOf(
      {
        kind: "figures",
        measures: [{ function: direction === "asc" ? "min" : "max", column: task.column }],
        groups: [],
      },
      alone,
    )
  if (task.kind !== "figures" || task.together) return undefined
  if (!task.measures.every(({ function: name, column }) => additive.has(name) && column?.kind !== "date"))
    return undefined
  return alone ? { ...task, measures: task.measures.slice(0, 1), groups: [] } : task
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const holds = ({ table }: ScopeTable, column: { readonly name: string; readonly kind: string }): boolean =>
  table.columns.some(({ name, kind }) => sameName(name, column.name) && sortOf(kind) === sortOf(column.kind))

const sortOf = (kind: string): string =>
  isNumericKind(kind as Parameters<typeof isNumericKind>[0]) ? "number" : kind === "mixed" ? "text" : kind

/** Tables of one sort, as sheets of one month each have them. */
function isLike(a: ScopeTable, b: ScopeTable): boolean {
  const shared = a.table.columns.filter(({ name }) =>
    b.table.columns.some((other) => sameName(other.name, name)),
  ).length
  return shared * 4 >= 3 * Math.max(a.table.columns.length, b.table.columns.length)
}
