import type { MapColumn } from "../../../shared/workbookMap.ts"

/** Neighbouring columns that are alike. */
export interface ColumnRun {
  readonly first: MapColumn
  readonly last: MapColumn
  readonly count: number
}

const months = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zä]*\.?$/i

/** `Q#` for Q1 and Q40: what names have in common that only count. */
const pattern = (name: string): string => (months.test(name) ? "month" : name.replace(/\d+/g, "#"))

/**
 * Columns in runs of the same kind, unit and pattern of name, from three columns on; with `anyName` in runs of the same kind and unit,
 * from five on.
 */
export function foldColumns(columns: readonly MapColumn[], anyName: boolean): ColumnRun[] {
  const key = ({ name, kind, unit }: MapColumn): string => `${kind} ${unit ?? ""} ${anyName ? "" : pattern(name)}`
  const runs: MapColumn[][] = []
  for (const column of columns) {
    const open = runs.at(-1)
    if (open?.[0] && key(open[0]) === key(column)) open.push(column)
    else runs.push([column])
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last && run.length >= (anyName ? 5 : 3)) return [{ first, last, count: run.length }]
    return run.map((column) => ({ first: column, last: column, count: 1 }))
  })
}
