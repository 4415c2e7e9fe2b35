import type { Area } from "../../../shared/address.ts"
import { contains, type Cell } from "./selection.ts"

/** Finds the merged area a cell belongs to without looking at every merge of the sheet. */
export function mergeIndex(merges: readonly Area[]): (cell: Cell) => Area | undefined {
  const byRow = new Map<number, Area[]>()
  const tall: Area[] = []
  for (const merge of merges) {
    if (merge.rowCount > 1000) tall.push(merge)
    else
      for (let row = merge.row; row < merge.row + merge.rowCount; row++) {
        const areas = byRow.get(row)
        if (areas) areas.push(merge)
        else byRow.set(row, [merge])
      }
  }
  return (cell) => {
    const holds = (area: Area): boolean => contains(area, cell)
    return byRow.get(cell.row)?.find(holds) ?? tall.find(holds)
  }
}
