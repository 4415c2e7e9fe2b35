import type { Area } from "../../shared/address.ts"
import { toR1C1 } from "../../shared/r1c1.ts"
import { isCopiedDown } from "./isCopiedDown.ts"
import { formulaAt, type Grid } from "./grid.ts"

/** Cells whose formulas are copies of each other. */
export interface FormulaCells {
  /** On the sheet. */
  area: Area
  readonly r1c1: string
  /** Formulas of its first and its last cell. */
  readonly first: string
  last: string
}

/** The regions of formulas of a grid, the largest first. */
export function formulaRegions(grid: Grid): FormulaCells[] {
  if (!grid.formulas) return []
  const cells = ({ area }: FormulaCells): number => area.rowCount * area.columnCount
  return joinBeside(columnRuns(grid)).sort(
    (a, b) => cells(b) - cells(a) || a.area.row - b.area.row || a.area.column - b.area.column,
  )
}

function columnRuns(grid: Grid): FormulaCells[] {
  const runs: FormulaCells[] = []
  for (let c = 0; c < grid.area.columnCount; c++) {
    let run: FormulaCells | undefined
    for (let r = 0; r < grid.area.rowCount; r++) {
      const formula = formulaAt(grid, r, c)
      if (formula === undefined) {
        run = undefined
        continue
      }
      const row = grid.area.row + r
      const column = grid.area.column + c
      const copied = run && isCopiedDown(run.last, formula) ? run.r1c1 : undefined
      const r1c1 = copied ?? toR1C1(formula, [row, column])
      if (run?.r1c1 === r1c1) {
        run.area = { ...run.area, rowCount: run.area.rowCount + 1 }
        run.last = formula
      } else {
        run = { area: { row, column, rowCount: 1, columnCount: 1 }, r1c1, first: formula, last: formula }
        runs.push(run)
      }
    }
  }
  return runs
}

/** Runs of the same formulas in neighbouring columns and the same rows become one region; `runs` go by columns. */
function joinBeside(runs: readonly FormulaCells[]): FormulaCells[] {
  const open = new Map<string, FormulaCells>()
  const joined: FormulaCells[] = []
  for (const run of runs) {
    const { row, rowCount, column } = run.area
    const key = `${row} ${rowCount} ${run.r1c1}`
    const left = open.get(key)
    if (left && left.area.column + left.area.columnCount === column) {
      left.area = { ...left.area, columnCount: left.area.columnCount + 1 }
      left.last = run.last
    } else {
      open.set(key, run)
      joined.push(run)
    }
  }
  return joined
}
