import { formatArea } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import type { AwkwardSheet } from "./awkwardSheet.ts"

const sensors = Array.from({ length: 200 }, (_, i) => i + 1)
const besideEachOther = (cells: (sensor: number) => readonly CellValue[]): CellValue[] =>
  sensors.flatMap((sensor) => [...cells(sensor), null])
const blankRows = (count: number): CellValue[][] => Array.from({ length: count }, () => [])
const at = (column: number, values: readonly CellValue[]): CellValue[] => [
  ...Array.from({ length: column }, () => null),
  ...values,
]

/** Sheets that are hardly tables, or very many, or partly out of sight. */
export const strange: readonly AwkwardSheet[] = [
  {
    name: "nothing but titles",
    rows: [
      ["Annual report"],
      [],
      ["Part one: the market"],
      [],
      [],
      ["Part two: the company"],
      [],
      ["Part three: outlook"],
    ],
    tables: [],
    notes: ["A1 Annual report", "A3 Part one: the market", "A6 Part two: the company", "A8 Part three: outlook"],
  },
  {
    name: "one huge merged cell",
    rows: [["This workbook was moved to the shared drive. Do not enter anything here."], ...blankRows(39)],
    definitions: { merged: ["A1:L40"] },
    tables: [],
    notes: ["A1 This workbook was moved to the shared drive. Do not enter anything here."],
  },
  {
    name: "a few cells far apart",
    rows: [
      ["draft"],
      ...blankRows(28),
      at(9, [4711]),
      ...blankRows(50),
      at(25, ["ask Miriam"]),
      ...blankRows(40),
      at(3, ["end of print area"]),
    ],
    tables: [],
    notes: ["A1 draft", "Z81 ask Miriam", "D122 end of print area"],
  },
  {
    name: "200 tables side by side",
    rows: [
      besideEachOther((sensor) => [`Sensor ${sensor}`, "Level"]),
      besideEachOther((sensor) => ["dawn", 10 + sensor]),
      besideEachOther((sensor) => ["noon", 41 + sensor]),
      besideEachOther((sensor) => ["dusk", 27 + sensor]),
    ],
    tables: sensors.map(
      (sensor) =>
        `table ${formatArea({ row: 0, column: 3 * (sensor - 1), rowCount: 4, columnCount: 2 })} header 1: Sensor ${sensor} text, Level integer`,
    ),
  },
  {
    name: "rows that a filter hides",
    rows: [
      ["Ticket", "Priority", "Hours"],
      ["T-90", "low", 2],
      ["T-91", "high", 7],
      ["T-92", "low", 1],
      ["T-93", "low", 3],
      ["T-94", "high", 12],
      ["T-95", "low", 5],
    ],
    definitions: { autoFilter: "A1:C7", hidden: ["2:2", "4:5", "7:7"] },
    tables: ["table A1:C7 header 1: Ticket text, Priority text, Hours integer"],
  },
  {
    name: "a hidden column and hidden rows before a total",
    rows: [
      ["Branch", "Key", "Loans", "Savings"],
      ["Tartu", "x9", 410, 1_280],
      ["Pärnu", "x4", 233, 905],
      ["Narva", "x7", 187, 640],
      ["Valga", "x1", 95, 377],
      ["Total", null, 925, 3_202],
    ],
    definitions: { hidden: ["B:B", "3:4"] },
    tables: ["table A1:D5 header 1: Branch text, Key text, Loans integer, Savings integer; totals 6"],
  },
  {
    name: "a table far from the first cell",
    rows: [
      ...blankRows(57),
      at(18, ["Lift", "Trips", "Faults"]),
      at(18, ["North", 812, 3]),
      at(18, ["South", 655, 8]),
      at(18, ["Freight", 240, 1]),
    ],
    tables: ["table S58:U61 header 1: Lift text, Trips integer, Faults integer"],
  },
  {
    name: "a title merged over six rows and all columns",
    rows: [
      ["Rota of the night bus"],
      ...blankRows(5),
      ["Line", "Driver", "Stops", "Passengers"],
      ["N1", "Fofanah", 22, 140],
      ["N2", "Wolski", 17, 88],
      ["N5", "Greco", 31, 203],
    ],
    definitions: { merged: ["A1:D6"] },
    tables: [
      'table A7:D10 "Rota of the night bus" header 1: Line text, Driver text, Stops integer, Passengers integer',
    ],
  },
  {
    name: "a single number and its name",
    rows: [["Guests expected"], [], [], [], [], at(5, [350])],
    tables: [],
    notes: ["A1 Guests expected"],
  },
]
