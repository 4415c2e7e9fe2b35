import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Several tables on one sheet. */
export const several: readonly AwkwardSheet[] = [
  {
    name: "two tables stacked with a blank row between",
    rows: [
      ["Item", "Qty", "Price"],
      ["Pen", 10, 1.5],
      ["Ink", 4, 7.25],
      [],
      ["City", "Country", "People"],
      ["Rome", "Italy", 2_800_000],
      ["Oslo", "Norway", 700_000],
    ],
    tables: [
      "table A1:C3 header 1: Item text, Qty integer, Price decimal",
      "table A5:C7 header 1: City text, Country text, People integer",
    ],
  },
  {
    name: "two tables stacked without a blank row",
    rows: [
      ["Item", "Qty", "Price"],
      ["Pen", 10, 1.5],
      ["Ink", 4, 7.25],
      ["Pad", 6, 3.5],
      ["City", "Area", "People"],
      ["Rome", 1285, 2_800_000],
      ["Oslo", 454, 700_000],
    ],
    tables: [
      "table A1:C4 header 1: Item text, Qty integer, Price decimal",
      "table A5:C7 header 1: City text, Area integer, People integer",
    ],
  },
  {
    name: "sections each with its title and its own header, closely stacked",
    rows: [
      ["North"],
      ["Month", "Sales", "Cost"],
      ["Jan", 10, 7],
      ["Feb", 12, 8],
      ["South"],
      ["Month", "Sales", "Cost"],
      ["Jan", 20, 13],
      ["Feb", 22, 14],
    ],
    tables: [
      'table A2:C4 "North" header 1: Month text, Sales integer, Cost integer',
      'table A6:C8 "South" header 1: Month text, Sales integer, Cost integer',
    ],
  },
  {
    name: "two tables side by side of different height",
    rows: [
      ["Item", "Qty", null, "Code", "Rate"],
      ["a", 1, null, "x", 0.1],
      ["b", 3, null, "y", 0.2],
      ["c", 5],
      ["d", 7],
    ],
    tables: ["table A1:B5 header 1: Item text, Qty integer", "table D1:E3 header 1: Code text, Rate decimal"],
  },
  {
    name: "two tables of the same height side by side with the same headers",
    rows: [
      ["Month", "Sales", null, "Month", "Sales"],
      ["Jan", 10, null, "Jul", 16],
      ["Feb", 11, null, "Aug", 17],
      ["Mar", 12, null, "Sep", 18],
    ],
    tables: ["table A1:B4 header 1: Month text, Sales integer", "table D1:E4 header 1: Month text, Sales integer"],
  },
  {
    name: "two tables of the same height side by side, each under its title",
    rows: [
      ["Plan", null, null, "Actual"],
      ["Month", "Sales", null, "Month", "Sales"],
      ["Jan", 10, null, "Jan", 16],
      ["Feb", 11, null, "Feb", 17],
    ],
    tables: [
      'table A2:B4 "Plan" header 1: Month text, Sales integer',
      'table D2:E4 "Actual" header 1: Month text, Sales integer',
    ],
  },
  {
    name: "a large table with key figures beside it",
    rows: [
      ["Order", "Customer", "Amount", null, null, "Orders", 4],
      [1001, "Ann", 20, null, null, "Total", 100],
      [1002, "Bob", 30, null, null, "Average", 25],
      [1003, "Cid", 10],
      [1004, "Dee", 40],
    ],
    tables: [
      "table A1:C5 header 1: Order integer, Customer text, Amount integer",
      "key_value F1:G3 header 0: Column F text, Column G integer",
    ],
  },
  {
    name: "tables in the four corners",
    rows: [
      ["A", "N", null, null, "B", "M"],
      ["x", 1, null, null, "y", 2],
      ["x", 3, null, null, "y", 4],
      ["z", 8, null, null, "y", 9],
      [],
      [],
      ["C", "O", null, null, "D", "P"],
      ["u", 5, null, null, "v", 6],
      ["u", 7, null, null, "v", 8],
      ["w", 7, null, null, "w", 8],
    ],
    tables: [
      "table A1:B4 header 1: A text, N integer",
      "table E1:F4 header 1: B text, M integer",
      "table A7:B10 header 1: C text, O integer",
      "table E7:F10 header 1: D text, P integer",
    ],
  },
  {
    name: "the same header again on every printed page",
    rows: [
      ["Account", "Debit", "Credit"],
      ["Cash", 100, 0],
      ["Rent", 0, 50],
      ["Account", "Debit", "Credit"],
      ["Food", 30, 0],
      ["Fuel", 0, 20],
    ],
    tables: ["table A1:C6 header 1: Account text, Debit integer, Credit integer"],
  },
  {
    name: "a table that Excel defines beside one that it does not",
    rows: [
      ["Id", "Amount", "Name", "Score"],
      [1, 10, "Ann", 5],
      [2, 20, "Bob", 6],
      [3, 30, "Cid", 7],
    ],
    definitions: { tables: [{ name: "tblPay", address: "A1:B4", hasHeader: true, hasTotals: false }] },
    tables: ["table A1:B4 header 1: Id integer, Amount integer", "table C1:D4 header 1: Name text, Score integer"],
  },
  {
    name: "a defined table without header and with a totals row",
    rows: [
      ["x", 10],
      ["y", 20],
      ["Total", 30],
    ],
    definitions: { tables: [{ name: "T", address: "A1:B3", hasHeader: false, hasTotals: true }] },
    tables: ["table A1:B2 header 0: Column A text, Column B integer; totals 3"],
  },
  {
    name: "an autofilter on a header of numbers, with rows written below it since",
    rows: [["Report"], [1, 2, 3], [10, 20, 30], [11, 21, 31], [12, 22, 32]],
    definitions: { autoFilter: "A2:C4" },
    tables: ['table A2:C5 "Report" header 1: 1 integer, 2 integer, 3 integer'],
  },
]
