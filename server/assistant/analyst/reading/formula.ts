import { columnLetter, parseAddress, qualify } from "../../../../shared/address.ts"
import { dateToSerial } from "../../../../shared/cell.ts"
import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Condition } from "../../../../shared/query.ts"
import { ask, nameOf, Proofs, sourcesOf, whereOf, whereText, bold, type Answering, type Context } from "./draft.ts"
import { aggregateOf, firstNumber, measureStyle, measureText } from "./measures.ts"
import type { Measure } from "./task.ts"

/** True unless a header of the range holds the word itself. */
export const wantsFormula = (question: string, columns: readonly ColumnProfile[]): boolean =>
  asksForFormula(question) && !columns.some(({ name }) => asksForFormula(name))

export const asksForFormula = (question: string): boolean =>
  /\bformulas?\b(?! errors?\b)|\bexcel function\b|\b(sumifs?|countifs?|averageifs?)\b/i.test(question)

/** A real Excel formula with absolute references for one figure, and the value it gives. */
export async function* formulaDraft(context: Context): Answering {
  const { task, filters } = context.plan
  const measures: readonly Measure[] =
    task.kind === "figures" && task.groups.length === 0
      ? task.measures
      : task.kind === "extreme"
        ? [{ function: task.directions[0] === "asc" ? "min" : "max", column: task.column }]
        : []
  const [measure] = measures
  const formula = measure && measures.length === 1 ? formulaOf(context, measure, whereOf(filters)) : undefined
  if (!measure || !formula)
    return {
      sentence:
        "I can write formulas for a total, an average, a count, a smallest or a largest value, with conditions, and not for this question",
      understood: "",
      notes: [],
      proofs: [],
      sources: [],
      declined: true,
    }
  const result = yield* ask(context, { where: whereOf(filters), aggregates: [aggregateOf(measure)] })
  const proofs = new Proofs()
  const text = proofs.show(firstNumber(result), measureStyle(measure), result.operation, sourcesOf(result))
  return {
    sentence: `Use this formula; on the present cells it gives ${bold(text)}:\n\n\`\`\`\n${formula}\n\`\`\``,
    understood: `a formula for ${measureText(measure)}${whereText(filters)}${measure.column ? ` in ${nameOf(measure.column)}` : ""}`,
    notes: result.notes,
    proofs: proofs.all,
    sources: sourcesOf(result),
  }
}

const functions: Partial<Record<Measure["function"], readonly [string, string]>> = {
  sum: ["SUM", "SUMIFS"],
  average: ["AVERAGE", "AVERAGEIFS"],
  min: ["MIN", "MINIFS"],
  max: ["MAX", "MAXIFS"],
}

function formulaOf(
  context: Context,
  { function: name, column }: Measure,
  where: readonly Condition[],
): string | undefined {
  const { profile } = context
  const reference = (each: ColumnProfile): string => absolute(profile.worksheet, each.address)
  const criteria: string[] = []
  for (const condition of where) {
    const held = profile.columns.find((each) => each.name === condition.column)
    const parts = held && criteriaOf(condition)
    if (!held || !parts) return undefined
    for (const part of parts) criteria.push(reference(held), part)
  }
  if (name === "count") {
    const rows = column ?? profile.columns.find((each) => each.missing === 0 && each.errors === 0)
    if (!rows) return undefined
    if (column) criteria.push(reference(column), '"<>"')
    return criteria.length > 0 ? `=COUNTIFS(${criteria.join(", ")})` : `=COUNTA(${reference(rows)})`
  }
  if (!column) return undefined
  if (name === "median" || name === "stdev")
    return criteria.length > 0 ? undefined : `=${name === "median" ? "MEDIAN" : "STDEV.S"}(${reference(column)})`
  const pair = functions[name]
  if (!pair) return undefined
  return criteria.length > 0
    ? `=${pair[1]}(${reference(column)}, ${criteria.join(", ")})`
    : `=${pair[0]}(${reference(column)})`
}

function absolute(sheet: string, address: string): string {
  const area = parseAddress(address)
  const first = `$${columnLetter(area.column)}$${area.row + 1}`
  const last = `$${columnLetter(area.column + area.columnCount - 1)}$${area.row + area.rowCount}`
  return qualify(sheet, `${first}:${last}`)
}

/** Criteria of the …IFS functions, or undefined where they cannot say it (a list of values). */
function criteriaOf({ operator, value }: Condition): string[] | undefined {
  const signs = { eq: "", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" } as const
  if (operator === "is_blank") return ['""']
  if (operator === "is_not_blank") return ['"<>"']
  if (operator === "between" && Array.isArray(value)) {
    const [low, high] = value
    return low === undefined || high === undefined ? undefined : [criterion(">=", low), criterion("<=", high)]
  }
  if (Array.isArray(value) || value === undefined || !(operator in signs)) return undefined
  return [criterion(signs[operator as keyof typeof signs], value)]
}

function criterion(sign: string, value: string | number | boolean | null): string {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const serial = dateToSerial(new Date(Date.parse(value)))
    const [year, month, day] = value.split("-").map(Number)
    return serial > 0 ? `"${sign}"&DATE(${year}, ${month}, ${day})` : `"${sign}0"`
  }
  if (typeof value === "number" && sign === "") return String(value)
  if (typeof value === "boolean" && sign === "") return value ? "TRUE" : "FALSE"
  const text = typeof value === "string" ? value.replace(/[~*?]/g, "~$&") : String(value)
  return `"${`${sign}${/^[<>=]/.test(text) && sign === "" ? "=" : ""}${text}`.replaceAll('"', '""')}"`
}
