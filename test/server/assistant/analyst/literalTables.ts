import { formatArea } from "../../../../shared/address.ts"
import type { CellValue } from "../../../../shared/cell.ts"
import type { RangeContent } from "../../../../shared/workbook.ts"

/** Excel serial of a day. */
const day = (text: string): number => Date.parse(text) / 86_400_000 + 25_569

/** A sheet from its rows; `formats` are the number formats of its columns below the header. */
export function sheetOf(worksheet: string, formats: readonly string[], values: readonly CellValue[][]): RangeContent {
  const address = formatArea({ row: 0, column: 0, rowCount: values.length, columnCount: formats.length })
  return {
    worksheet,
    address,
    values,
    formulas: values,
    numberFormats: values.map((_, at) => formats.map((format) => (at === 0 ? "General" : format))),
  }
}

export const orders = sheetOf(
  "Orders",
  ["General", "yyyy-mm-dd", "@", "@", "@", "0", "$#,##0.00", "$#,##0.00", "@", "0%"],
  [
    [
      "Order ID",
      "Order Date",
      "Region",
      "Salesperson",
      "Product",
      "Units",
      "Unit Price",
      "Revenue (USD)",
      "Status",
      "Discount",
    ],
    [1001, day("2025-11-03"), "West", "Anna Berg", "Widget", 10, 20, 200, "Paid", 0.05],
    [1002, day("2025-11-20"), "East", "Ben Cole", "Gadget", 4, 150, 600, "Paid", 0],
    [1003, day("2025-12-05"), "North", "Cara Diaz", "Widget", 7, 20, 140, "Pending", 0.1],
    [1004, day("2025-12-18"), "West", "Anna Berg", "Office Chair", 2, 300, 600, "Paid", 0.1],
    [1005, day("2026-01-08"), "South", "Dan Evans", "Gadget", 3, 150, 450, "Cancelled", 0],
    [1006, day("2026-01-15"), "East", "Ben Cole", "Widget", 25, 20, 500, "Paid", 0.2],
    [1007, day("2026-01-29"), "West", "Cara Diaz", "Office Chair", 5, 300, 1500, "Paid", 0.15],
    [1008, day("2026-02-10"), "North", "Anna Berg", "Gadget", 6, 150, 900, "Pending", 0.05],
    [1009, day("2026-02-21"), "East", "Dan Evans", "Widget", 12, 20, 240, "Paid", 0],
    [1010, day("2026-03-02"), "West", "Ben Cole", "Gadget", 8, 150, 1200, "Paid", 0.1],
    [1011, day("2026-03-16"), "South", "Cara Diaz", "Office Chair", 1, 300, 300, "Cancelled", 0],
    [1012, day("2026-03-30"), "East", "Anna Berg", "Widget", 30, 20, 600, null, 0.25],
  ],
)

export const staff = sheetOf(
  "Staff",
  ["@", "@", "@", "#,##0", "0", "yyyy-mm-dd", "@", "General", "0%", "@"],
  [
    ["Employee", "Department", "Job Title", "Salary", "Age", "Hire Date", "Gender", "Active", "Bonus %", "Email"],
    ["Alice Wong", "Engineering", "Engineer", 95000, 34, day("2019-03-01"), "F", true, 0.1, "alice@x.com"],
    ["Bob Singh", "Engineering", "Senior Engineer", 120000, 45, day("2015-06-15"), "M", true, 0.15, "bob@x.com"],
    ["Carol Jones", "Sales", "Account Manager", 70000, 29, day("2021-09-01"), "F", true, 0.2, null],
    ["David Kim", "Sales", "Sales Manager", 88000, 51, day("2012-01-10"), "M", false, 0.25, "david@x.com"],
    ["Eva Novak", "HR", "Recruiter", 58000, 38, day("2020-11-23"), "F", true, 0.05, "eva@x.com"],
    ["Frank Li", "Engineering", "Engineer", 91000, 27, day("2023-02-06"), "M", true, 0.1, null],
    ["Grace Hall", "Finance", "Accountant", 66000, 42, day("2017-05-02"), "F", false, 0.08, "grace@x.com"],
    ["Hugo Marx", "Finance", "CFO", 150000, 55, day("2010-04-19"), "M", true, 0.3, "hugo@x.com"],
  ],
)

export const budget = sheetOf(
  "Budget 2026",
  ["@", "#,##0", "#,##0", "#,##0", "#,##0", "#,##0", "@"],
  [
    ["Category", "Jan", "Feb", "Mar", "Q1 Total", "Budget", "Type"],
    ["Rent", 2000, 2000, 2000, 6000, 6000, "Fixed"],
    ["Travel", 350, 900, 120, 1370, 1200, "Variable"],
    ["Software", 480, 480, 510, 1470, 1500, "Fixed"],
    ["Marketing", 1500, 700, 2600, 4800, 4000, "Variable"],
    ["Food", 90, 160, 75, 325, 400, "Variable"],
  ],
)

export const inventory = sheetOf(
  "Inventory",
  ["@", "@", "@", "0", "0", "0.00", "@", "yyyy-mm-dd", "@"],
  [
    [
      "SKU",
      "Item name",
      "Category",
      "Qty on hand",
      "Reorder level",
      "Unit cost",
      "Supplier",
      "Last restocked",
      "Discontinued",
    ],
    ["A-101", "Blue Pen", "Stationery", 150, 50, 0.4, "Acme Ltd", day("2026-01-05"), "No"],
    ["A-102", "Red Pen", "Stationery", 20, 50, 0.45, "Acme Ltd", day("2025-12-12"), "No"],
    ["B-201", "Desk Lamp", "Furniture", 12, 5, 24.9, "Lumo", day("2026-02-20"), "No"],
    ["B-202", "Office Chair", "Furniture", 3, 4, 119, "SitWell", day("2025-10-01"), "Yes"],
    ["C-301", "Stapler", "Stationery", 0, 10, 6.75, "Acme Ltd", null, "No"],
    ["C-302", "Notebook A5", "Paper", 310, 100, 1.2, "PaperCo", day("2026-02-28"), "No"],
    ["C-303", "Copy Paper", "Paper", 75, 80, 4.1, "PaperCo", day("2026-03-02"), "No"],
  ],
)

export const survey = sheetOf(
  "Survey",
  ["0", "@", "@", "0", "@", "@"],
  [
    ["Respondent", "Age group", "Country", "How satisfied are you? (1-5)", "Would recommend", "Comment"],
    [1, "18-29", "Germany", 5, "Yes", "Great"],
    [2, "30-44", "France", 3, "No", null],
    [3, "18-29", "Germany", 4, "Yes", "Good value"],
    [4, "45-60", "Spain", 2, "No", "Too slow"],
    [5, "30-44", "Germany", 4, "Yes", null],
    [6, "30-44", "France", 1, "No", "Broken on arrival"],
    [7, "18-29", "Spain", 5, "Yes", "Love it"],
    [8, "45-60", "Germany", 3, "Yes", null],
  ],
)
