import { intersect, type Area } from "../../shared/address.ts"
import type { SimSheet } from "../workbook/contract.ts"

/** Merged areas of the sheet that share a cell with the area. */
export const mergedWithin = (sheet: SimSheet, area: Area): Area[] =>
  sheet.merges.filter((merged) => intersect(merged, area) !== undefined)
