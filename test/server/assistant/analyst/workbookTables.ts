import { sheetOf } from "./literalTables.ts"

export const orders = sheetOf(
  "Orders",
  ["General", "yyyy-mm-dd", "@", "@", "0", "$#,##0.00"],
  [
    ["Order ID", "Order Date", "Region", "Product", "Units", "Revenue"],
    [1001, 46_023, "West", "Desk", 4, 1200],
    [1002, 46_037, "East", "Lamp", 10, 300.5],
    [1003, 46_058, "West", "Lamp", 15, 450],
    [1004, 46_066, "North", "Desk", 3, 900],
    [1005, 46_090, "East", "Chair", 6, 750],
  ],
)
export const employees = sheetOf(
  "HR",
  ["@", "@", "$#,##0", "yyyy-mm-dd"],
  [
    ["Name", "Department", "Salary", "Hired"],
    ["Ann Lee", "Design", 5200, 43_831],
    ["Bob Ray", "Sales", 4100, 44_197],
    ["Cleo Kim", "Sales", 4700, 44_562],
    ["Dan Ode", "Legal", 6100, 45_292],
  ],
)
export const costs = sheetOf(
  "Costs 2024",
  ["@", "$#,##0", "$#,##0"],
  [
    ["Category", "Budget", "Actual"],
    ["Rent", 12_000, 12_400],
    ["Travel", 5000, 3100],
    ["Software", 8000, 9200],
  ],
)
export const rates = sheetOf(
  "Settings",
  ["@", "0.0%"],
  [
    ["Country", "Tax rate"],
    ["Germany", 0.19],
    ["France", 0.2],
    ["Norway", 0.25],
  ],
)
export const parameters = sheetOf(
  "Parameters",
  ["@", "0.0%"],
  [
    ["Parameter", "Value"],
    ["VAT rate", 0.19],
    ["Discount limit", 0.15],
  ],
)
