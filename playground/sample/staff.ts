import { dateToSerial, type CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import { formats, SampleSheet } from "./sampleSheet.ts"

const headers = ["Name", "Email", "Department", "Region", "Role", "Start Date", "Utilization", "Remote"]

// Name, department, region, role, start, utilization, remote.
const people: readonly (readonly [string, string, string, string, string, number | null, boolean])[] = [
  ["Amelia Stone", "Sales", "North", "Account Manager", "2021-03-01", 0.82, false],
  ["Jonas Weber", "Sales", "North", "Sales Rep", "2023-09-15", 0.74, true],
  ["Priya Nair", "Sales", "South", "Account Manager", "2020-06-08", 0.91, false],
  ["Diego Ramos", "Sales", "South", "Sales Rep", "2024-02-19", 0.68, true],
  ["Mei Tanaka", "Sales", "East", "Account Manager", "2019-11-04", 0.88, false],
  ["Olu Adeyemi", "Sales", "East", "Sales Rep", "2022-04-25", 0.79, false],
  ["Sofia Rossi", "Sales", "West", "Account Manager", "2018-01-15", 0.95, true],
  ["Liam O'Connor", "Sales", "West", "Sales Rep", "2023-01-09", 0.81, false],
  ["Hannah Berg", "Support", "North", "Support Lead", "2020-02-03", 0.77, true],
  ["Tomás Silva", "Support", "South", "Support Agent", "2022-08-22", 0.63, true],
  ["Aisha Khan", "Support", "East", "Support Agent", "2024-05-13", 0.71, false],
  ["Noah Martin", "Support", "West", "Support Agent", "2021-10-11", 0.69, false],
  ["Elif Demir", "Logistics", "North", "Planner", "2019-07-01", 0.86, false],
  ["Chen Wei", "Logistics", "East", "Planner", "2021-05-17", 0.84, false],
  ["Grace Mensah", "Logistics", "West", "Warehouse Lead", "2017-09-18", 0.93, false],
  ["Marek Nowak", "Logistics", "South", "Warehouse Lead", "2022-12-05", null, false],
  ["Julia Novak", "Finance", "West", "Controller", "2018-05-07", 0.9, true],
  ["Ben Fischer", "Finance", "West", "Accountant", "2023-03-27", 0.76, true],
  ["Ingrid Dahl", "Marketing", "North", "Brand Manager", "2020-10-19", 0.8, true],
  ["Carlos Vega", "Marketing", "South", "Designer", "2024-09-02", 0.58, true],
]

const email = (name: string): string =>
  `${name
    .normalize("NFD")
    .replace(/[^A-Za-z ]/g, "")
    .toLowerCase()
    .replace(" ", ".")}@contoso.example`

/** Mostly text: categories, e-mail addresses, dates and a percentage. */
export function addStaff(book: Book): void {
  const rows = people.map(([name, department, region, role, start, utilization, remote]): CellValue[] => [
    name,
    email(name),
    department,
    region,
    role,
    dateToSerial(new Date(`${start}T00:00:00Z`)),
    utilization,
    remote,
  ])
  const sample = new SampleSheet(book, "Staff", [headers, ...rows])
  const { date, percent } = formats
  sample.columns(
    [
      { width: 120 },
      { width: 210 },
      { width: 92 },
      { width: 72 },
      { width: 128 },
      { width: 84, format: date },
      { width: 84, format: percent },
      { width: 64 },
    ],
    1,
    rows.length,
  )
  sample.header(0, headers.length)
  sample.freezeRows(1)
}
