import { formatArea, type Area } from "../../shared/address.ts"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import type { SheetContent } from "../../shared/sync.ts"
import { fitBlock } from "./fitBlock.ts"
import { hashText } from "./hashText.ts"
import { inParallel } from "./inParallel.ts"
import { readBatches } from "./readBatches.ts"
import type { ExcelCall, ReadBlock, SheetDescription, SyncExcel } from "./syncExcel.ts"
import type { SyncServer } from "./syncServer.ts"
import type { TrackedSheet } from "./trackedSheet.ts"

export interface StoreParts {
  readonly excel: SyncExcel
  readonly server: SyncServer
  readonly workbookId: string
  readonly sheet: TrackedSheet
  /** As the person knows it. */
  readonly name: string
  readonly description: SheetDescription
  readonly blocks: readonly Area[]
  readonly call: ExcelCall
  /** Blocks read, of those to read; then blocks sent, of those to send. */
  readonly onStep: (doing: "reading" | "sending", done: number, of: number) => void
}

/** Characters of block texts that wait in memory to be asked for; what does not fit is read again. */
const keptCharacters = 48_000_000
const requestsAtOnce = 3
/** How often a sheet is put whose blocks change, or are deleted, while they are sent. */
const mostRounds = 5

/**
 * Reads the blocks of a sheet that are not known or out of date, and brings those to the server that it does not have.
 * @returns what had to be left out, as sentences.
 */
export async function storeSheet(parts: StoreParts): Promise<readonly string[]> {
  const { excel, server, workbookId, sheet, name, description, call, onStep } = parts
  const texts = new Map<string, string>()
  let kept = 0

  /** @returns its text, if it holds anything, with the hash of it. */
  const record = async ({ area, content, calculated }: ReadBlock): Promise<[hash: string, text: string][]> => {
    if (isBlank(content)) {
      sheet.record(area, { hash: null, calculated: false, cut: false })
      return []
    }
    const { text, cut } = fitBlock(content)
    const hash = await hashText(text)
    sheet.record(area, { hash, calculated, cut })
    return [[hash, text]]
  }
  const read = async (areas: readonly Area[]): Promise<[hash: string, text: string][]> => {
    const found = await excel.readBlocks(sheet.sheetId, areas, call)
    return (await Promise.all(found.map(record))).flat()
  }

  const blocks = parts.blocks.slice(0, limits.blocksPerSheet)
  const toRead = blocks.filter((area) => sheet.needsReading(area))
  let done = 0
  for (const batch of readBatches(toRead)) {
    onStep("reading", done, toRead.length)
    for (const [hash, text] of await read(batch))
      if (kept + text.length <= keptCharacters) {
        texts.set(hash, text)
        kept += text.length
      }
    done += batch.length
  }

  const readAgain = async (hash: string): Promise<string | undefined> => {
    const area = sheet.areaOf(hash)
    return area && new Map(await read([area])).get(hash)
  }
  const send = async (hash: string): Promise<void> => {
    const text = texts.get(hash) ?? (await readAgain(hash))
    // Otherwise the block has changed, and the next round asks for the new one if needed.
    if (text !== undefined) await server.putBlock(workbookId, hash, text, call.signal)
    texts.delete(hash)
  }
  for (let round = 0; round < mostRounds; round++) {
    const notes = notesOf(parts)
    const content: SheetContent = {
      usedRange: description.used && formatArea(description.used),
      definitions: description.definitions,
      blocks: sheet.blocks,
      notes: [...description.notes, ...notes],
    }
    const json = JSON.stringify(content)
    if (json === sheet.stored) return notes
    const { missing } = await server.putSheet(workbookId, sheet.sheetId, content, call.signal)
    if (missing.length === 0) {
      sheet.stored = json
      return notes
    }
    let sent = 0
    onStep("sending", 0, missing.length)
    await inParallel(missing, requestsAtOnce, async (hash) => {
      await send(hash)
      onStep("sending", ++sent, missing.length)
    })
  }
  throw new AppError("timeout", `${name} changes faster than it can be stored. It is tried again in a moment.`)
}

/** A formula with an empty result counts, too. */
const isBlank = ({ values, formulas }: ReadBlock["content"]): boolean =>
  values.every((row) => row.every((value) => value === null)) &&
  (formulas ?? []).every((row) => row.every((formula) => formula === null))

function notesOf({ sheet, name, blocks }: StoreParts): string[] {
  const notes: string[] = []
  const { cutBlocks } = sheet
  const leftOut = blocks[limits.blocksPerSheet]
  if (leftOut)
    notes.push(
      `${name} is too large to be included as a whole: its first ${leftOut.row.toLocaleString()} rows are, what is below is left out at least in part.`,
    )
  if (cutBlocks.length > 0)
    notes.push(
      `Long texts in ${cutBlocks.slice(0, 3).join(", ")}${cutBlocks.length > 3 ? " and other cells" : ""} of ${name} are included in part only.`,
    )
  return notes
}
