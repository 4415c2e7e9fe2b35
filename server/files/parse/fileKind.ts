import { binaryContainer, startsWith } from "../../../shared/workbookFile/binaryContainer.ts"
import type { PackageFile } from "./xlsx/packageFile.ts"
import { unreadable } from "./book/unreadable.ts"

export type Container = "zip" | "ole" | "biff" | "xml" | "text"

/** What holds the workbook, told from its first bytes; its name says nothing. @throws AppError unreadable_file. */
export function containerOf(bytes: Uint8Array): Container {
  if (bytes.length === 0) throw unreadable("The file is empty.")
  const container = binaryContainer(bytes)
  if (container) return container
  for (const [name, ...head] of others)
    if (startsWith(bytes, head)) throw unreadable(`The file is ${name}, no workbook; upload .xlsx, .xls or .csv.`)
  const text = new TextDecoder("latin1")
    .decode(bytes.subarray(0, 1024))
    .replaceAll("\0", "")
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, "")
  if (/^\s*<\?xml/i.test(text)) return "xml"
  if (/^\s*<(?:!doctype html|html|head|table|meta)\b/i.test(text))
    throw unreadable("The file is a web page under another name; open it in Excel, save it as .xlsx and upload that.")
  return "text"
}

const others: readonly (readonly [name: string, ...head: number[]])[] = [
  ["a PDF document", 0x25, 0x50, 0x44, 0x46],
  ["a PNG picture", 0x89, 0x50, 0x4e, 0x47],
  ["a JPEG picture", 0xff, 0xd8, 0xff],
  ["a GIF picture", 0x47, 0x49, 0x46, 0x38],
  ["a gzip archive", 0x1f, 0x8b],
  ["a 7z archive", 0x37, 0x7a, 0xbc, 0xaf],
  ["a RAR archive", 0x52, 0x61, 0x72, 0x21],
  ["a rich text document", 0x7b, 0x5c, 0x72, 0x74, 0x66],
  ["a program", 0x4d, 0x5a],
  ["a program", 0x7f, 0x45, 0x4c, 0x46],
  ["an SQLite database", 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
]

/** Path of the workbook's main part, which is XML in .xlsx and records in .xlsb. @throws AppError unreadable_file naming any other package. */
export function mainPart(file: PackageFile, officeDocument: string | undefined): { path: string; isBinary: boolean } {
  const path = officeDocument ?? ["xl/workbook.xml", "xl/workbook.bin"].find((candidate) => file.has(candidate))
  if (path !== undefined && file.has(path) && /workbook\w*\.(xml|bin)$|^xl\/.*\.(xml|bin)$/i.test(path))
    return { path, isBinary: /\.bin$/i.test(path) }
  const { names } = file
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name))
  const kind = packages.find(([part]) => has(part))?.[1]
  if (kind === undefined && has(/^xl\//i))
    throw unreadable("The file is a damaged workbook; open it in Excel, save it again and upload that copy.")
  throw unreadable(`The file is ${kind ?? "a zip archive"}, no Excel workbook; save it as .xlsx and upload that.`)
}

/** A part that only one kind of package has, the most telling first. */
const packages: readonly (readonly [part: RegExp, kind: string])[] = [
  [/^word\//i, "a Word document"],
  [/^ppt\//i, "a PowerPoint presentation"],
  [/^content\.xml$/i, "an OpenDocument file (.ods)"],
  [/\.iwa$/i, "an Apple Numbers document"],
]
