import { isExcelError, isNumericKind } from "../../shared/cell.ts"
import { AppError } from "../../shared/errors.ts"
import type { Condition } from "../../shared/query.ts"
import { foldText, parseNumberText } from "../tables/cellText.ts"
import type { Column } from "../tables/table.ts"
import { dateSpan, type DateSpan } from "./dateSpan.ts"
import { cellCode } from "./duckTable.ts"

type Scalar = string | number | boolean | null
type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le"

/** Collects the values of a statement; they are bound, never written into it. */
export type Bind = (value: string | number) => string

const signs: Record<Comparison, string> = { eq: "=", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" }

/**
 * SQL for one condition on a column stored as table `name` (see DuckTable). Error cells never pass.
 * @throws AppError invalid_request that says what the column holds and how to ask instead.
 */
export function conditionSql(condition: Condition, column: Column, name: string, bind: Bind): string {
  const test = new ConditionTest(condition, column, name, bind)
  return `(${name}.k <> ${cellCode.error} AND ${test.sql()})`
}

class ConditionTest {
  readonly #condition: Condition
  readonly #column: Column
  readonly #name: string
  readonly #bind: Bind

  constructor(condition: Condition, column: Column, name: string, bind: Bind) {
    this.#condition = condition
    this.#column = column
    this.#name = name
    this.#bind = bind
  }

  sql(): string {
    const { operator } = this.#condition
    switch (operator) {
      case "is_blank":
        return `${this.#name}.k = ${cellCode.blank}`
      case "is_not_blank":
        return `${this.#name}.k <> ${cellCode.blank}`
      case "in":
        return `(${this.#list()
          .map((value) => this.#compare("eq", value))
          .join(" OR ")})`
      case "between": {
        const [low, high, ...more] = this.#list()
        if (low === undefined || high === undefined || more.length > 0)
          throw this.#refuse("between needs a list of two values, the lower and the upper bound")
        return `${this.#compare("ge", low)} AND ${this.#compare("le", high)}`
      }
      case "contains":
        return this.#text("contains")
      case "starts_with":
        return this.#text("starts_with")
      case "ends_with":
        return this.#text("suffix")
      default:
        return this.#compare(operator, this.#scalar())
    }
  }

  #list(): Scalar[] {
    const { value } = this.#condition
    if (value === undefined) throw this.#refuse(`${this.#condition.operator} needs a list of values`)
    const list = Array.isArray(value) ? value : [value]
    if (list.length === 0) throw this.#refuse(`${this.#condition.operator} needs at least one value`)
    return list
  }

  #scalar(): Scalar {
    const { value, operator } = this.#condition
    if (value === undefined) throw this.#refuse(`${operator} needs a value`)
    if (!Array.isArray(value)) return value
    if (value.length !== 1 || value[0] === undefined)
      throw this.#refuse(`${operator} takes one value; use in for a list`)
    return value[0]
  }

  #text(call: "contains" | "starts_with" | "suffix"): string {
    const { kind } = this.#column.shape
    const value = this.#scalar()
    if (isNumericKind(kind) || kind === "date")
      throw this.#refuse(
        `${this.#condition.operator} works on text, and ${this.#column.shape.name} holds ${kind === "date" ? "dates" : "numbers"}; use eq, gt, lt or between`,
      )
    if (value === null || value === "") throw this.#refuse(`${this.#condition.operator} needs some text`)
    // Not trimmed: a blank inside the searched text may be meant.
    return `coalesce(${call}(${this.#name}.f, ${this.#bind(foldInner(String(value)))}::VARCHAR), false)`
  }

  #compare(operator: Comparison, value: Scalar): string {
    if (value === null || value === "") return this.#compareBlank(operator)
    if (typeof value === "string" && isExcelError(value))
      throw this.#refuse("error cells are left out of every query; describe_range lists them")
    const { kind } = this.#column.shape
    if (kind === "date") return this.#compareDate(operator, value)
    if (kind === "boolean") return this.#compareText(operator, String(asBoolean(value)))
    const number = typeof value === "boolean" ? undefined : asNumber(value)
    if (isNumericKind(kind)) return this.#compareNumeric(operator, value, number)
    if (kind === "mixed" && number !== undefined) return this.#compareNumber(operator, number)
    if (typeof value === "number" && operator !== "eq" && operator !== "ne")
      throw this.#refuse(
        `${this.#column.shape.name} holds text, which cannot be compared with the number ${value}${this.#column.numbersAsText.length > 0 ? "; its numbers are stored as text and must be converted in Excel first" : ""}`,
      )
    return this.#compareText(operator, String(value))
  }

  #compareBlank(operator: Comparison): string {
    if (operator === "eq") return `${this.#name}.k = ${cellCode.blank}`
    if (operator === "ne") return `${this.#name}.k <> ${cellCode.blank}`
    throw this.#refuse(`${operator} needs a value`)
  }

  #compareNumeric(operator: Comparison, value: Scalar, number: number | undefined): string {
    if (number !== undefined) return this.#compareNumber(operator, number)
    const hasText = this.#column.values.some((cell) => typeof cell === "string" && !isExcelError(cell))
    if ((operator === "eq" || operator === "ne") && hasText) return this.#compareText(operator, String(value))
    throw this.#refuse(`${this.#column.shape.name} holds numbers, and "${short(value)}" is not a number`)
  }

  #compareNumber(operator: Comparison, number: number): string {
    if (!Number.isFinite(number)) throw this.#refuse("the number is too large")
    const n = `${this.#name}.n`
    // Excel compares fractions by 15 digits: 0.1 + 0.2 equals 0.3.
    const fraction = !Number.isInteger(number) && (operator === "eq" || operator === "ne")
    const test = fraction
      ? `${operator === "eq" ? "" : "NOT "}abs(${n} - ${this.#bind(number)}::DOUBLE) <= ${this.#bind(Math.abs(number) * 4e-16)}::DOUBLE`
      : `${n} ${signs[operator]} ${this.#bind(number)}::DOUBLE`
    // As in COUNTIF, "<>" also holds for blanks and text.
    return operator === "ne" ? `coalesce(${test}, true)` : `coalesce(${test}, false)`
  }

  #compareText(operator: Comparison, text: string): string {
    const test = `${this.#name}.f ${signs[operator]} ${this.#bind(foldText(text))}::VARCHAR`
    return operator === "ne" ? `coalesce(${test}, true)` : `coalesce(${test}, false)`
  }

  #compareDate(operator: Comparison, value: Exclude<Scalar, null>): string {
    const span = typeof value === "boolean" ? undefined : dateSpan(value)
    if (!span)
      throw this.#refuse(
        `${this.#column.shape.name} holds dates, and "${short(value)}" is not one; write 2026-03-31, 2026-03, 2026-Q1 or 2026`,
      )
    return this.#within(operator, span)
  }

  #within(operator: Comparison, { start, end }: DateSpan): string {
    const n = `${this.#name}.n`
    const at = (serial: number): string => `${this.#bind(serial)}::DOUBLE`
    switch (operator) {
      case "eq":
        return `coalesce(${n} >= ${at(start)} AND ${n} < ${at(end)}, false)`
      case "ne":
        return `coalesce(${n} < ${at(start)} OR ${n} >= ${at(end)}, true)`
      case "gt":
        return `coalesce(${n} >= ${at(end)}, false)`
      case "ge":
        return `coalesce(${n} >= ${at(start)}, false)`
      case "lt":
        return `coalesce(${n} < ${at(start)}, false)`
      case "le":
        return `coalesce(${n} < ${at(end)}, false)`
    }
  }

  #refuse(why: string): AppError {
    return new AppError("invalid_request", `The condition on ${this.#column.shape.name} cannot be used: ${why}.`)
  }
}

const short = (value: Scalar): string => String(value).slice(0, 60)

const asNumber = (value: string | number): number | undefined =>
  typeof value === "number" ? value : parseNumberText(value)

function asBoolean(value: Scalar): Scalar {
  if (typeof value === "number" && (value === 0 || value === 1)) return value === 1
  const text = foldText(String(value))
  if (["true", "yes", "y", "1"].includes(text)) return true
  return ["false", "no", "n", "0"].includes(text) ? false : value
}

const foldInner = (text: string): string => (foldText(text) === "" ? text : text.toLowerCase().normalize("NFC"))
