import type { WorkBook } from "@e965/xlsx"
import { columnIndex, tryParseAddress } from "../../shared/address.ts"
import { limits } from "../../shared/limits.ts"
import { relationsPath, targetPath } from "../../shared/workbookFile/packagePath.ts"
import type { Book } from "./book.ts"
import { color, readPalette, readStyles, type Palette } from "./readStyles.ts"
import { digitsToPixels, pointsToPixels, type Sheet } from "./sheet.ts"
import { attributesOf, type Attributes } from "./xml.ts"

/** What the reading library adds for `bookFiles`: the parts of the zip package, unpacked when asked for. */
interface Package {
  readonly files?: Readonly<Record<string, { readonly content?: Uint8Array } | undefined>>
  readonly Directory?: { readonly workbooks?: readonly string[]; readonly style?: string }
}

const elements = (xml: string, name: string): Attributes[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*?)/?>`, "g"))].map(([, text = ""]) => attributesOf(text))

const yes = (value: string | undefined): boolean => value === "1" || value === "true"

/** What a sheet part's numbers of styles and colours mean. */
interface Looks {
  /** Id of the interned style, by the number of the cell format; 0 is plain. */
  readonly styleOf: (format: string | undefined) => number
  readonly palette: Palette
}

function readColumnStyles(xml: string, { styleOf }: Looks): Map<number, number> {
  const styles = new Map<number, number>()
  for (const { min, max, style } of elements(xml, "col")) {
    const id = styleOf(style)
    for (let column = Number(min); id !== 0 && column <= Math.min(Number(max), limits.sheetColumns); column++)
      styles.set(column - 1, id)
  }
  return styles
}

function readRowStyles(xml: string, { styleOf }: Looks): Map<number, number> {
  const styles = new Map<number, number>()
  for (const { r, s, customFormat } of elements(xml, "row"))
    if (r && s && yes(customFormat)) styles.set(Number(r) - 1, styleOf(s))
  return styles
}

/** Attributes of a `<c>`, and what follows up to `</` where the cell holds a formula and nothing else. */
const cellPattern = /<(?:\w+:)?c\s([^>]*?)(\/?>(?:<(?:\w+:)?f\b[^>]*?(?:\/>|>[^<]*<\/(?:\w+:)?f>)<\/)?)/g

/** Styles of cells where they differ from their row's or column's, and the formula cells that carry no result yet. */
function readCells(sheet: Sheet, xml: string, { styleOf }: Looks): void {
  for (const [, text = "", rest = ""] of xml.matchAll(cellPattern)) {
    const { r, s } = attributesOf(text)
    const [, letters, number] = /^([A-Z]{1,3})(\d+)$/.exec(r ?? "") ?? []
    if (!letters) continue
    const [row, column] = [Number(number) - 1, columnIndex(letters)]
    const inherited = sheet.rowStyles.get(row) ?? sheet.columnStyles.get(column) ?? 0
    const id = styleOf(s)
    sheet.styleIds.set(row, column, id === inherited ? undefined : id)
    // `<c><f>…</f></c>`: written by a program that does not calculate.
    if (rest.endsWith("</") && sheet.formulas.get(row, column) !== undefined) sheet.values.set(row, column, undefined)
  }
}

function readView(sheet: Sheet, xml: string, { palette }: Looks): void {
  for (const { xSplit, ySplit } of elements(xml, "pane").filter(({ state }) => state?.startsWith("frozen"))) {
    sheet.frozenRows = Number(ySplit ?? 0)
    sheet.frozenColumns = Number(xSplit ?? 0)
  }
  sheet.showGridlines = elements(xml, "sheetView")[0]?.showGridLines !== "0"
  sheet.tabColor = color(elements(xml, "tabColor")[0], palette) ?? ""
  const { defaultRowHeight, defaultColWidth } = elements(xml, "sheetFormatPr")[0] ?? {}
  if (Number(defaultRowHeight) > 0) sheet.usualRowHeight = pointsToPixels(Number(defaultRowHeight))
  if (Number(defaultColWidth) > 0) sheet.usualColumnWidth = digitsToPixels(Number(defaultColWidth))
}

function readSheetXml(sheet: Sheet, xml: string, looks: Looks): void {
  sheet.columnStyles = readColumnStyles(xml, looks)
  sheet.rowStyles = readRowStyles(xml, looks)
  readCells(sheet, xml, looks)
  readView(sheet, xml, looks)
}

function readTable(book: Book, sheet: Sheet, xml: string): void {
  const table = elements(xml, "table")[0]
  const area = tryParseAddress(table?.ref ?? "")
  const name = table?.displayName ?? table?.name
  if (!table || !area || !name) return
  sheet.tables.push({
    id: `{${(++book.counter).toString(16).toUpperCase().padStart(8, "0")}-0000-0000-FFFF-FFFFFFFFFFFF}`,
    name,
    area,
    showHeaders: table.headerRowCount !== "0",
    showTotals: Number(table.totalsRowCount ?? 0) > 0,
    style: elements(xml, "tableStyleInfo")[0]?.name ?? "",
  })
}

/** Texts of the parts by path; empty for a part that is not there. */
type PartText = (path: string) => string

function partTexts(files: NonNullable<Package["files"]>): PartText {
  const decoder = new TextDecoder()
  return (path) => {
    const content = files[path]?.content
    return content ? decoder.decode(Uint8Array.from(content)) : ""
  }
}

/** Part names by relation id, from the `.rels` part beside a part. */
function relations(partText: PartText, path: string): Map<string, string> {
  const targets = new Map<string, string>()
  for (const { Id, Target } of elements(partText(relationsPath(path)), "Relationship"))
    if (Id && Target) targets.set(Id, targetPath(path, Target))
  return targets
}

function themeText(files: NonNullable<Package["files"]>, partText: PartText): string {
  const path = Object.keys(files).find((name) => /theme\/theme\d*\.xml$/i.test(name))
  return path === undefined ? "" : partText(path)
}

/** Reads from an .xlsx package what the library leaves out: fonts, borders, alignment, row styles, frozen panes and tables. */
export function readPackageParts(book: Book, source: WorkBook): void {
  const { files, Directory: directory } = source as Package
  const workbookPath = directory?.workbooks?.[0]?.replace(/^\//, "")
  if (!files || !workbookPath?.endsWith(".xml")) return
  const partText = partTexts(files)
  const stylesXml = partText(directory?.style?.replace(/^\//, "") ?? "")
  const palette = readPalette(stylesXml, themeText(files, partText))
  const styleIds = readStyles(stylesXml, palette).map((style) => book.styles.intern(style))
  const looks: Looks = { styleOf: (format) => styleIds[Number(format ?? 0)] ?? 0, palette }
  const parts = relations(partText, workbookPath)
  for (const { name, id } of elements(partText(workbookPath), "sheet")) {
    const path = parts.get(id ?? "")
    const sheet = book.sheets.find((candidate) => candidate.name === name)
    if (sheet && path) readSheetParts(book, sheet, path, { looks, partText })
  }
}

/** A sheet's own part and the tables it refers to. */
function readSheetParts(
  book: Book,
  sheet: Sheet,
  path: string,
  { looks, partText }: { readonly looks: Looks; readonly partText: PartText },
): void {
  const xml = partText(path)
  if (!xml) return
  readSheetXml(sheet, xml, looks)
  for (const target of relations(partText, path).values())
    if (/\/tables?\/?[^/]*\.xml$/i.test(target)) readTable(book, sheet, partText(target))
}
