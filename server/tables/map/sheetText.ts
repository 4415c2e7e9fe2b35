import type { MapColumn, MapSheet, MapTable, SheetLayout } from "../../../shared/workbookMap.ts"
import type { Detail } from "./detail.ts"
import { foldColumns } from "./foldColumns.ts"
import { firstOf, quoted, shownName } from "./shownName.ts"

const likeShown = 24

/** A sheet and what stands on it, one line each. */
export function sheetText(sheet: MapSheet, detail: Detail): string[] {
  const { name, visibility, usedRange, layout, charts, pivots } = sheet
  const hidden = visibility === "visible" ? "" : ", hidden"
  const head = `Sheet ${shownName(name)} ${usedRange ?? "empty"}${hidden}`
  if (!layout) return [usedRange === null ? head : `${head}, not read yet`]
  return [
    head,
    ...tableLines(layout, detail),
    ...noteLines(layout, detail),
    ...listed(
      "charts",
      charts.map(({ title, name: own, type }) => `${quoted(title ?? own, 50)} ${shownName(type, 30)}`),
      detail.charts,
    ),
    ...listed(
      "pivots",
      pivots.map(({ name: own, address }) => `${quoted(own, 50)}${address === null ? "" : ` ${address}`}`),
      detail.charts,
    ),
    ...listed(
      "formulas",
      layout.formulas.map(({ address, r1c1 }) => `${address} ${quoted(r1c1, 80)}`),
      detail.formulas,
    ),
  ]
}

const listed = (what: string, items: readonly string[], most: number): string[] =>
  items.length > 0 && most > 0 ? [` ${what}: ${firstOf(items, most)}`] : []

function tableLines({ tables }: SheetLayout, detail: Detail): string[] {
  const lines = tables.slice(0, detail.tables).map((table) => ` ${tableText(table, detail)}`)
  const more = tables.length - lines.length
  return more > 0 ? [...lines, ` ${more} more tables`] : lines
}

function tableText(table: MapTable, detail: Detail): string {
  const { name, title, kind, address, rowCount } = table
  const told = title !== null && title !== name && detail.areColumnsTyped ? ` titled ${quoted(title)}` : ""
  const of = { table: "", key_value: ", names and values", transposed: ", a record in each column" }[kind]
  const rows = detail.areColumnsTyped ? specialRows(table) : ""
  const head = `"${name}"${told} ${address}, ${rowCount} rows${of}${rows}`
  return detail.columns > 0 ? `${head}: ${columnsText(table.columns, detail)}` : head
}

/** Rows that are not data, or sums of data: what a sum over the rows leaves out. */
function specialRows({ totals, subtotals, sections }: MapTable): string {
  const parts = [
    { what: "sections", items: sections.map(({ title }) => quoted(title, 40)) },
    { what: "subtotals", items: subtotals },
    { what: "totals", items: totals },
  ]
  return parts.flatMap(({ what, items }) => (items.length > 0 ? [`, ${what} ${firstOf(items, 5)}`] : [])).join("")
}

function columnsText(columns: readonly MapColumn[], detail: Detail): string {
  const texts = foldColumns(columns, detail.foldsAnyName).map(({ first, last, count }) => {
    const letters = count > 1 ? `${first.letter}:${last.letter}` : first.letter
    const name =
      count > 1 ? `${shownName(first.name)} … ${shownName(last.name)} (${count} columns)` : shownName(first.name)
    const place = detail.hasLetters ? ` ${letters}` : ""
    const unit = first.unit === null ? "" : ` ${shownName(first.unit, 20)}`
    return `${name}${place}${detail.areColumnsTyped ? ` ${first.kind}${unit}` : ""}`
  })
  return firstOf(texts, detail.columns)
}

function noteLines({ texts }: SheetLayout, detail: Detail): string[] {
  const notes = texts.filter(({ kind }) => kind === "note")
  return notes.slice(0, detail.notes).map(({ address, text }) => ` note ${address} ${quoted(text)}`)
}

/** `Feb "Feb" A1:D32, Mar …`: sheets that are like the one before, each with the names and places of its tables. */
export function likeText(first: MapSheet, like: readonly MapSheet[], detail: Detail): string {
  const sheets = like.map((sheet) => {
    const tables = sheet.layout?.tables ?? []
    const isNamedAlike = tables.length === 1 && tables[0]?.name === sheet.name
    const named = tables.map(({ name, address }) => `"${name}"${detail.hasLetters ? ` ${address}` : ""}`).join(" ")
    if (isNamedAlike && !detail.hasLetters) return shownName(sheet.name)
    return `${shownName(sheet.name)} ${isNamedAlike ? (tables[0]?.address ?? "") : named}`
  })
  const isAlike = like.every(({ name, layout }) => layout?.tables.length === 1 && layout.tables[0]?.name === name)
  const hint = isAlike ? "; each table is named as its sheet" : ""
  return `Sheets like ${shownName(first.name)} (${like.length}): ${firstOf(sheets, detail.columns > 0 ? likeShown : 4)}${hint}`
}
