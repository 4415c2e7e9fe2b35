import type { SheetContent } from "../../../shared/sync.ts"
import type { CellCounts, WorkbookMap, Visibility } from "../../../shared/workbookMap.ts"

/** What is read from an uploaded file, in this order: the outline, then sheet by sheet its blocks and its content. */
export type ParsedPart =
  | {
      readonly kind: "outline"
      /** As the file is called. */
      readonly name: string
      readonly names: WorkbookMap["names"]
      /** Worksheets in the order of their tabs; chart and macro sheets are left out. */
      readonly sheets: readonly { readonly name: string; readonly visibility: Visibility }[]
    }
  /** A share of the file that was looked at, 0 … 1; for whoever waits. */
  | { readonly kind: "progress"; readonly done: number }
  /** `sheet` is the place in the outline's list, here and below. The text is that of shared/block.ts. */
  | { readonly kind: "block"; readonly sheet: number; readonly hash: string; readonly text: string }
  | {
      readonly kind: "sheet"
      readonly sheet: number
      /** Names the blocks that came before, some perhaps twice: equal blocks come once. */
      readonly content: SheetContent
      /** False when one of its notes tells of something that was left out, rather than how it was read. */
      readonly isWhole: boolean
      readonly counts: CellCounts
      /** Of all numbers and date serials. */
      readonly sum: number
    }
  /** The sheet could not be read, as a sentence; the others still come. Blocks of it may have come already. */
  | { readonly kind: "sheet_failed"; readonly sheet: number; readonly reason: string }

/**
 * Reads .xlsx, .xlsm, .xlsb, .xls, .csv and .tsv in a process of its own; the bytes decide what it is, not the name. Parts are made no
 * faster than they are taken; leaving the loop ends the process.
 * @throws AppError unreadable_file, message_too_large, timeout, cancelled, internal.
 */
export type FileParser = (
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  fileName: string,
  signal: AbortSignal,
) => AsyncIterable<ParsedPart>
