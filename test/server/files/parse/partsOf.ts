import type { RangeContent } from "../../../../shared/workbook.ts"
import { parseBlock } from "../../../../shared/block.ts"
import type { ParsedPart } from "../../../../server/files/parse/fileParser.ts"
import { parseFile } from "../../../../server/files/parse/parseFile.ts"

export type SheetPart = Extract<ParsedPart, { kind: "sheet" }>

export async function partsOf(bytes: Uint8Array | string, fileName = "file"): Promise<ParsedPart[]> {
  const parts: ParsedPart[] = []
  for await (const part of parseFile(Buffer.from(bytes), fileName)) parts.push(part)
  return parts
}

/** What is told of the only sheet, or the one at a place. */
export const sheetOf = (parts: readonly ParsedPart[], at = 0): SheetPart =>
  parts.find((part): part is SheetPart => part.kind === "sheet" && part.sheet === at)!

/** The only block of a sheet. */
export async function blockOf(bytes: Uint8Array | string, at = 0): Promise<RangeContent> {
  const parts = await partsOf(bytes)
  const texts = parts.flatMap((part) => (part.kind === "block" && part.sheet === at ? [part.text] : []))
  if (texts.length !== 1) throw new Error(`${texts.length} blocks`)
  return parseBlock(texts[0]!, "Sheet")
}
