import { splitAddress, tryParseAddress } from "../../shared/address.ts"
import type { MapColumn, MapSheet, MapTable, WorkbookMap } from "../../shared/workbookMap.ts"

export type MapNodeKind =
  "sheet" | "table" | "column" | "group" | "text" | "formula" | "name" | "chart" | "pivot" | "note"

/** Cells that a node stands for. */
export interface MapTarget {
  readonly sheet: string
  readonly address: string
}

/** One line of the tree of what is known of a workbook. */
export interface MapNode {
  /** The same after the map was read again. */
  readonly id: string
  readonly kind: MapNodeKind
  readonly label: string
  /** Counts, kinds and places, in a few words. */
  readonly detail: string
  readonly target: MapTarget | null
  readonly children: readonly MapNode[]
}

/** The map of a workbook as a tree: sheets, their tables with columns, texts, formulas, charts and pivots; then the names. */
export function mapTree({ sheets, names }: WorkbookMap): MapNode[] {
  const known = new Map(sheets.map(({ name }) => [name.toLowerCase(), name]))
  const nameNodes = names.map(({ name, formula, sheet }): MapNode => {
    const at = splitAddress(formula.replace(/^=/, ""))
    const onSheet = at.sheet !== undefined && known.get(at.sheet.toLowerCase())
    const address = at.address.replaceAll("$", "")
    return {
      id: `name ${sheet ?? ""} ${name}`,
      kind: "name",
      label: name,
      detail: `${sheet === null ? "" : `${sheet} · `}${formula.replace(/^=/, "")}`,
      target: onSheet && tryParseAddress(address) ? { sheet: onSheet, address } : null,
      children: [],
    }
  })
  return [...sheets.map(sheetNode), ...group("names", "Names", nameNodes)]
}

/** A node of a sheet that has nothing below it. */
interface Leaf extends Pick<MapNode, "kind" | "label" | "detail"> {
  /** Distinguishes it from its siblings. */
  readonly key: string
  /** Null when there are no cells to show. */
  readonly address: string | null
}

function sheetNode(sheet: MapSheet): MapNode {
  const { sheetId, name, layout, charts, pivots } = sheet
  const id = `sheet ${sheetId}`
  const leaf = ({ kind, key, label, detail, address }: Leaf): MapNode => ({
    id: `${id} ${kind} ${key}`,
    kind,
    label,
    detail,
    target: address === null ? null : { sheet: name, address },
    children: [],
  })
  const texts = layout?.texts.map(({ text, address }) =>
    leaf({ kind: "text", key: address, label: text, detail: address, address }),
  )
  const formulas = layout?.formulas.map(({ r1c1, address, count }) =>
    leaf({
      kind: "formula",
      key: `${address} ${r1c1}`,
      label: r1c1,
      detail: `${address} · ${counted(count, "cell")}`,
      address: address.split(",")[0] ?? null,
    }),
  )
  return {
    id,
    kind: "sheet",
    label: name,
    detail: sheetDetail(sheet),
    target: null,
    children: [
      ...(layout?.tables.map((table) => tableNode(id, name, table)) ?? []),
      ...pivots.map(({ name: pivot, address }) =>
        leaf({ kind: "pivot", key: pivot, label: pivot, detail: "pivot table", address }),
      ),
      ...charts.map((chart) =>
        leaf({
          kind: "chart",
          key: chart.name,
          label: chart.title ?? chart.name,
          detail: `${wordsOf(chart.type)} chart`,
          address: null,
        }),
      ),
      ...group(`${id} texts`, "Titles and notes", texts ?? []),
      ...group(`${id} formulas`, "Formulas", formulas ?? []),
      ...(layout?.notes.map((note) => leaf({ kind: "note", key: note, label: note, detail: "", address: null })) ?? []),
    ],
  }
}

function tableNode(sheetNodeId: string, sheet: string, table: MapTable): MapNode {
  const id = `${sheetNodeId} table ${table.name}`
  const records = table.kind === "transposed" ? "record" : "row"
  const facts = [
    table.kind === "key_value"
      ? counted(table.rowCount, "value")
      : `${counted(table.rowCount, records)}, ${counted(table.columns.length, table.kind === "transposed" ? "field" : "column")}`,
    table.address,
    ...(table.sections.length > 0 ? [counted(table.sections.length, "section")] : []),
    ...placesOf("subtotals", table.subtotals),
    ...placesOf("totals", table.totals),
    ...(table.definedBy === "table" ? ["Excel table"] : []),
  ]
  return {
    id,
    kind: "table",
    label: table.title !== null && table.definedBy !== "table" ? table.title : table.name,
    detail: facts.join(" · "),
    target: { sheet, address: table.address },
    children: table.columns.map((column) => ({
      id: `${id} column ${column.address} ${column.name}`,
      kind: "column",
      label: column.name,
      detail: columnDetail(column),
      target: { sheet, address: column.address },
      children: [],
    })),
  }
}

const placesOf = (what: string, places: readonly string[]): string[] =>
  places.length > 0 ? [`${what} in ${places.slice(0, 3).join(", ")}${places.length > 3 ? "…" : ""}`] : []

const columnDetail = ({ kind, unit, letter }: MapColumn): string =>
  [kind === "mixed" ? "mixed kinds" : kind, ...(unit === null ? [] : [unit]), letter].join(" · ")

function sheetDetail({ layout, usedRange, visibility }: MapSheet): string {
  const hidden = visibility === "visible" ? [] : ["hidden"]
  if (usedRange === null) return [...hidden, "empty"].join(" · ")
  if (layout === null) return [...hidden, usedRange].join(" · ")
  const { number, date, text, boolean, error } = layout.counts
  return [
    ...hidden,
    counted(number + date + text + boolean + error, "cell"),
    ...(layout.tables.length > 0 ? [counted(layout.tables.length, "table")] : []),
    ...(error > 0 ? [counted(error, "error")] : []),
  ].join(" · ")
}

const group = (id: string, label: string, children: readonly MapNode[]): MapNode[] =>
  children.length === 0
    ? []
    : [{ id, kind: "group", label, detail: children.length.toLocaleString(), target: null, children }]

/** `1 row`, `1,204 rows`. */
export const counted = (count: number, what: string): string =>
  `${count.toLocaleString()} ${what}${count === 1 ? "" : "s"}`

/** `ColumnClustered` as `column clustered`. */
const wordsOf = (type: string): string => type.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()
