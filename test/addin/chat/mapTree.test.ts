import assert from "node:assert/strict"
import { counted, mapTree, type MapNode } from "../../../addin/chat/mapTree.ts"
import type { MapSheet, MapTable, WorkbookMap } from "../../../shared/workbookMap.ts"

const table: MapTable = {
  name: "Orders",
  title: "Orders of 2025",
  kind: "table",
  address: "A3:C212",
  headerSize: 1,
  rowCount: 209,
  columns: [
    { name: "Region", letter: "A", kind: "text", unit: null, format: null, address: "A4:A212" },
    { name: "Revenue", letter: "B", kind: "currency", unit: "USD", format: "#,##0", address: "B4:B212" },
  ],
  totals: ["213"],
  subtotals: [],
  sections: [],
  definedBy: null,
}
const sheet: MapSheet = {
  sheetId: "s1",
  name: "Sales 2025",
  visibility: "visible",
  usedRange: "A1:H213",
  layout: {
    tables: [table],
    texts: [{ kind: "title", address: "A1", text: "Orders of 2025" }],
    formulas: [{ r1c1: "=RC[-2]*RC[-1]", address: "C4:C212", count: 209 }],
    counts: { number: 200, date: 9, text: 400, boolean: 0, error: 1 },
    sum: 1,
    notes: ["Rows 900:950 were not read."],
  },
  charts: [{ name: "Chart 1", type: "ColumnClustered", title: "By month" }],
  pivots: [{ name: "Pivot", address: "J1:K9" }],
  storedAt: "2026-01-01T00:00:00.000Z",
  index: "indexed",
  problem: null,
  chunkCount: 12,
}
const map = (change: Partial<WorkbookMap>): WorkbookMap => ({
  workbookId: "w1",
  name: "Book.xlsx",
  sheets: [sheet],
  names: [],
  ...change,
})

/** One line a node, indented: kind, label, detail, and where it leads. */
const drawn = (nodes: readonly MapNode[], indent = ""): string[] =>
  nodes.flatMap(({ kind, label, detail, target, children }) => [
    `${indent}${kind} ${label} | ${detail}${target ? ` > ${target.sheet}!${target.address}` : ""}`,
    ...drawn(children, `${indent}  `),
  ])

describe("mapTree", () => {
  it("tells the sections and subtotals of a table", () => {
    const sections = [
      { place: "4", title: "North" },
      { place: "9", title: "South" },
    ]
    const layout = sheet.layout && { ...sheet.layout, tables: [{ ...table, sections, subtotals: ["6", "11"] }] }
    const [node] = mapTree(map({ sheets: [{ ...sheet, layout }] }))
    assert.equal(
      node?.children[0]?.detail,
      "209 rows, 2 columns · A3:C212 · 2 sections · subtotals in 6, 11 · totals in 213",
    )
  })

  it("shows sheets, tables, columns, pivots, charts, texts, formulas and notes with counts and places", () => {
    assert.deepEqual(drawn(mapTree(map({}))), [
      "sheet Sales 2025 | 610 cells · 1 table · 1 error",
      "  table Orders of 2025 | 209 rows, 2 columns · A3:C212 · totals in 213 > Sales 2025!A3:C212",
      "    column Region | text · A > Sales 2025!A4:A212",
      "    column Revenue | currency · USD · B > Sales 2025!B4:B212",
      "  pivot Pivot | pivot table > Sales 2025!J1:K9",
      "  chart By month | column clustered chart",
      "  group Titles and notes | 1",
      "    text Orders of 2025 | A1 > Sales 2025!A1",
      "  group Formulas | 1",
      "    formula =RC[-2]*RC[-1] | C4:C212 · 209 cells > Sales 2025!C4:C212",
      "  note Rows 900:950 were not read. | ",
    ])
  })

  it("calls an Excel table by its own name, and counts what transposed tables and lists of values hold", () => {
    const tables: MapTable[] = [
      { ...table, definedBy: "table", totals: [] },
      { ...table, name: "Years", title: null, kind: "transposed", rowCount: 1, totals: [] },
      {
        ...table,
        name: "Rates",
        title: null,
        kind: "key_value",
        rowCount: 2,
        totals: [],
        subtotals: [],
        sections: [],
        columns: [],
      },
    ]
    const layout = sheet.layout && { ...sheet.layout, tables, texts: [], formulas: [], notes: [] }
    const lines = drawn(mapTree(map({ sheets: [{ ...sheet, layout, charts: [], pivots: [] }] })))
    assert.deepEqual(
      lines.filter((line) => line.includes("table ") && !line.startsWith("sheet")),
      [
        "  table Orders | 209 rows, 2 columns · A3:C212 · Excel table > Sales 2025!A3:C212",
        "  table Years | 1 record, 2 fields · A3:C212 > Sales 2025!A3:C212",
        "  table Rates | 2 values · A3:C212 > Sales 2025!A3:C212",
      ],
    )
  })

  it("leads from a name to its cells, and nowhere from a constant or a sheet that is not included", () => {
    const names = [
      { name: "VAT", formula: "='sales 2025'!$B$2", sheet: null },
      { name: "Rate", formula: "=0.19", sheet: null },
      { name: "Secret", formula: "=Salaries!$A$1:$A$9", sheet: "Sales 2025" },
    ]
    assert.deepEqual(drawn(mapTree(map({ sheets: [], names }))), [
      "group Names | 3",
      "  name VAT | 'sales 2025'!$B$2",
      "  name Rate | 0.19",
      "  name Secret | Sales 2025 · Salaries!$A$1:$A$9",
    ])
    const [, group] = mapTree(map({ names }))
    assert.deepEqual(
      group?.children.map(({ target }) => target),
      [{ sheet: "Sales 2025", address: "B2" }, null, null],
    )
  })

  it("says what is known of a sheet that was not looked at yet, is hidden, or is empty", () => {
    const sheets: MapSheet[] = [
      { ...sheet, layout: null, charts: [], pivots: [] },
      { ...sheet, visibility: "very_hidden", usedRange: null, layout: null, charts: [], pivots: [] },
    ]
    assert.deepEqual(drawn(mapTree(map({ sheets }))), [
      "sheet Sales 2025 | A1:H213",
      "sheet Sales 2025 | hidden · empty",
    ])
  })

  it("gives every node an id of its own", () => {
    const ids: string[] = []
    const collect = (nodes: readonly MapNode[]): void =>
      nodes.forEach((node) => {
        ids.push(node.id)
        collect(node.children)
      })
    collect(mapTree(map({ sheets: [sheet, { ...sheet, sheetId: "s2", name: "Costs" }] })))
    assert.equal(new Set(ids).size, ids.length)
  })
})

describe("counted", () => {
  it("speaks of one thing and of many", () => {
    assert.deepEqual([counted(0, "row"), counted(1, "row"), counted(1204, "row")], ["0 rows", "1 row", "1,204 rows"])
  })
})
