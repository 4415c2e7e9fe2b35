import type { WorkBook } from "@e965/xlsx"
import { columnIndex, tryParseAddress } from "../../shared/address.ts"
import type { Book } from "./book.ts"
import { color, readPalette, readStyles, type Palette } from "./readStyles.ts"
import { digitsToPixels, pointsToPixels, type Sheet } from "./sheet.ts"
import { attributesOf, type Attributes } from "./xml.ts"

/** What the reading library adds for `bookFiles`: the parts of the zip package, unpacked when asked for. */
interface Package {
  readonly files?: Readonly<Record<string, { readonly content?: Uint8Array } | undefined>>
  readonly Directory?: { readonly workbooks?: readonly string[]; readonly style?: string }
}

/** Part names by relation id, from the `.rels` part beside a part. */
function relations(partText: (path: string) => string, path: string): Map<string, string> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1)
  const text = partText(`${folder}_rels/${path.slice(folder.length)}.rels`)
  const targets = new Map<string, string>()
  for (const { Id, Target } of elements(text, "Relationship"))
    if (Id && Target) targets.set(Id, resolvePath(folder, Target))
  return targets
}

function resolvePath(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1)
  const parts: string[] = []
  for (const part of (folder + target).split("/")) {
    if (part === "..") parts.pop()
    else if (part !== ".") parts.push(part)
  }
  return parts.join("/")
}

const elements = (xml: string, name: string): Attributes[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^>]*?)/?>`, "g"))].map(([, text = ""]) => attributesOf(text))

const yes = (value: string | undefined): boolean => value === "1" || value === "true"

/** Row, column and cell styles of a sheet part, and the formula cells that carry no result yet. */
function readSheetXml(sheet: Sheet, xml: string, styleOf: (index: number) => number, palette: Palette): void {
  const columnStyles = new Map<number, number>()
  for (const { min, max, style } of elements(xml, "col")) {
    const id = styleOf(Number(style ?? 0))
    for (let column = Number(min); id !== 0 && column <= Math.min(Number(max), 16_384); column++)
      columnStyles.set(column - 1, id)
  }
  sheet.columnStyles = columnStyles
  const rowStyles = new Map<number, number>()
  for (const { r, s, customFormat } of elements(xml, "row"))
    if (r && s && yes(customFormat)) rowStyles.set(Number(r) - 1, styleOf(Number(s)))
  sheet.rowStyles = rowStyles
  for (const [, text = "", rest = ""] of xml.matchAll(
    /<(?:\w+:)?c\s([^>]*?)(\/?>(?:<(?:\w+:)?f\b[^>]*?(?:\/>|>[^<]*<\/(?:\w+:)?f>)<\/)?)/g,
  )) {
    const { r, s } = attributesOf(text)
    const [, letters, number] = /^([A-Z]{1,3})(\d+)$/.exec(r ?? "") ?? []
    if (!letters) continue
    const [row, column] = [Number(number) - 1, columnIndex(letters)]
    const inherited = rowStyles.get(row) ?? columnStyles.get(column) ?? 0
    const id = styleOf(Number(s ?? 0))
    sheet.styleIds.set(row, column, id === inherited ? undefined : id)
    // `<c><f>…</f></c>`: written by a program that does not calculate.
    if (rest.endsWith("</") && sheet.formulas.get(row, column) !== undefined) sheet.values.set(row, column, undefined)
  }
  for (const { xSplit, ySplit, state } of elements(xml, "pane").filter(({ state }) => state?.startsWith("frozen"))) {
    sheet.frozenRows = state ? Number(ySplit ?? 0) : 0
    sheet.frozenColumns = Number(xSplit ?? 0)
  }
  sheet.showGridlines = elements(xml, "sheetView")[0]?.showGridLines !== "0"
  sheet.tabColor = color(elements(xml, "tabColor")[0], palette) ?? ""
  const { defaultRowHeight, defaultColWidth } = elements(xml, "sheetFormatPr")[0] ?? {}
  if (Number(defaultRowHeight) > 0) sheet.usualRowHeight = pointsToPixels(Number(defaultRowHeight))
  if (Number(defaultColWidth) > 0) sheet.usualColumnWidth = digitsToPixels(Number(defaultColWidth))
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

/** Reads from an .xlsx package what the library leaves out: fonts, borders, alignment, row styles, frozen panes and tables. */
export function readPackageParts(book: Book, source: WorkBook): void {
  const { files, Directory: directory } = source as Package
  const workbookPath = directory?.workbooks?.[0]?.replace(/^\//, "")
  if (!files || !workbookPath?.endsWith(".xml")) return
  const decoder = new TextDecoder()
  const partText = (path: string): string => {
    const content = files[path]?.content
    return content ? decoder.decode(Uint8Array.from(content)) : ""
  }
  const stylesXml = partText(directory?.style?.replace(/^\//, "") ?? "")
  const palette = readPalette(stylesXml, themeText(files, partText))
  const styleIds = readStyles(stylesXml, palette).map((style) => book.styles.intern(style))
  const parts = relations(partText, workbookPath)
  for (const { name, ...rest } of elements(partText(workbookPath), "sheet")) {
    const path = parts.get(rest.id ?? "")
    const sheet = book.sheets.find((candidate) => candidate.name === name)
    const xml = path === undefined ? "" : partText(path)
    if (!sheet || !path || !xml) continue
    readSheetXml(sheet, xml, (index) => styleIds[index] ?? 0, palette)
    for (const target of relations(partText, path).values())
      if (/\/tables?\/?[^/]*\.xml$/i.test(target)) readTable(book, sheet, partText(target))
  }
}

function themeText(files: NonNullable<Package["files"]>, partText: (path: string) => string): string {
  const path = Object.keys(files).find((name) => /theme\/theme\d*\.xml$/i.test(name))
  return path === undefined ? "" : partText(path)
}
