import type { ColumnProfile } from "../../../../shared/profile.ts"
import type { Aggregate } from "../../../../shared/query.ts"
import type { CalendarUnit } from "./calendar.ts"
import type { Filter } from "./reading.ts"

/** What rows or groups are made by: a column, or a calendar unit of a date column. */
export interface Grouping {
  readonly column: ColumnProfile
  readonly by?: CalendarUnit | "weekday" | undefined
}

/** One figure to compute; `column` undefined counts rows. */
export interface Measure {
  readonly function: Aggregate["function"]
  readonly column: ColumnProfile | undefined
}

export interface Side {
  readonly label: string
  readonly filters: readonly Filter[]
}

/** What the question asks to be computed over the rows that pass `filters`. */
export type Task =
  | {
      readonly kind: "figures"
      readonly measures: readonly Measure[]
      readonly groups: readonly Grouping[]
      readonly order?: "asc" | "desc" | undefined
      /** Several columns are asked for in one sum. */
      readonly together?: boolean | undefined
    }
  /** The mean of group totals: "average monthly revenue", "average number of orders per customer". */
  | { readonly kind: "mean_of_groups"; readonly measure: Measure; readonly group: Grouping }
  | {
      readonly kind: "rank"
      readonly entity: Grouping
      readonly measure: Measure
      readonly count: number
      readonly direction: "asc" | "desc"
      /** The figures of the first `count` are asked for in one sum. */
      readonly together?: boolean | undefined
    }
  | {
      readonly kind: "extreme"
      readonly column: ColumnProfile
      readonly directions: readonly ("asc" | "desc")[]
      readonly count: number
      readonly asked: ColumnProfile | undefined
    }
  | {
      readonly kind: "compare"
      readonly sides: readonly Side[]
      readonly measure: Measure
      readonly asked: "higher" | "lower" | undefined
    }
  | {
      readonly kind: "compare_columns"
      readonly columns: readonly ColumnProfile[]
      readonly function: Aggregate["function"]
      readonly groups: readonly Grouping[]
    }
  | {
      readonly kind: "change"
      readonly measure: Measure
      readonly date: ColumnProfile
      readonly unit: CalendarUnit | undefined
      readonly focus: "overall" | "steps" | "falls" | "rises"
    }
  | {
      readonly kind: "share"
      readonly measure: Measure
      readonly part: readonly Filter[]
      readonly whole: readonly Filter[]
      readonly group: Grouping | undefined
      /** How many of the largest groups are taken together: "the top 3 products". */
      readonly top?: number | undefined
    }
  | { readonly kind: "percentile"; readonly column: ColumnProfile; readonly percents: readonly number[] }
  | { readonly kind: "distinct"; readonly column: ColumnProfile }
  | {
      readonly kind: "having"
      readonly group: ColumnProfile
      readonly operator: "gt" | "ge" | "lt" | "le" | "eq" | "ne"
      readonly value: number
    }
  | {
      readonly kind: "rows"
      readonly asked: readonly ColumnProfile[]
      readonly count: number
    }
  /** The total of one column divided by the total of another. */
  | { readonly kind: "ratio"; readonly top: ColumnProfile; readonly bottom: ColumnProfile }
  | { readonly kind: "outliers"; readonly columns: readonly ColumnProfile[] }
  | { readonly kind: "duplicates"; readonly columns: readonly ColumnProfile[] }
  | { readonly kind: "errors"; readonly columns: readonly ColumnProfile[] }
  | { readonly kind: "missing"; readonly columns: readonly ColumnProfile[] }
  | {
      readonly kind: "correlation"
      readonly first: ColumnProfile | undefined
      readonly second: ColumnProfile | undefined
    }
  | { readonly kind: "describe"; readonly columns: readonly ColumnProfile[] }
  | { readonly kind: "columns" }
  | { readonly kind: "decline"; readonly reason: string }

export interface Plan {
  readonly task: Task
  readonly filters: readonly Filter[]
  readonly assumptions: readonly string[]
  readonly alternatives: readonly string[]
}
