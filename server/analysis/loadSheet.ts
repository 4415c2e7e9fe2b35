import type { AnalysisProcess } from "./analysisProcess.ts"
import type { SheetSource } from "./workbookAnalysis.ts"

/** Characters of one message: copied in about a millisecond. */
const piece = 1024 * 1024

/** Sends the blocks of a sheet to a process, which holds it under its key then. */
export async function loadSheet(process: AnalysisProcess, source: SheetSource, signal: AbortSignal): Promise<void> {
  const load = process.hold()
  try {
    const { key, workbook, name, usedRange, definitions } = source
    await process.call({ kind: "load_start", load, sheet: { key, workbook, name, usedRange, definitions } }, signal)
    for await (const text of source.blocks(signal))
      for (let at = 0; at < text.length; at += piece) {
        const ends = at + piece >= text.length
        await process.call({ kind: "load_text", load, text: text.slice(at, at + piece), ends }, signal)
      }
    await process.call({ kind: "load_end", load }, signal)
  } finally {
    process.forget(load)
  }
}
