import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { loadCalculation } from "../../../playground/workbook/calculation.ts"

/** Readies the calculation engine, as the page does before it shows a workbook. */
export const loadEngine = (): void =>
  loadCalculation(readFileSync(createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm")))
