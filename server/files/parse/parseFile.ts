import { createHash } from "node:crypto"
import { formatArea } from "../../../shared/address.ts"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import type { ParsedPart } from "./fileParser.ts"
import type { ReadSheet } from "./book/readBook.ts"
import { openBook } from "./openBook.ts"
import { damaged, isWholeFile } from "./book/unreadable.ts"

/** Characters of a sheet's note and of a workbook's name, and how many notes (shared/sync.ts). */
const most = { note: 500, notes: 20, name: 255, names: 10_000 }

export interface ParsedFile {
  /** False when a sheet could not be read. */
  readonly isWhole: boolean
  /** Whether this process keeps some of its cells. */
  readonly leavesTraces: boolean
}

/** Everything a file holds, in the order of `ParsedPart`. @throws AppError unreadable_file, also when none of its sheets can be read. */
export async function* parseFile(bytes: Buffer, fileName: string): AsyncGenerator<ParsedPart, ParsedFile> {
  const book = await openBook(bytes, fileName)
  const sheets = book.sheets.slice(0, limits.sheetsPerWorkbook)
  yield {
    kind: "outline",
    name: fileName.slice(0, most.name),
    names: book.names
      .filter(
        ({ name, formula, sheet }) => name.length <= 255 && formula.length <= 8_192 && (sheet ?? "").length <= 255,
      )
      .slice(0, most.names),
    sheets: distinct(sheets.map(({ name }) => name)).map((name, i) => ({
      name,
      visibility: sheets[i]?.visibility ?? "visible",
    })),
  }
  const size = sheets.reduce((sum, sheet) => sum + sheet.size, 0)
  let done = 0
  let firstReason: AppError | undefined
  let failed = 0
  for (const [index, sheet] of sheets.entries()) {
    const error = yield* readSheet(sheet, index)
    if (error) {
      failed++
      firstReason ??= error
    }
    done += sheet.size
    yield { kind: "progress", done: size === 0 ? 1 : done / size }
  }
  if (firstReason && failed === sheets.length) throw firstReason
  return { isWhole: failed === 0, leavesTraces: book.leavesTraces ?? false }
}

/** Excel writes no two sheets of one name, compared without case; others do. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((written) => {
    let name = written
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${written.slice(0, most.name - 8)} (${n})`
    taken.add(name.toLowerCase())
    return name
  })
}

/** Gives the error that only this sheet has. */
async function* readSheet(sheet: ReadSheet, index: number): AsyncGenerator<ParsedPart, AppError | undefined> {
  try {
    const { cells, definitions, notes, isPart = false } = await sheet.read()
    const finished = cells.finish()
    const blocks: { address: string; hash: string }[] = []
    const sent = new Set<string>()
    const cut: string[] = []
    for (const { address, text } of finished.blocks()) {
      if (blocks.length === limits.blocksPerSheet) {
        cut.push("Only the first part was read, because the sheet is too large.")
        break
      }
      const hash = createHash("sha256").update(text).digest("base64url")
      blocks.push({ address, hash })
      if (!sent.has(hash)) yield { kind: "block", sheet: index, hash, text }
      sent.add(hash)
    }
    yield {
      kind: "sheet",
      sheet: index,
      content: {
        usedRange: finished.used ? formatArea(finished.used) : null,
        definitions,
        blocks,
        notes: [...notes, ...finished.notes, ...cut].slice(0, most.notes).map((note) => note.slice(0, most.note)),
      },
      isWhole: finished.notes.length === 0 && cut.length === 0 && !isPart,
      counts: finished.counts,
      sum: finished.sum,
    }
    return undefined
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : damaged(thrown)
    if (isWholeFile(error)) throw error
    yield { kind: "sheet_failed", sheet: index, reason: error.message }
    return error
  }
}
