import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Titles, notes, totals and gaps. */
export const around: readonly AwkwardSheet[] = [
  {
    name: "title, subtitle and notes around a table",
    rows: [
      ["Sales 2025"],
      ["in thousand USD"],
      [],
      ["Region", "Revenue", "Qty"],
      ["West", 100, 1],
      ["East", 200, 2],
      [],
      ["Source: sales department"],
    ],
    tables: ['table A4:C6 "Sales 2025" header 1: Region text, Revenue integer thousand USD, Qty integer'],
    notes: ["A2 in thousand USD", "A8 Source: sales department"],
  },
  {
    name: "a title right on the header and a footnote right below",
    rows: [["Stock"], ["Item", "Qty", "Place"], ["Pen", 4, "A"], ["Ink", 5, "B"], ["* counted in March"]],
    tables: ['table A2:C4 "Stock" header 1: Item text, Qty integer, Place text'],
    notes: ["A5 * counted in March"],
  },
  {
    name: "a date stamp beside the title",
    rows: [
      ["Report", null, null, "As of", "March"],
      [],
      ["Item", "Qty", "Price", "Value", "Note"],
      ["Pen", 4, 2.5, 10, "x"],
      ["Ink", 5, 3.5, 17.5, "y"],
    ],
    tables: ['table A3:E5 "Report" header 1: Item text, Qty integer, Price decimal, Value decimal, Note text'],
    notes: ["D1:E1 As of | March"],
  },
  {
    name: "a totals row",
    rows: [
      ["Region", "Q1", "Q2"],
      ["West", 1, 2],
      ["East", 3, 4],
      ["Total", 4, 6],
    ],
    tables: ["table A1:C3 header 1: Region text, Q1 integer, Q2 integer; totals 4"],
  },
  {
    name: "a totals row after a blank row",
    rows: [["Region", "Q1", "Q2"], ["West", 1, 2], ["East", 3, 4], [], ["Total", 4, 6]],
    tables: ["table A1:C3 header 1: Region text, Q1 integer, Q2 integer; totals 5"],
  },
  {
    name: "subtotals like those of a pivot and a grand total",
    rows: [
      ["Region", "City", "Sales"],
      ["West", "Rome", 10],
      ["West", "Nice", 20],
      ["West Total", null, 30],
      ["East", "Oslo", 5],
      ["East", "Riga", 7],
      ["East Total", null, 12],
      ["Grand Total", null, 42],
    ],
    tables: ["table A1:C6 header 1: Region text, City text, Sales integer; totals 4, 7, 8"],
  },
  {
    name: "totals above the data, by formulas",
    rows: [
      ["Item", "Qty"],
      ["Pen", 4],
      ["Ink", 6],
      ["Sum", 10],
      ["Mean", 5],
    ],
    formulas: [[], [], [], [null, "=SUM(B2:B3)"], [null, "=AVERAGE(B2:B3)"]],
    tables: ["table A1:B3 header 1: Item text, Qty integer; totals 4, 5"],
  },
  {
    name: "blank rows inside",
    rows: [["Item", "Qty", "Price"], ["Pen", 1, 2.5], [], ["Ink", 3, 4.5], [], [], ["Pad", 5, 6.5]],
    tables: ["table A1:C7 header 1: Item text, Qty integer, Price decimal"],
  },
  {
    name: "a blank column as a spacer",
    rows: [
      ["Item", "Qty", null, "Price", "Value"],
      ["Pen", 1, null, 2.5, 2.5],
      ["Ink", 3, null, 4.5, 13.5],
      ["Pad", 5, null, 6.5, 32.5],
    ],
    tables: ["table A1:E4 header 1: Item text, Qty integer, Price decimal, Value decimal"],
  },
  {
    name: "columns that are mostly blank",
    rows: [
      ["Id", "Name", "Comment", "Left on"],
      [1, "Ann", null, null],
      [2, "Bob", null, 45_000],
      [3, "Cid", "part time", null],
      [4, "Dee", null, null],
    ],
    formats: ["0", "General", "General", "yyyy-mm-dd"],
    tables: ["table A1:D5 header 1: Id integer, Name text, Comment text, Left on date"],
  },
  {
    name: "labels written once for several rows",
    rows: [
      ["Region", "City", "Sales"],
      ["West", "Rome", 10],
      [null, "Nice", 20],
      [null, "Bari", 5],
      ["East", "Oslo", 7],
      [null, "Riga", 9],
    ],
    definitions: { merged: ["A2:A4", "A5:A6"] },
    tables: ["table A1:C6 header 1: Region text, City text, Sales integer"],
  },
  {
    name: "hidden rows",
    rows: [
      ["Item", "Qty"],
      ["Pen", 1],
      ["Ink", 2],
      ["Pad", 3],
    ],
    definitions: { hidden: ["3:3"] },
    tables: ["table A1:B4 header 1: Item text, Qty integer"],
  },
  {
    name: "error values and text among the numbers",
    rows: [
      ["Item", "Rate", "Share"],
      ["Pen", 1, "#N/A"],
      ["Ink", "n/a", 0.2],
      ["Pad", 3, 0.3],
      ["Cap", 4, 0.1],
      ["Box", 5, 0.1],
      ["Bag", 6, "#DIV/0!"],
    ],
    tables: ["table A1:C7 header 1: Item text, Rate integer, Share decimal"],
  },
]
