import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Tables that lie on their side, names with values, lists and paragraphs. */
export const turned: readonly AwkwardSheet[] = [
  {
    name: "records in columns",
    rows: [
      ["Name", "Ann", "Bob", "Cid"],
      ["Age", 30, 40, 50],
      ["City", "Rome", "Oslo", "Bern"],
      ["Active", true, false, true],
    ],
    tables: ["transposed A1:D4 header 1: Name text, Age integer, City text, Active boolean"],
  },
  {
    name: "records in columns under a title",
    rows: [
      ["Products compared"],
      [null, "Basic", "Plus", "Pro", "Max"],
      ["Price", 10, 20, 40, 80],
      ["Support", "mail", "chat", "phone", "phone"],
      ["Users", 1, 5, 20, 100],
      ["Storage", "1 GB", "10 GB", "100 GB", "1 TB"],
    ],
    tables: [
      'transposed A2:E6 "Products compared" header 1: Row 2 text, Price integer, Support text, Users integer, Storage text',
    ],
  },
  {
    name: "names and values of several sorts",
    rows: [
      ["Customer", "Ann Lee"],
      ["Order date", 45_000],
      ["Amount", 120.5],
      ["Paid", true],
    ],
    tables: ["key_value A1:B4 header 0: Column A text, Column B mixed"],
  },
  {
    name: "names with colons over numbers",
    rows: [
      ["Principal:", 100_000],
      ["Rate:", 0.05],
      ["Years:", 30],
    ],
    tables: ["key_value A1:B3 header 0: Column A text, Column B decimal"],
  },
  {
    name: "parameters under a header",
    rows: [
      ["Parameter", "Value"],
      ["Tax rate", 0.19],
      ["Currency", "EUR"],
      ["Start", "2025-01-01"],
      ["Limit", 500],
    ],
    tables: ["key_value A1:B5 header 1: Parameter text, Value mixed"],
  },
  {
    name: "two columns of names and amounts are no pairs when they have a header",
    rows: [
      ["Item", "Qty"],
      ["Pen", 1],
      ["Ink", 2],
    ],
    tables: ["table A1:B3 header 1: Item text, Qty integer"],
  },
  {
    name: "a crosstab of numbers stays upright",
    rows: [
      ["Sales", "Jan", "Feb", "Mar"],
      ["West", 1, 2, 3],
      ["East", 4, 5, 6],
      ["North", 7, 8, 9],
    ],
    tables: ["table A1:D4 header 1: Sales text, Jan integer, Feb integer, Mar integer"],
  },
  {
    name: "a statement of income with years across and a total of the lines",
    rows: [
      ["Income statement"],
      ["USD", 2023, 2024, 2025],
      ["Revenue", 100, 110, 120],
      ["Cost", 60, 64, 70],
      ["Profit", 40, 46, 50],
    ],
    tables: ['table A2:D5 "Income statement" header 1: USD text, 2023 integer, 2024 integer, 2025 integer'],
  },
  {
    name: "a list of one column with a name",
    rows: [["Product"], ["apple"], ["pear"], ["plum"], ["fig"]],
    tables: ["table A1:A5 header 1: Product text"],
  },
  {
    name: "a column of numbers with a name",
    rows: [["Price"], [1], [null], [3], [4]],
    tables: ["table A1:A5 header 1: Price integer"],
  },
  {
    name: "a page of instructions",
    rows: [
      ["How to use this workbook"],
      ["Fill in the yellow cells of the sheet Input and leave all other cells as they are."],
      ["Press F9 to calculate; results appear on the sheet Output after a few seconds."],
      [],
      ["Questions go to the finance department, extension 123."],
    ],
    tables: [],
    notes: [
      "A1 How to use this workbook",
      "A2 Fill in the yellow cells of the sheet Input and leave all other cells as they are.",
      "A3 Press F9 to calculate; results appear on the sheet Output after a few seconds.",
      "A5 Questions go to the finance department, extension 123.",
    ],
  },
  {
    name: "a single row of figures",
    rows: [["Q1", 10, 20, 30]],
    tables: ["table A1:D1 header 0: Column A text, Column B integer, Column C integer, Column D integer"],
  },
  {
    name: "parameters above the table that they are for",
    rows: [
      ["Rate", 0.05],
      ["Years", 3],
      [],
      ["Year", "Balance", "Interest"],
      [1, 1000, 50],
      [2, 1050, 52.5],
      [3, 1102.5, 55.13],
    ],
    tables: [
      "key_value A1:B2 header 0: Column A text, Column B decimal",
      "table A4:C7 header 1: Year integer, Balance decimal, Interest decimal",
    ],
  },
]
