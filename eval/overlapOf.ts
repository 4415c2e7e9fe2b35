import { intersect, type Area } from "../shared/address.ts"

/** Cells in both areas of those in either: 1 for the same area, 0 for areas apart. */
export function overlapOf(a: Area, b: Area): number {
  const size = ({ rowCount, columnCount }: Area): number => rowCount * columnCount
  const common = intersect(a, b)
  return common ? size(common) / (size(a) + size(b) - size(common)) : 0
}
