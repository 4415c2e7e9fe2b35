import { columnIndex, columnLetter, quoteSheet } from "./address.ts"
import { limits } from "./limits.ts"

/** One corner; an undefined row (`A:C`) or column (`3:5`) means all of them. */
interface Corner {
  readonly row: number | undefined
  readonly column: number | undefined
  readonly rowFixed: boolean
  readonly columnFixed: boolean
}

/** A reference inside a formula. Rows and columns count from zero. */
export interface Reference {
  /** Name before `!`, unquoted; undefined for the formula's own sheet. */
  readonly sheet: string | undefined
  readonly first: Corner
  /** Present for a range. */
  readonly last: Corner | undefined
}

// Text, other workbooks and structured references are skipped; then an optional sheet and a cell, cells, columns or rows.
const pattern = new RegExp(
  [
    `"(?:[^"]|"")*"`,
    String.raw`'\[(?:[^']|'')*'![$A-Za-z0-9:]+`,
    String.raw`\[[^\]]*\][\p{L}\p{N}_.]*![$A-Za-z0-9:]+`,
    String.raw`[\p{L}_\\][\p{L}\p{N}_.\\]*\[(?:[^[\]]|\[[^[\]]*\])*\]`,
    String.raw`(?<sheets>(?:'(?:[^']|'')*:(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_.]*:[\p{L}_][\p{L}\p{N}_.]*)!)[$A-Za-z0-9:]+`,
    String.raw`(?<![\p{L}\p{N}_.$\\!])(?:(?:'(?<quoted>(?:[^']|'')+)'|(?<plain>[\p{L}_][\p{L}\p{N}_.]*))!)?` +
      String.raw`(?:(?<c1>\$?[A-Z]{1,3})(?<r1>\$?\d{1,7})(?::(?<c2>\$?[A-Z]{1,3})(?<r2>\$?\d{1,7}))?|` +
      String.raw`(?<c3>\$?[A-Z]{1,3}):(?<c4>\$?[A-Z]{1,3})|(?<r3>\$?\d{1,7}):(?<r4>\$?\d{1,7}))(?![\p{L}\p{N}_.(!\\[])`,
  ].join("|"),
  "giu",
)

function corner(column: string | undefined, row: string | undefined): Corner {
  return {
    column: column === undefined ? undefined : columnIndex(column.replace("$", "")),
    row: row === undefined ? undefined : Number(row.replace("$", "")) - 1,
    columnFixed: column?.startsWith("$") ?? false,
    rowFixed: row?.startsWith("$") ?? false,
  }
}

const onSheet = ({ row = 0, column = 0 }: Corner): boolean =>
  row >= 0 && row < limits.sheetRows && column < limits.sheetColumns

const cornerText = (corner: Corner): string =>
  (corner.column === undefined ? "" : (corner.columnFixed ? "$" : "") + columnLetter(corner.column)) +
  (corner.row === undefined ? "" : (corner.rowFixed ? "$" : "") + String(corner.row + 1))

/** A1 text of a reference, its sheet quoted when it must be. */
export const referenceText = ({ sheet, first, last }: Reference): string =>
  (sheet === undefined ? "" : `${quoteSheet(sheet)}!`) + cornerText(first) + (last ? `:${cornerText(last)}` : "")

/** Replaces every reference of a formula; undefined from the callback leaves the reference unchanged. */
export function mapReferences(formula: string, change: (reference: Reference) => string | undefined): string {
  return formula.replace(pattern, (...found: unknown[]) => {
    const text = String(found[0])
    const part = found.at(-1) as Record<string, string | undefined>
    const first = corner(part.c1 ?? part.c3, part.r1 ?? part.r3)
    if (first.row === undefined && first.column === undefined) return text
    const second = corner(part.c2 ?? part.c4, part.r2 ?? part.r4)
    const last = second.row === undefined && second.column === undefined ? undefined : second
    if (!onSheet(first) || (last && !onSheet(last))) return text
    const sheet = part.quoted?.replaceAll("''", "'") ?? part.plain
    return change({ sheet, first, last }) ?? text
  })
}

/** Writes another name (or `#REF!`) where a formula names a sheet. */
export function renameSheetIn(formula: string, before: string, after: string | undefined): string {
  if (!formula.includes("!")) return formula
  const same = (sheet: string | undefined): boolean => sheet?.toLowerCase() === before.toLowerCase()
  return mapReferences(formula, (reference) => {
    if (!same(reference.sheet)) return undefined
    return after === undefined ? "#REF!" : referenceText({ ...reference, sheet: after })
  })
}
