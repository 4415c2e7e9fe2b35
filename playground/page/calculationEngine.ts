import { loadCalculation } from "../workbook/calculation.ts"

/** Loads the calculation engine; compiling happens off the main thread. */
export async function startCalculation(): Promise<void> {
  const response = await fetch(new URL("@ironcalc/wasm/wasm_bg.wasm", import.meta.url))
  if (!response.ok) throw new Error(`wasm_bg.wasm: ${response.status}`)
  loadCalculation(await WebAssembly.compile(await response.arrayBuffer()))
}
